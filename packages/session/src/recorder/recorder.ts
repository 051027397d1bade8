import { statfsSync } from 'node:fs';
import { hostname, release, type } from 'node:os';
import { SESSION_VARIABLE } from '@sockscope/core';
import type { CaptureEnd, PacketCapture } from '../capture/packet-capture';
import { printable } from '../printable';
import { thisProcess } from '../recorder-process';
import type { SessionFile } from '../recording';
import { sessionTime, writeSessionFile } from '../session-file';
import { systemErrorText } from '../system-error';
import { appendExitLine } from './append-exit-line';
import type { DrainWatch } from './drain-watch';
import { DropWatch } from './drop-watch';
import { Program } from './program';
import type { ProgramEnd, ProgramOptions } from './program';
import type { RecordingOptions } from './recording-options';
import type { SessionDirectory } from './session-directory';

/** How a recording ended: what its session.json says of it. */
export type RecordingEnd = NonNullable<SessionFile['end']>;

/** What a recorder is made of; startRecording() puts it together. */
export interface RecorderParts {
  readonly options: RecordingOptions;
  readonly directory: SessionDirectory;
  readonly capture: PacketCapture;
  readonly drainWatch: DrainWatch;
  /** Closes RUN/packets.pcap. */
  closePackets(this: void): void;
  /** Settles, in words, when packets can no longer be recorded although nobody stopped it. */
  readonly packetsLost: Promise<string>;
}

/** A recording that runs: packets are recorded from before its first program starts until after the last one ended. */
export class Recorder {
  /** The session directory, absolute. */
  readonly directory: string;
  /** Where its programs' traces are. */
  readonly callsPath: string;
  /** Who captures: `tcpdump version 4.99.3`. */
  readonly capturedWith: string;
  /** Settles, in words, when the capture ended by itself. The recording goes on, with calls alone, until it is stopped. */
  readonly packetsLost: Promise<string>;
  private readonly parts: RecorderParts;
  private readonly session: SessionFile;
  private readonly programs = new Map<Program, Promise<ProgramEnd>>();
  private end: Promise<RecordingEnd> | null = null;
  private lost: string | null = null;
  private readonly dropWatch: DropWatch;

  /** @throws the file system's error where session.json cannot be written */
  constructor(parts: RecorderParts) {
    this.parts = parts;
    this.directory = parts.directory.path;
    this.callsPath = parts.directory.callsPath;
    this.capturedWith = parts.capture.capturedWith;
    this.packetsLost = parts.packetsLost;
    void parts.packetsLost.then((text) => (this.lost = text));
    const { options } = parts;
    this.session = {
      version: 1,
      toolVersion: options.toolVersion,
      start: sessionTime(),
      host: hostname(),
      kernel: `${type()} ${release()}`,
      interface: options.interface,
      filter: options.filter.join(' '),
      capturedWith: this.capturedWith,
      command: options.command,
      recorder: thisProcess(),
    };
    writeSessionFile(parts.directory.sessionFilePath, this.session);
    this.dropWatch = new DropWatch(parts.capture, () => this.writeDrops());
  }

  /**
   * Starts a program whose socket calls belong to this recording.
   *
   * @param enter A command that runs it elsewhere, before its own; without it the recording's own.
   * @throws Error after stop()
   */
  spawn(
    options: Omit<ProgramOptions, 'environment'>,
    enter: readonly string[] = this.parts.options.enter ?? [],
  ): Program {
    if (this.end) throw new Error('this recording has been stopped');
    const command = [...enter, ...options.command];
    const program = new Program({ ...options, command, environment: { [SESSION_VARIABLE]: this.directory } });
    this.programs.set(
      program,
      program.ended.then((end) => this.completeTrace(program, end)),
    );
    return program;
  }

  /**
   * Ends the recording: programs that still run are ended, packets drain, the capture stops, session.json gets its end.
   * A second call gives the end of the first. Never rejects.
   *
   * @param how `completed`, `interrupted by SIGINT`
   */
  stop(how: string): Promise<RecordingEnd> {
    this.end ??= this.stopOnce(how);
    return this.end;
  }

  private async stopOnce(how: string): Promise<RecordingEnd> {
    const { capture, drainWatch, closePackets } = this.parts;
    await Promise.all([...this.programs.keys()].map((program) => program.terminate()));
    await Promise.all(this.programs.values());
    await drainWatch.drained(capture.ended);
    const captureEnd = await capture.stop();
    this.dropWatch.end(captureEnd.packetsDropped);
    closePackets();
    return this.writeEnd(how, captureEnd);
  }

  private writeEnd(how: string, { failure, packetsCaptured, packetsDropped }: CaptureEnd): RecordingEnd {
    const lost = failure ?? this.lost ?? this.diskProblem();
    const end = { time: sessionTime(), how: lost ?? how, packetsCaptured, packetsDropped };
    try {
      writeSessionFile(this.parts.directory.sessionFilePath, { ...this.withDrops, end });
      return end;
    } catch (error) {
      this.complain(this.parts.directory.sessionFilePath, error);
      return { ...end, how: lost ?? printable(`session.json: ${systemErrorText(error)}`) };
    }
  }

  private get withDrops(): SessionFile {
    const { drops } = this.dropWatch;
    return drops.length === 0 ? this.session : { ...this.session, drops };
  }

  /** Whoever follows the recording sees it at once. */
  private writeDrops(): void {
    if (this.end !== null) return;
    try {
      writeSessionFile(this.parts.directory.sessionFilePath, this.withDrops);
    } catch (error) {
      this.complain(this.parts.directory.sessionFilePath, error);
    }
  }

  /** tcpdump does not notice that a write of its file failed. */
  private diskProblem(): string | null {
    try {
      const { blocks, bfree } = statfsSync(this.directory);
      // A file system that does not count its blocks says 0 of both.
      if (bfree > 0 || blocks === 0) return null;
      return 'packets.pcap: no space left on the device, packets may be missing';
    } catch (error) {
      return printable(`packets.pcap: ${systemErrorText(error)}`);
    }
  }

  private completeTrace({ pid }: Program, end: ProgramEnd): ProgramEnd {
    try {
      if (pid !== null) appendExitLine(this.callsPath, pid, end);
    } catch (error) {
      this.complain(this.callsPath, error);
    }
    return end;
  }

  private complain(path: string, error: unknown): void {
    this.parts.options.onMessage(printable(`${path}: ${systemErrorText(error)}`));
  }
}
