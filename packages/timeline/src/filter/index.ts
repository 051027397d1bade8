export { compileFilter, type RowTest } from './compile-filter';
export { completeFilter, type FilterCandidate } from './complete-filter';
export type * from './filter';
export type { FilterField, FilterSource, FilterType } from './filter-field';
export { FILTER_FIELDS } from './filter-fields';
export { filterSource } from './filter-source';
export { filterText } from './filter-text';
export { parseFilter } from './parse-filter';
export { rowText } from './row-text';
