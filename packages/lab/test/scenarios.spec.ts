import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAll, SCENARIOS } from '../src';
import { HERE } from '../src/place/place';
import { runScenario } from '../src/run/run-scenario';
import { handshake } from '../src/scenarios/handshake';
import { outcomesOf } from '../src/script/scenario';
import { parseExpectation } from '../src/check/parse-expectation';
import { describeRuns } from './recording-needs';

/**
 * Where the kernel cannot be asked: the last bytes leave after the last close(), when there is no socket any more; TCP Fast
 * Open sends them with the SYN, before there is a connection to ask about.
 */
const UNASKED = new Set(['fin-behind-data', 'partial-send', 'fast-open-first', 'fast-open-cookie']);

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
  /** Scenarios that send; how many of the kernel's own notes of it agree. */
  const witnessed = new Map<string, number>();

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
    await runAll(SCENARIOS, {
      directory,
      repeat: 1,
      atOnce: AT_ONCE,
      toolVersion: 'test',
      isWitnessed: true,
      onResult: ({ name }, _path, result) => {
        if (!result.ok) return void faults.set(name, [result.failure.text]);
        const { verdict, witness } = result.run;
        faults.set(name, [...verdict.faults, ...describeFailure(verdict)]);
        if (witness && witness.agreed + witness.silent > 0) witnessed.set(name, witness.agreed);
      },
    });
    rmSync(directory, { recursive: true, force: true });
  }, TIMEOUT_MS);

  test.each(SCENARIOS.map(({ name }) => name))('finds every packet, owner and link of %s as expected', (name) => {
    expect(faults.get(name)).toEqual([]);
  });

  test('agrees with what the kernel itself noted of every send, wherever it can be asked', () => {
    expect(witnessed.size).toBeGreaterThan(25);
    const silent = [...witnessed].filter(([, agreed]) => agreed === 0).map(([name]) => name);
    expect(silent.filter((name) => !UNASKED.has(name))).toEqual([]);
  });
});

describeRuns()('runScenario()', () => {
  test('leaves out what other programs send, where it has no network of its own', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
    const others = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(others, 'listening');
    const { port } = others.address() as AddressInfo;
    const timer = setInterval(() => connect(port, '127.0.0.1').resume(), 5);
    const result = await runScenario(handshake, { directory, place: HERE, toolVersion: 'test', isCompared: true });
    clearInterval(timer);
    others.close();
    rmSync(directory, { recursive: true, force: true });
    expect(result.ok && result.run.verdict.faults).toEqual([]);
    expect(result.ok && result.run.timeline.connections.length).toBeGreaterThan(1);
  }, 30_000);
});

function describeFailure(verdict: { readonly hasPassed: boolean; readonly listing: readonly string[] }): string[] {
  return verdict.hasPassed ? [] : [...verdict.listing];
}
