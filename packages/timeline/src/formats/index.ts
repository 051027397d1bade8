export { jsonLine } from './json-line';
export { phasesJson } from './phases-json';
export { timelineJson } from './timeline-json';
