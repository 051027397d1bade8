export { runUi, type DisplayStream, type UiOptions } from './run-ui';
export { LiveSource, type LiveSourceOptions, type MessageSender, type RecordingFeed } from './source/live-source';
export { connectionSource } from './source/connection-source';
export { recordingSource } from './source/recording-source';
export { runSource, type RunFile } from './source/run-source';
export { canRunUi, type UiEnvironment } from './terminal/can-run-ui';
export type { KeyboardStream } from './terminal/tty-input';
export type { UiSnapshot, UiSource } from './view/ui-source';
export { screenPicture, type PictureOptions, type PictureStep } from './screen-picture';
