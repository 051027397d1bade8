/** How a field is compared with a value. */
export type FilterOperator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'contains' | 'like' | 'matches';

/** A value as it is compared: a number (of its field's unit), or text. */
export type FilterValue = number | string;

/** The values from one to another, both included; one value where both are the same. */
export interface FilterRange {
  readonly from: FilterValue;
  readonly to: FilterValue;
}

/** What a display filter says, as a tree. `field` is a name of FILTER_FIELDS, never an alias. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter }
  | { readonly kind: 'has'; readonly field: string }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: FilterOperator;
      readonly value: FilterValue;
    }
  | { readonly kind: 'in'; readonly field: string; readonly ranges: readonly FilterRange[] };

/** What may stand at a place of a filter. */
export type FilterExpectation =
  | { readonly kind: 'term' }
  | { readonly kind: 'operator'; readonly field: string }
  | { readonly kind: 'value'; readonly field: string }
  | { readonly kind: 'set'; readonly field: string }
  | { readonly kind: 'joiner' };

/** Why a text is no filter. */
export interface FilterError {
  /** Index of the first character that does not fit, in UTF-16 units; the text's length where it ends too early. */
  readonly at: number;
  /** Whole sentence: `expected a duration such as 1ms, found "fast"`. */
  readonly text: string;
  /** True: more typing may make it right. */
  readonly isIncomplete: boolean;
}

/** A filter, or why there is none. `filter` is null for a text without a word: it lets everything through. */
export type FilterReading =
  { readonly ok: true; readonly filter: Filter | null } | { readonly ok: false; readonly error: FilterError };
