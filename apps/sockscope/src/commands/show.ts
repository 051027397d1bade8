import { packetJson } from '@sockscope/capture';
import type { Recording } from '@sockscope/session';
import { buildTimeline, FILTER_FIELDS, timelineJson, writeScript } from '@sockscope/timeline';
import { listFilterFields, readFilter } from '../filter-option';
import { ladderText } from '../ladder-text';
import type { LadderChoice } from '../ladder-text';
import { openLargeCapture } from '../large-capture';
import { load } from '../load';
import { missingConnection } from '../missing-connection';
import { printLines, usage } from '../output';
import { printJson } from '../print-json';
import { showLarge } from './show-large';
import type { ShowChoice } from './show-large';

export interface ShowOptions extends Omit<LadderChoice, 'filter'> {
  readonly json?: boolean;
  readonly script?: boolean;
  /** As it was typed. */
  readonly filter?: string;
}

/** Reads the inputs and prints their ladder; resolves to the exit status. */
export async function printLadder(inputs: readonly string[], choice: LadderChoice): Promise<number> {
  const { recording, status } = await load(inputs);
  await printLines(ladderText(recording, choice));
  return status;
}

/** `sockscope show`: the ladder as text; calls, packets and links as JSON Lines or as a script. */
export async function show(inputs: readonly string[], options: ShowOptions): Promise<number> {
  const { filter: typed, json, script, ...shown } = options;
  if (typed === 'help') return listFilterFields(FILTER_FIELDS);
  if (json && script) return usage('--json and --script are two forms of everything: choose one');
  if (typed !== undefined && (json || script)) {
    return usage(`--filter chooses rows of the ladder; --${json ? 'json' : 'script'} gives everything`);
  }
  const filter = readFilter(typed);
  if (filter === null) return 2;
  const form = json ? 'json' : script ? 'script' : 'text';
  const choice = { ...shown, ...(filter.filter && { filter: filter.filter }), form } as const;
  const large = await openLargeCapture(inputs);
  if (large === null) {
    const { recording, status } = await load(inputs);
    if (script && choice.connection !== undefined) return usage('--script gives everything: leave --connection out');
    return (
      missingConnection(choice.connection, recording.connections.length) ??
      ((await showWhole(recording, choice)) || status)
    );
  }
  if (form === 'script' && choice.connection === undefined) {
    return usage(
      `a script of ${large.packetCount} packets is too long: choose one with --connection (connections lists them)`,
    );
  }
  return missingConnection(choice.connection, large.connectionCount) ?? showLarge(large, choice);
}

async function showWhole(recording: Recording, choice: ShowChoice): Promise<0> {
  const { form, connection } = choice;
  if (form === 'json') await printJson(timelineJson(buildTimeline(recording), packetJson, connection ?? null));
  else if (form === 'script') await printLines(writeScript(recording, buildTimeline(recording)));
  else await printLines(ladderText(recording, choice));
  return 0;
}
