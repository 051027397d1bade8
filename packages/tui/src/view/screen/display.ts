import type { Charset } from './charset';
import type { Size } from './rectangle';

/** The terminal as far as the views care. */
export interface Display {
  readonly size: Size;
  readonly charset: Charset;
}
