import { wrapText } from '@sockscope/timeline/text';
import { outcomesOf } from '../script/scenario';
import type { Explanation, Scenario } from '../script/scenario';

const LABEL_CHARACTERS = 13;

/** Gives what a student is told of a scenario, wrapped to a width; lines without line feeds. */
export function explanationText({ asked, happened, article, sources }: Explanation, width: number): string[] {
  return [
    ...labelled('Asked', asked, width),
    ...labelled('Happened', happened, width),
    ...(article === undefined ? [] : labelled('The article', article, width)),
    ...labelled('Sources', sources.join('; '), width),
  ];
}

/** Gives a scenario as a text to read where it cannot run: its explanation, and what it would show. */
export function describeScenario(scenario: Scenario, width: number): string[] {
  const listings = outcomesOf(scenario).flatMap(([name, listing], index, all) => [
    '',
    all.length > 1 ? `On the wire, if ${name}:` : 'On the wire:',
    ...linesOf(listing),
    ...(index === all.length - 1 ? [''] : []),
  ]);
  return [`${scenario.name}: ${scenario.summary}`, '', ...explanationText(scenario.explanation, width), ...listings];
}

function linesOf(listing: string): string[] {
  return listing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `  ${line}`);
}

function labelled(label: string, text: string, width: number): string[] {
  const lines = wrapText(text, Math.max(20, width - LABEL_CHARACTERS));
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_CHARACTERS)}${line}`);
}
