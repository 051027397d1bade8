import { closeSync, writeSync } from 'node:fs';
import { systemErrorText } from '../system-error';

/**
 * RUN/packets.pcap while it is written. Writes are synchronous: what the capture handed over is in the file before the
 * next piece is taken, so a recorder that is killed leaves everything it took, and a slow disk slows the capture
 * instead of filling memory.
 */
export class PacketFile {
  private readonly descriptor: number;
  private readonly onFailure: (text: string) => void;
  private isOpen = true;

  /** @param onFailure Called once, in words, when the file can no longer be written; later bytes are dropped. */
  constructor(descriptor: number, onFailure: (text: string) => void) {
    this.descriptor = descriptor;
    this.onFailure = onFailure;
  }

  write(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(this.descriptor, bytes, written);
    } catch (error) {
      this.close();
      this.onFailure(systemErrorText(error));
    }
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.descriptor);
  }
}
