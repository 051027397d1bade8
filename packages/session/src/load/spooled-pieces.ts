import type { PieceSource } from '@sockscope/capture';
import type { Spool } from './spool';

/** Bytes that cannot be read twice, each copied to a spool as it is read. */
export class SpooledPieces implements PieceSource {
  readonly headroomBytes: number;
  private readonly pieces: PieceSource;
  private readonly spool: Spool;

  constructor(pieces: PieceSource, spool: Spool) {
    this.headroomBytes = pieces.headroomBytes;
    this.pieces = pieces;
    this.spool = spool;
  }

  get problem(): PieceSource['problem'] {
    return this.pieces.problem;
  }

  get bytesRead(): number {
    return this.pieces.bytesRead;
  }

  async read(): Promise<Uint8Array | null> {
    const piece = await this.pieces.read();
    if (piece !== null) this.spool.append(piece);
    return piece;
  }

  close(): void {
    this.pieces.close();
  }
}
