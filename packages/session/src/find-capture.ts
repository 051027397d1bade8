// An entry of its own for commands that only look into a capture: they begin without all that records and traces.
export { findCapture, type FindOptions, type FoundCapture } from './load/find-capture';
export { printable } from './printable';
