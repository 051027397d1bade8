export type * from './model';
export type * from './ladder/row';
export * from './text';
