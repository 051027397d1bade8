import type { Filter, FilterRange } from './filter';
import type { FilterField } from './filter-field';
import { filterField } from './filter-fields';
import { filterValueText, quotedExpression } from './filter-value';

/** Gives a filter in its normal form; parseFilter() gives the same tree back. */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.map((term) => innerText(term)).join(` ${filter.kind} `);
    case 'not':
      return `not ${innerText(filter.term)}`;
    case 'has':
      return filter.field;
    case 'compare': {
      const { field, operator, value } = filter;
      if (operator === 'matches') return `${field} matches ${quotedExpression(String(value))}`;
      return `${field} ${operator} ${filterValueText(known(field), value)}`;
    }
    case 'in':
      return `${filter.field} in {${filter.ranges.map((range) => rangeText(known(filter.field), range)).join(', ')}}`;
  }
}

function innerText(term: Filter): string {
  return term.kind === 'and' || term.kind === 'or' ? `(${filterText(term)})` : filterText(term);
}

function rangeText(field: FilterField, { from, to }: FilterRange): string {
  const start = filterValueText(field, from);
  return from === to ? start : `${start}..${filterValueText(field, to)}`;
}

function known(name: string): FilterField {
  const field = filterField(name);
  if (field === null) throw new RangeError(`no field ${name}`);
  return field;
}
