import { DOCUMENT_START } from '../state/ui-state';
import { opened, previousView } from '../state/view-stack';
import { ALL_VIEWS } from '../view-name';
import type { Command } from './command';

/** Ctrl-C is a key in raw mode; its status is that of the signal which it is elsewhere: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Help, and the ways back and out. */
export const LEAVE_COMMANDS: readonly Command[] = [
  {
    name: 'help',
    aliases: ['h'],
    keys: ['?', 'f1'],
    views: ALL_VIEWS.filter((view) => view !== 'help'),
    help: 'this help',
    hint: 'Help',
    run: ({ state }) => ({ state: opened({ ...state, help: DOCUMENT_START }, 'help') }),
  },
  {
    name: 'back-or-quit',
    keys: ['q'],
    views: ALL_VIEWS,
    help: 'back; from the first view, quit',
    hint: 'Back',
    run: ({ state, content }) => {
      const below = previousView(state, content);
      return below ? { state: below } : { effect: { kind: 'quit', status: 0 } };
    },
  },
  {
    name: 'back',
    keys: ['escape', 'backspace'],
    views: ALL_VIEWS,
    help: 'back; drops a count that was begun',
    run: ({ state, content }) => ({ state: previousView(state, content) ?? state }),
  },
  {
    name: 'quit',
    aliases: ['q', 'q!', 'quit!', 'qa', 'qa!', 'wq', 'x', 'exit'],
    keys: ['Q', 'Z Z', 'Z Q'],
    views: ALL_VIEWS,
    help: 'quit from anywhere',
    hint: 'Quit',
    run: () => ({ effect: { kind: 'quit', status: 0 } }),
  },
  {
    name: 'interrupt',
    keys: ['C-c'],
    views: ALL_VIEWS,
    help: 'quit with the status of an interrupted program',
    run: () => ({ effect: { kind: 'quit', status: INTERRUPTED } }),
  },
];
