export { endpointText } from '@sockscope/core/trace';
export type * from './model';
export * from './ladder';
export * from './text';
export { buildTimeline } from './join/build-timeline';
export * from './anomalies';
export * from './compare';
export * from './filter';
export * from './formats';
