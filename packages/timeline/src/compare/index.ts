export {
  compareHandshakes,
  handshakeRun,
  type CompareOptions,
  type Comparison,
  type HandshakeRun,
  type MedianDifference,
  type PhaseComparison,
  type PhaseStatistics,
} from './compare-handshakes';
export { comparisonCsv } from './comparison-csv';
export { comparisonJson } from './comparison-json';
export { comparisonMarkdown } from './comparison-markdown';
export { comparisonText, type ComparisonTextOptions } from './comparison-text';
export type { PhaseDefinition } from './phase-definitions';
export { hasTellingInterval } from './telling-interval';
