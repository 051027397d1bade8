export { ANOMALY_DEFINITIONS, type Anomaly, type AnomalyDefinition, type AnomalyKind } from './anomaly';
export { rowAnomalies } from './row-anomalies';
export { AnomalySearch, timelineAnomalies, type AnomalyIndex } from './timeline-anomalies';
