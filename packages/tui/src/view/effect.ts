import type { ScreenFormat } from './save/save-format';
import type { ThemeName } from './screen/theme';
import type { TimelinePacket } from '@sockscope/timeline';
import type { KeptSettings } from './settings/settings';
import type { UiSnapshot } from './ui-source';

/** What the program around the UI has to do: the views and commands only say so, and touch no terminal, file or process. */
export type Effect =
  | { readonly kind: 'quit'; readonly status: number }
  /** Every cell anew. */
  | { readonly kind: 'redraw' }
  /** Back to the shell until `fg`. */
  | { readonly kind: 'suspend' }
  | { readonly kind: 'mouse'; readonly isOn: boolean }
  /** To the clipboard; `what` names it in the notice: `row 12`. */
  | { readonly kind: 'copy'; readonly text: string; readonly what: string }
  /** Into a file, which must not be there yet unless it may be replaced; `what` names it in the notice: `27 rows`. */
  | {
      readonly kind: 'save';
      readonly fileName: string;
      readonly text: string;
      readonly what: string;
      readonly mayReplace: boolean;
    }
  /** Packets of a recording into a pcapng file; the rest as for `save`. */
  | {
      readonly kind: 'save-packets';
      readonly fileName: string;
      readonly snapshot: UiSnapshot;
      readonly packets: readonly TimelinePacket['packet'][];
      readonly what: string;
      readonly mayReplace: boolean;
    }
  /** By a client of the demo. */
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'theme'; readonly theme: ThemeName }
  /** Into the settings file. */
  | { readonly kind: 'save-settings'; readonly kept: KeptSettings }
  /** Another run of the list, by its place. */
  | { readonly kind: 'open-run'; readonly place: number };

export type EffectKind = Effect['kind'];

/** The screen as it is, into a file: the UI draws it and makes a `save` of it. */
export interface SaveScreen {
  readonly kind: 'save-screen';
  readonly fileName: string;
  readonly format: ScreenFormat;
  readonly mayReplace: boolean;
}

/** What came of an effect, for the last line of the screen; null where there is nothing to say. */
export type EffectReport = Notice | Question | null;

/** Something that is done only after a yes: the last line asks, and `y` has the effect carried out. */
export interface Question {
  readonly question: string;
  readonly effect: Effect;
}

/** One line for the user, until the next key. */
export interface Notice {
  readonly text: string;
  readonly isProblem: boolean;
}
