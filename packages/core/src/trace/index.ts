export * from './endpoint';
export * from './traced-call';
