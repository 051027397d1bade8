/** How far the reading of an input is. */
export interface LoadProgress {
  readonly bytesRead: number;
  /** null: not known. */
  readonly sizeBytes: number | null;
}
