import { displayWidth } from '../text/display-width';
import type { LadderLayout } from './ladder-layout';
import { LineBuilder } from './line-builder';
import type { LadderStyle, StyledLine } from './row';

/** What a sign means. */
export interface LegendItem {
  readonly text: string;
  readonly style: LadderStyle;
}

const GAP = 3;

/**
 * Gives what the ladder's signs mean, in as many lines of exactly the layout's width as its items need.
 *
 * @param more Signs that are not the ladder's own.
 */
export function ladderLegend(layout: LadderLayout, more: readonly LegendItem[] = []): readonly StyledLine[] {
  const lines: LegendItem[][] = [[]];
  let used = 0;
  for (const item of [...legendItems(layout), ...more]) {
    const cells = displayWidth(item.text) + GAP;
    if (used > 0 && used + cells > layout.width + GAP) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(item);
    used += cells;
  }
  return lines.map((items) => legendLine(items, layout));
}

function legendItems({ glyphs, kind }: LadderLayout): readonly LegendItem[] {
  const { callShaft, kernelShaft, right, bracket, bracketJoint } = glyphs;
  const shaft = (glyph: string): string => glyph.repeat(kind === 'list' ? 1 : 3) + right;
  return [
    { text: `${shaft(callShaft)} a call sent it`, style: 'packet' },
    { text: `${shaft(kernelShaft)} the kernel sent it on its own`, style: 'packet-kernel' },
    { text: `${shaft(glyphs.unknownShaft).trimStart()} sender not known`, style: 'packet' },
    { text: 'rtx sent again', style: 'packet-retransmission' },
    { text: `${bracket.open}${bracketJoint}${bracket.close}${bracketJoint}entered, returned`, style: 'bracket' },
    { text: '(?) inferred from packets', style: 'inferred' },
  ];
}

function legendLine(items: readonly LegendItem[], layout: LadderLayout): StyledLine {
  const pieces = items.flatMap(({ text, style }, i) => [
    { text: i === 0 ? '' : ' '.repeat(GAP), style: 'plain' as const },
    { text, style },
  ]);
  return new LineBuilder(layout).addPieces(layout.width, pieces).line();
}
