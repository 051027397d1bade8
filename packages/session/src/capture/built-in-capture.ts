import { writeSync } from 'node:fs';
import { decodePacket, writeRecord, writeSavefileHeader } from '@sockscope/capture';
import { failureText, openPacketSocket } from '@sockscope/core';
import type { PacketSocket, ReceivedFrame, SocketFailure } from '@sockscope/core';
import { printable } from '../printable';
import { systemErrorText } from '../system-error';
import { findTcpdump, noRightsText } from './capture-rights';
import { matchesFilter } from './filter/matches-filter';
import type { PacketMatcher } from './filter/matches-filter';
import { parseFilter } from './filter/parse-filter';
import type { CaptureEnd, CaptureFailure, CaptureRequest, CaptureStart, PacketCapture } from './packet-capture';

const BUILT_IN_CAPTURE = 'built-in (AF_PACKET)';

/** The kernel stamps and queues packets as they come; this is only how late a viewer may see them. */
const POLL_MS = 5;
/** Packets taken in one turn, so that signals and programs' output are handled between two turns. */
const MOST_FRAMES_A_TURN = 500;

/**
 * Starts the capture that needs no tcpdump: a raw packet(7) socket of this process, which writes the same nanosecond
 * pcap. The filter is applied here and not in the kernel, and knows less; see parseFilter().
 */
export function startBuiltInCapture(request: CaptureRequest): CaptureStart {
  const filter = parseFilter(request.filter);
  if (!filter.ok) return { ok: false, failure: { kind: 'refused', text: filter.text } };
  const opened = openPacketSocket(request.interface);
  if (!opened.ok) return { ok: false, failure: openFailure(request.interface, opened.failure) };
  const { socket } = opened;
  const { linkType } = socket;
  if (linkType === null) {
    socket.close();
    const text = printable(`${request.interface}: frames of this interface need tcpdump`);
    return { ok: false, failure: { kind: 'refused', text } };
  }
  const matches = matchesFilter(filter.expression);
  return { ok: true, capture: new BuiltInCapture({ socket, linkType, matches, descriptor: request.descriptor }) };
}

function openFailure(interfaceName: string, failure: SocketFailure): CaptureFailure {
  const isGrantable = failure.name === 'EPERM' || failure.name === 'EACCES';
  if (isGrantable) return { kind: 'no-rights', text: noRightsText(printable(interfaceName), findTcpdump()) };
  if (failure.name === 'ENODEV') return { kind: 'refused', text: printable(noInterfaceText(interfaceName)) };
  return { kind: 'refused', text: printable(`${interfaceName}: ${failureText(failure)}`) };
}

function noInterfaceText(interfaceName: string): string {
  return interfaceName === 'any'
    ? 'any: the built-in capture takes one interface; all of them need tcpdump'
    : `${interfaceName}: no such interface`;
}

interface BuiltInParts {
  readonly socket: PacketSocket;
  readonly linkType: number;
  readonly matches: PacketMatcher;
  readonly descriptor: number;
}

class BuiltInCapture implements PacketCapture {
  readonly capturedWith = BUILT_IN_CAPTURE;
  readonly ended: Promise<CaptureEnd>;
  private readonly parts: BuiltInParts;
  private readonly settle: (end: CaptureEnd) => void;
  private timer: NodeJS.Timeout | undefined;
  private packetsCaptured = 0;
  private isEnded = false;

  constructor(parts: BuiltInParts) {
    this.parts = parts;
    let settle!: (end: CaptureEnd) => void;
    this.ended = new Promise((resolve) => (settle = resolve));
    this.settle = settle;
    this.write(writeSavefileHeader({ linkType: parts.linkType }));
    if (!this.isEnded) this.timer = setTimeout(() => this.turn(), POLL_MS);
  }

  packetsDropped(): Promise<number | null> {
    return Promise.resolve(this.isEnded ? null : Number(this.parts.socket.counts().dropped));
  }

  stop(): Promise<CaptureEnd> {
    if (!this.isEnded) {
      this.takeFrames();
      if (!this.isEnded) this.end(null);
    }
    return this.ended;
  }

  private turn(): void {
    const isMore = this.takeFrames();
    if (!this.isEnded) this.timer = setTimeout(() => this.turn(), isMore ? 0 : POLL_MS);
  }

  /** Takes the frames that wait, at most MOST_FRAMES_A_TURN, and gives whether there may be more. */
  private takeFrames(): boolean {
    for (let count = 0; count < MOST_FRAMES_A_TURN && !this.isEnded; count++) {
      const received = this.parts.socket.receive(0);
      if (received === null) return false;
      if ('errno' in received) {
        this.end(printable(`built-in capture ended: ${failureText(received)}`));
        return false;
      }
      this.take(received);
    }
    return true;
  }

  private take({ bytes, wireBytes, timestampNs }: ReceivedFrame): void {
    const { linkType, matches } = this.parts;
    const facts = { number: 1, timestampNs, wireBytes, frameOffset: 0, linkType };
    if (!matches(decodePacket(bytes, facts))) return;
    this.packetsCaptured += 1;
    this.write(writeRecord({ timestampNs, frame: bytes, wireBytes }));
  }

  /** Synchronous: a recorder that is killed leaves every packet it took. */
  private write(bytes: Uint8Array): void {
    const { descriptor } = this.parts;
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    } catch (error) {
      this.end(`built-in capture ended: ${systemErrorText(error)}`);
    }
  }

  private end(failure: string | null): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    const packetsDropped = Number(this.parts.socket.counts().dropped);
    this.parts.socket.close();
    this.settle({ failure, packetsCaptured: this.packetsCaptured, packetsDropped });
  }
}
