import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { notACapture, openCapture, openPieces } from '@sockscope/capture';
import type { Capture, CaptureInput } from '@sockscope/capture';
import { isBeingRecorded } from '../is-being-recorded';
import type { InputProblem } from '../recording';
import { CALLS_FOLDER_NAME, PACKETS_FILE_NAME, SESSION_FILE_NAME } from '../session-layout';
import { systemErrorText } from '../system-error';
import { inputKind, isEnoughToTell } from './input-kind';
import { inputProblem, secondCaptureProblem } from './input-problem';
import { STANDARD_INPUT, STANDARD_INPUT_NAME } from './standard-input';

/** How findCapture() looks. */
export interface FindOptions {
  /** What `-` stands for. Default: `process.stdin`, which is not touched unless it is asked for. */
  readonly stdin?: Readable;
  /** The capture may still grow: wait at its end for more, of a session until its recorder has ended. Default false. */
  readonly follow?: boolean;
  /** Ends the reading where it stands. */
  readonly signal?: AbortSignal;
}

/** The capture among some inputs, to be read as it is needed: its packets are nowhere in memory. */
export class FoundCapture {
  /** null: there is none. It can be iterated once, by batches(): the memory of its frames is used again. */
  capture: Capture | null = null;
  /** What it is called; empty where there is none. */
  file = '';
  /** Whether the inputs hold calls too, which loadRecording() reads. */
  hasCalls = false;
  /** What stops the reading, see FindOptions. */
  private isLive: () => boolean = () => false;
  private readonly found: InputProblem[] = [];
  private readonly options: FindOptions;

  constructor(options: FindOptions) {
    this.options = options;
  }

  /** What could not be read; of the capture itself as far as it was iterated. */
  get problems(): readonly InputProblem[] {
    const problem = this.capture?.problem ?? null;
    // The last record of what is still written need not be whole, nor the one in which the reading was ended.
    const isExpected = problem?.kind === 'truncated' && (this.isLive() || this.options.signal?.aborted === true);
    if (problem === null || isExpected) return this.found;
    return [...this.found, inputProblem(this.file, problem.byteOffset, problem.text)];
  }

  addProblem(file: string, byteOffset: number | null, text: string): void {
    this.found.push(inputProblem(file, byteOffset, text));
  }

  async addPath(path: string): Promise<void> {
    if (statSync(path).isDirectory()) await this.addDirectory(path);
    else await this.addInput(path, path, this.options.follow ?? false);
  }

  /** Looks into an input. Only a capture stays open. */
  async addInput(name: string, input: CaptureInput, follow: boolean | (() => boolean)): Promise<void> {
    const { signal } = this.options;
    const reading = { follow, ...(signal && { signal }) };
    const opened = await openPieces(input, { ...reading, isReused: true, isEnough: isEnoughToTell });
    if (inputKind(opened.head) === 'capture' && this.capture === null) {
      this.file = name;
      this.capture = openCapture(opened, reading);
      return;
    }
    opened.pieces.close();
    const { problem } = opened.pieces;
    if (problem !== null) this.addProblem(name, problem.byteOffset, problem.text);
    else this.addOther(name, opened.head);
  }

  private addOther(name: string, head: Uint8Array): void {
    switch (inputKind(head)) {
      case 'capture':
        this.found.push(secondCaptureProblem(name, this.file));
        return;
      case 'trace':
        this.hasCalls = true;
        return;
      case 'empty':
        if (this.options.signal?.aborted !== true) this.addProblem(name, null, 'empty');
        return;
      case 'session-file':
        this.addProblem(name, null, 'the description of a session; give its directory instead');
        return;
      case 'unknown':
        this.addProblem(name, 0, notACapture(head).text);
        return;
    }
  }

  private async addDirectory(path: string): Promise<void> {
    const has = (part: string): boolean => statSync(join(path, part), { throwIfNoEntry: false }) !== undefined;
    const parts = [SESSION_FILE_NAME, PACKETS_FILE_NAME, CALLS_FOLDER_NAME];
    if (!parts.some(has)) {
      return this.addProblem(path, null, `a directory without a session: it has none of ${parts.join(', ')}`);
    }
    if (!has(SESSION_FILE_NAME)) {
      this.addProblem(path, null, `has no ${SESSION_FILE_NAME}: its recorder was killed as it began`);
    }
    this.hasCalls ||= has(CALLS_FOLDER_NAME) && readdirSync(join(path, CALLS_FOLDER_NAME)).length > 0;
    if (!has(PACKETS_FILE_NAME)) return;
    const isLive = (): boolean => isBeingRecorded(path);
    const packets = join(path, PACKETS_FILE_NAME);
    await this.addInput(packets, packets, this.options.follow === true ? isLive : false);
    if (this.file === packets) this.isLive = isLive;
  }
}

/**
 * Finds the capture among session directories, files and `-` for standard input, told by content, for those who want its
 * packets and no calls. Never rejects for what an input holds or lacks: that is in `problems`.
 *
 * @example
 * const { capture } = await findCapture(['run']);
 */
export async function findCapture(inputs: readonly string[], options: FindOptions = {}): Promise<FoundCapture> {
  const found = new FoundCapture(options);
  for (const input of inputs) {
    const name = input === STANDARD_INPUT ? STANDARD_INPUT_NAME : input;
    try {
      if (input === STANDARD_INPUT) await found.addInput(name, options.stdin ?? process.stdin, false);
      else await found.addPath(input);
    } catch (error) {
      found.addProblem(name, null, systemErrorText(error));
    }
  }
  return found;
}
