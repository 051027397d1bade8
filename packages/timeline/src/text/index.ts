export { charWidth, displayWidth } from './display-width';
export { cut, fit, type FitOptions } from './fit';
export { durationText } from './duration-text';
export { decodeUtf8, type Utf8Text } from './decode-utf8';
export { jsonLine } from '../formats/json-line';
export { payloadPreview, type PreviewOptions } from './payload-preview';
export { safeText, type SafeTextOptions } from './safe-text';
export { timeOfDayText } from './time-text';
export { wrapText } from './wrap-text';
