export type * from './model';
export type * from './ladder/row';
