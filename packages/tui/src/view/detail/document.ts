import type { Line } from '../screen/styles';

/** Lines for reading, made when they are shown: the hex dump of a packet can have thousands. */
export interface Document {
  readonly length: number;
  /** The line at an index from 0; empty where there is none. */
  line(index: number): Line;
}

/** Gives lines that are all made already as a document. */
export function linesDocument(lines: readonly Line[]): Document {
  return { length: lines.length, line: (index) => lines[index] ?? [] };
}

/** Gives the parts one after the other. */
export function joinDocuments(parts: readonly Document[]): Document {
  return {
    length: parts.reduce((sum, part) => sum + part.length, 0),
    line: (index) => {
      let at = index;
      for (const part of parts) {
        if (at < part.length) return part.line(at);
        at -= part.length;
      }
      return [];
    },
  };
}
