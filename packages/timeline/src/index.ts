export type * from './model';
export * from './ladder';
export * from './text';
