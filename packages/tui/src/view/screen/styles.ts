import type { LadderStyle } from '@sockscope/timeline';

/** Of rows that belong together, so that neighbours differ. */
export const GROUP_STYLES = [
  'group-1',
  'group-2',
  'group-3',
  'group-4',
  'group-5',
  'group-6',
  'group-7',
  'group-8',
] as const;

/** What a piece of text is; the theme says how that looks. The ladder's roles and those of the frame around it. */
export type Style =
  | LadderStyle
  | (typeof GROUP_STYLES)[number]
  | 'status'
  | 'status-live'
  | 'status-problem'
  | 'rule'
  | 'bar'
  | 'mark'
  | 'cursor'
  | 'menu'
  | 'menu-name'
  | 'hint-key'
  | 'hint'
  | 'field-name'
  | 'field-value'
  | 'reference'
  | 'hex-offset'
  | 'hex'
  | 'hex-text';

/** How a row stands out from the others, on top of its text's styles. */
export type Emphasis = 'none' | 'linked' | 'found' | 'selected';

/** Text of one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
  /** On top of its row's; absent: as its row. */
  readonly emphasis?: Emphasis;
}

/** A line of text, of any width. */
export type Line = readonly Span[];

/** Gives a span; `plain` where no style is named. */
export function span(text: string, style: Style = 'plain', emphasis?: Emphasis): Span {
  return emphasis === undefined ? { text, style } : { text, style, emphasis };
}
