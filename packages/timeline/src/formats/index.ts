export { jsonLine } from './json-line';
export { phasesJson } from './phases-json';
export { timelineJson } from './timeline-json';
export { rowRecord, type RowRecord } from './row-record';
export { rowsCsv, rowsJson, rowsMarkdown } from './row-table';
export { ladderHtml, type HtmlLadder } from './ladder-html';
export { ladderMermaid } from './ladder-mermaid';
export { packetComments } from './packet-comments';
export { tableCsv, tableJson, tableMarkdown, type DataTable, type DataValue } from './data-table';
