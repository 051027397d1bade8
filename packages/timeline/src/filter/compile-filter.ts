import type { LadderRow } from '../ladder/row';
import { addressTest } from './address-value';
import type { Filter, FilterOperator, FilterRange, FilterValue } from './filter';
import type { FieldValue, FilterField, FilterSource } from './filter-field';
import { filterField } from './filter-fields';
import { likeTest } from './like-pattern';
import { readRegularExpression } from './regular-expression';

/** True for rows that a filter lets through. */
export type RowTest = (row: LadderRow) => boolean;

type Scalar = number | string;
type ScalarTest = (value: Scalar) => boolean;

/**
 * Makes a test of a filter, once for all rows. A field that a row does not have fails every comparison, `!=` too; one that
 * has several values passes where any of them does, and `!=` where all differ, as in Wireshark.
 */
export function compileFilter(filter: Filter, source: FilterSource): RowTest {
  switch (filter.kind) {
    case 'and': {
      const tests = filter.terms.map((term) => compileFilter(term, source));
      return (row) => tests.every((test) => test(row));
    }
    case 'or': {
      const tests = filter.terms.map((term) => compileFilter(term, source));
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compileFilter(filter.term, source);
      return (row) => !test(row);
    }
    case 'has':
      return hasTest(known(filter.field), source);
    case 'compare': {
      const field = known(filter.field);
      const isUnequal = filter.operator === '!=';
      const test = scalarTest(field, isUnequal ? '==' : filter.operator, filter.value);
      return isUnequal ? allDiffer(field, test, source) : anyPasses(field, test, source);
    }
    case 'in':
      return anyPasses(known(filter.field), setTest(known(filter.field), filter.ranges), source);
  }
}

function known(name: string): FilterField {
  const field = filterField(name);
  if (field === null) throw new RangeError(`no field ${name}`);
  return field;
}

function hasTest(field: FilterField, source: FilterSource): RowTest {
  return (row) => {
    const value = field.read(row, source);
    if (typeof value === 'boolean' || value === null) return value === true;
    return typeof value === 'number' || value.length > 0;
  };
}

function anyPasses(field: FilterField, test: ScalarTest, source: FilterSource): RowTest {
  return (row) => {
    const value = scalars(field.read(row, source));
    return typeof value === 'object' ? (value?.some(test) ?? false) : test(value);
  };
}

function allDiffer(field: FilterField, isEqual: ScalarTest, source: FilterSource): RowTest {
  return (row) => {
    const value = scalars(field.read(row, source));
    if (value === null) return false;
    return typeof value === 'object' ? value.length > 0 && !value.some(isEqual) : !isEqual(value);
  };
}

/** A flag is compared as 0 or 1. */
function scalars(value: FieldValue): Scalar | readonly Scalar[] | null {
  return typeof value === 'boolean' ? Number(value) : value;
}

function setTest(field: FilterField, ranges: readonly FilterRange[]): ScalarTest {
  const tests = ranges.map(({ from, to }): ScalarTest =>
    typeof from === 'number' && typeof to === 'number'
      ? (value) => Number(value) >= from && Number(value) <= to
      : scalarTest(field, '==', from),
  );
  return (value) => tests.some((test) => test(value));
}

function scalarTest({ type }: FilterField, operator: FilterOperator, value: FilterValue): ScalarTest {
  if (operator === 'matches') return expressionTest(String(value));
  if (typeof value === 'number') return numberTest(operator, value);
  if (type === 'address') {
    const test = addressTest(value);
    return (address) => typeof address === 'string' && test(address);
  }
  const wanted = value.toLowerCase();
  if (operator === 'contains') return (text) => String(text).toLowerCase().includes(wanted);
  const test = operator === 'like' ? likeTest(wanted) : (text: string) => text === wanted;
  return (text) =>
    String(text)
      .split('\n')
      .some((part) => test(part.toLowerCase()));
}

/** Made by parseFilter(), so it is one; else it fits nothing. */
function expressionTest(pattern: string): ScalarTest {
  const reading = readRegularExpression(pattern);
  return (value) => reading.ok && reading.test(String(value));
}

function numberTest(operator: FilterOperator, wanted: number): ScalarTest {
  switch (operator) {
    case '>':
      return (value) => Number(value) > wanted;
    case '>=':
      return (value) => Number(value) >= wanted;
    case '<':
      return (value) => Number(value) < wanted;
    case '<=':
      return (value) => Number(value) <= wanted;
    default:
      return (value) => value === wanted;
  }
}
