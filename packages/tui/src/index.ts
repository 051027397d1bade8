export { runUi, type DisplayStream, type UiOptions } from './run-ui';
export { canRunUi, type UiEnvironment } from './terminal/can-run-ui';
export type { KeyboardStream } from './terminal/tty-input';
export type { Reading, Views, ViewsInput, ViewsNews, ViewsSetting } from './thread/views';
export { viewsInThread } from './thread/views-in-thread';
