export { gapLine } from './gap-line';
export { ladderContext, type LadderContext } from './ladder-context';
export { ladderHeading } from './ladder-heading';
export {
  ladderLayout,
  type LadderColumns,
  type LadderLayout,
  type LadderOptions,
  type TimeMode,
} from './ladder-layout';
export { ladderLegend } from './ladder-legend';
export { ladderLine } from './ladder-line';
export { lazyArray } from './lazy-array';
export { ladderRows, looseRows, placeOfRow } from './ladder-rows';
export {
  renderConnectionText,
  renderLadderText,
  renderLegendText,
  renderLooseText,
  renderProblemsText,
  renderRowsText,
  type LadderTextOptions,
} from './render-ladder-text';
export { stateText } from './state-text';
export { timelineIndex, type LadderEvents, type Lookup, type StreamSpan, type TimelineIndex } from './timeline-index';
export type * from './row';
