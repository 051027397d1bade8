export { runUi, type UiOptions } from './run-ui';
export type { DisplayStream } from './terminal/terminal-output';
export { canRunUi, type UiEnvironment } from './terminal/can-run-ui';
export type { KeyboardStream } from './terminal/tty-input';
export type { Reading, Views, ViewsInput, ViewsNews, ViewsSetting } from './thread/views';
export { viewsInThread } from './thread/views-in-thread';
