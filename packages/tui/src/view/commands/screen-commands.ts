import { openPrompt } from '../prompts/prompt-state';
import { ALL_VIEWS } from '../view-name';
import type { Command } from './command';

/** The terminal itself. */
export const SCREEN_COMMANDS: readonly Command[] = [
  {
    name: 'command-line',
    keys: [':'],
    views: ALL_VIEWS,
    help: 'type a command (Tab completes it), or a place: row 42, 50%, packet #7, time @1.25 @+10ms',
    hint: 'Commands',
    run: ({ state }) => ({ state: { ...state, prompt: openPrompt('command') } }),
  },
  {
    name: 'twin-keys',
    keys: ['K'],
    views: ALL_VIEWS,
    help: 'the last line names the other keys, such as F1 for ?; or the first again',
    run: ({ state }) => ({ state: { ...state, showsTwinKeys: !state.showsTwinKeys } }),
  },
  {
    name: 'mouse',
    keys: ['%'],
    views: ALL_VIEWS,
    help: 'mouse on or off; while on, the terminal selects no text',
    run: ({ state }) => ({
      state: { ...state, isMouseOn: !state.isMouseOn },
      effect: { kind: 'mouse', isOn: !state.isMouseOn },
    }),
  },
  {
    name: 'redraw',
    keys: ['C-l'],
    views: ALL_VIEWS,
    help: 'draw the screen anew',
    run: () => ({ effect: { kind: 'redraw' } }),
  },
  {
    name: 'suspend',
    keys: ['C-z'],
    views: ALL_VIEWS,
    help: 'back to the shell; fg returns',
    run: () => ({ effect: { kind: 'suspend' } }),
  },
];
