/** How the user wants ladder and detail to share the screen. */
export interface PaneChoice {
  /** Where the detail stands; `auto`: where the screen has more room for it. */
  readonly layout: PaneLayout;
  /** The ladder alone. */
  readonly isZoomed: boolean;
  /** Cells that the detail is larger than by itself, beside the ladder and below it; negative: smaller. */
  readonly growth: { readonly right: number; readonly below: number };
}

export type PaneLayout = (typeof PANE_LAYOUTS)[number];

export const PANE_LAYOUTS = ['auto', 'right', 'below'] as const;

export const NO_PANE_CHOICE: PaneChoice = { layout: 'auto', isZoomed: false, growth: { right: 0, below: 0 } };
