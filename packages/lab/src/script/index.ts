export { client, meanwhile, pause, server } from './actor';
export type { Scenario } from './scenario';
export type { Step } from './step';
export { wire } from './wire';
