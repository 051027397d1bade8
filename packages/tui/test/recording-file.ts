import { writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import type { Recording } from '@sockscope/session';

/** Writes a recording for ui-runner.cjs, which runs in another process. */
export function writeRecordingFile(path: string, recording: Recording): void {
  const { frame, detail, ...data } = recording;
  const frames = data.packets.map(({ number }) => frame(number));
  const details = data.packets.map(({ number }) => detail(number));
  writeFileSync(path, serialize({ ...data, frames, details }));
}
