import { writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import type { Recording } from '@sockscope/session';

/** Writes a recording for ui-runner.cjs, which runs in another process. */
export function writeRecordingFile(path: string, recording: Recording): void {
  const frames = recording.packets.map(({ number }) => recording.frame(number));
  const details = recording.packets.map(({ number }) => recording.detail(number));
  writeFileSync(path, serialize({ ...recording, frame: null, detail: null, frames, details }));
}
