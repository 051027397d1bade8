export * from './trace/index';
