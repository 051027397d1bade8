import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecorderAlive } from '../recorder-process';
import { LONGEST_SESSION_FILE_BYTES, parseSessionFile } from '../session-file';
import { CALLS_FOLDER_NAME, PACKETS_FILE_NAME, SESSION_FILE_NAME, TRACE_FILE_SUFFIX } from '../session-layout';
import { errorCode, systemErrorText } from '../system-error';
import { FileFrames } from './frame-source';
import { FileTail } from './file-tail';
import type { GrowingRecording } from './growing-recording';

interface TailedFile {
  readonly tail: FileTail;
  readonly push: (bytes: Uint8Array) => void;
}

/** Reads a session directory into a recording, in steps, as far as it has been written. Each byte is read once. */
export class SessionInput {
  private readonly directory: string;
  private readonly recording: GrowingRecording;
  private readonly reader: 'stream' | 'file';
  private readonly files = new Map<string, TailedFile>();
  private readonly failedFiles = new Set<string>();
  /** Identity of the session.json that was read last; it is replaced, never written in place. */
  private sessionFileState = '';
  private cannotHavePackets = false;

  /**
   * @param recording Its status holds until a session.json says better.
   * @param reader See GrowingRecording.addCapture().
   */
  constructor(directory: string, recording: GrowingRecording, reader: 'stream' | 'file') {
    this.directory = directory;
    this.recording = recording;
    this.reader = reader;
  }

  get bytesRead(): number {
    return [...this.files.values()].reduce((sum, { tail }) => sum + tail.bytesRead, 0);
  }

  /** Of the files as they are now. */
  get sizeBytes(): number {
    return [...this.files.values()].reduce((sum, { tail }) => sum + tail.sizeBytes, 0);
  }

  /**
   * Reads what is new, at most a mebibyte of each file, and gives whether there was anything. When it gives false and
   * the recording's status is not `live`, everything has been read: the status is looked at before the files.
   */
  read(): boolean {
    const { session, status } = this.recording;
    this.readSessionFile();
    this.openFiles();
    let isNew = session !== this.recording.session || status !== this.recording.status;
    if (this.recording.isEnough(this.directory)) return isNew;
    for (const [path, { tail, push }] of this.files) {
      const bytes = tail.read();
      if (bytes) push(bytes);
      isNew ||= bytes !== null;
      this.reportFailure(path, tail);
    }
    return isNew;
  }

  private readSessionFile(): void {
    const path = join(this.directory, SESSION_FILE_NAME);
    try {
      const stat = statSync(path);
      // Reading a pipe would wait for ever, a device have no end.
      if (!stat.isFile()) return this.failOnce(path, 'not a regular file');
      const { ino, mtimeMs, size } = stat;
      const state = `${ino} ${mtimeMs} ${size}`;
      if (state !== this.sessionFileState) this.parseSessionFile(path, size);
      this.sessionFileState = state;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') this.failOnce(path, systemErrorText(error));
    }
    const { session } = this.recording;
    if (session?.end) this.recording.status = 'ended';
    else if (session) this.recording.status = isRecorderAlive(session) ? 'live' : 'interrupted';
  }

  private parseSessionFile(path: string, size: number): void {
    if (size > LONGEST_SESSION_FILE_BYTES) return this.failOnce(path, `${size} bytes are too long for a session.json`);
    const parsed = parseSessionFile(readFileSync(path, 'utf8'));
    if (parsed.ok) this.recording.session = parsed.session;
    else this.failOnce(path, parsed.text);
  }

  private openFiles(): void {
    const packets = join(this.directory, PACKETS_FILE_NAME);
    if (!this.files.has(packets) && !this.cannotHavePackets && existsSync(packets)) {
      const push = this.recording.addCapture(packets, new FileFrames(packets), this.reader);
      if (push) this.files.set(packets, { tail: new FileTail(packets), push });
      else this.cannotHavePackets = true;
    }
    for (const name of this.traceNames()) {
      const path = join(this.directory, CALLS_FOLDER_NAME, name);
      if (this.files.has(path)) continue;
      this.files.set(path, { tail: new FileTail(path), push: this.recording.addTrace(path) });
    }
  }

  private traceNames(): readonly string[] {
    const folder = join(this.directory, CALLS_FOLDER_NAME);
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith(TRACE_FILE_SUFFIX))
        .sort();
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') this.failOnce(folder, systemErrorText(error));
      return [];
    }
  }

  private reportFailure(path: string, { failure }: FileTail): void {
    if (failure !== null) this.failOnce(path, failure);
  }

  private failOnce(path: string, text: string): void {
    if (this.failedFiles.has(path)) return;
    this.failedFiles.add(path);
    this.recording.addProblem(path, null, text);
  }
}
