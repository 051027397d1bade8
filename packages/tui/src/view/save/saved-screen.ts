import type { CellGrid } from '../screen/cell-grid';
import type { ColorTheme } from '../screen/theme';
import { gridSvg } from './grid-svg';
import { gridText } from './grid-text';
import type { ScreenFormat } from './save-format';

/** Gives a screen in a format. */
export function savedScreen(grid: CellGrid, format: ScreenFormat, theme: ColorTheme): string {
  switch (format) {
    case 'text':
      return gridText(grid);
    case 'markdown':
      return `\`\`\`\n${gridText(grid)}\`\`\`\n`;
    case 'svg':
      return gridSvg(grid, theme);
  }
}
