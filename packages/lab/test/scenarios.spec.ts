import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAll, SCENARIOS } from '../src';
import { outcomesOf } from '../src/script/scenario';
import { parseExpectation } from '../src/check/parse-expectation';
import { describeRuns } from './recording-needs';

/** Most scenarios wait more than they work. */
const AT_ONCE = 4;
const TIMEOUT_MS = 240_000;

test('SCENARIOS have names of their own, expectations that can be read, and explanations with sources', () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  for (const scenario of SCENARIOS) {
    expect(scenario.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const [, listing] of outcomesOf(scenario)) parseExpectation(listing);
    expect(scenario.explanation.sources.length).toBeGreaterThan(0);
    expect(scenario.summary.length).toBeLessThan(100);
  }
});

describeRuns()('runAll()', () => {
  const faults = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
    await runAll(SCENARIOS, {
      directory,
      repeat: 1,
      atOnce: AT_ONCE,
      toolVersion: 'test',
      onResult: ({ name }, _path, result) => {
        if (!result.ok) faults.set(name, [result.failure.text]);
        else faults.set(name, [...result.run.verdict.faults, ...describeFailure(result.run.verdict)]);
      },
    });
    rmSync(directory, { recursive: true, force: true });
  }, TIMEOUT_MS);

  test.each(SCENARIOS.map(({ name }) => name))('finds every packet, owner and link of %s as expected', (name) => {
    expect(faults.get(name)).toEqual([]);
  });
});

function describeFailure(verdict: { readonly hasPassed: boolean; readonly listing: readonly string[] }): string[] {
  return verdict.hasPassed ? [] : [...verdict.listing];
}
