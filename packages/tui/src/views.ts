export { LiveSource, type LiveSourceOptions, type RecordingFeed } from './source/live-source';
export { connectionSource } from './source/connection-source';
export { recordingSource } from './source/recording-source';
export { runSource, type RunFile } from './source/run-source';
export { serveViews, type OpenedViews } from './thread/serve-views';
export { viewsHere } from './thread/views-here';
export type { ShownSource } from './thread/views-loop';
export type { UiSnapshot, UiSource } from './view/ui-source';
export { screenPicture, type PictureOptions, type PictureStep } from './screen-picture';
