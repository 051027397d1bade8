import fc from 'fast-check';
import { buildTimeline, parseScript, writeScript } from '../../src';
import type { TimelineInput } from '../../src';
import { plain } from './plain';
import { RECORDED, recordedInput } from './recorded-input';
import { scenarioInput } from './scenario';
import { ARTICLE } from './tcp-scripts';

function scriptOf(input: TimelineInput): string[] {
  return [...writeScript(input, buildTimeline(input))];
}

function check(input: TimelineInput): void {
  const script = scriptOf(input);
  const parsed = parseScript(script);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.text}`);
  expect(plain(buildTimeline(parsed.input))).toEqual(plain(buildTimeline(input)));
  expect(scriptOf(parsed.input)).toEqual(script);
}

describe('parseScript() of writeScript() gives the same timeline', () => {
  it.each(RECORDED)('recorded: %s', async (name) => check(await recordedInput(name)));

  it.each(RECORDED)('recorded, without its traces: %s', async (name) => check(await recordedInput(name, [])));

  it('of made-up calls and packets', () => {
    const time = fc.integer({ min: 100, max: 100_000 });
    const event = fc.oneof(
      fc.tuple(time, fc.integer({ min: 1, max: 40 })).map(([at, n]) => `client ${at}-${at + 5} send(3, ${n}) = ${n}`),
      fc.tuple(time, fc.integer({ min: 1, max: 40 })).map(([at, n]) => `> ${at} P. len ${n}`),
      fc.tuple(time, fc.integer({ min: 0, max: 60 })).map(([at, n]) => `< ${at} . ack ${n}`),
      time.map((at) => `server ${at}-${at + 9} recv(4, 255, MSG_DONTWAIT) = -1 EAGAIN`),
      time.map((at) => `1> ${at} UDP len 6`),
      time.map((at) => `client ${at}- poll(3, POLLIN)`),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) =>
        check(scenarioInput([ARTICLE, ...events].join('\n'))),
      ),
    );
  });
});

test('writeScript() keeps what looks like a comment in a command or a path', () => {
  const input = scenarioInput(ARTICLE);
  const [first, ...others] = input.traces;
  if (first === undefined) throw new Error('no trace');
  const traces = [{ ...first, process: { ...first.process, command: ['a  // b', 'http://c//'] } }, ...others];
  check({ ...input, traces });
});

test('parseScript() names the first line that is none, and never throws', () => {
  expect(parseScript(['// sockscope script 1', 'nonsense'])).toMatchObject({ ok: false, line: 2 });
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      parseScript(lines);
    }),
  );
});
