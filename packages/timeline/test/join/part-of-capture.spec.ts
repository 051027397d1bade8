import {
  buildTimeline,
  compileFilter,
  filterSource,
  ladderRows,
  parseFilter,
  parseScript,
  renderConnectionText,
} from '../../src';
import { timelineJson, timelineIndex, writeScript } from '../../src';
import type { TimelineInput } from '../../src';
import { RECORDED, recordedInput } from './recorded-input';

const WIDTH = { width: 120 };

/** One connection as a recording of its own: its packets keep their numbers, itself it is number 0. */
function part({ packets, connections }: TimelineInput, index: number): TimelineInput {
  return {
    traces: [],
    packets: packets.flatMap((packet) =>
      packet.flow?.connection === index ? [{ ...packet, flow: { ...packet.flow, connection: 0 } }] : [],
    ),
    connections: connections.flatMap((each) =>
      each.index === index ? [{ ...each, index: 0, captureIndex: index }] : [],
    ),
  };
}

const packetJson = ({ number, flow }: TimelineInput['packets'][number]): object => ({
  number,
  ...(flow !== null && { connection: flow.connection }),
});

describe.each(RECORDED)('a connection of %s, alone', (name) => {
  it('has the numbers, the ladder and the JSON lines that it has in the whole', async () => {
    const input = await recordedInput(name, []);
    const whole = buildTimeline(input);
    for (const { index, packets } of input.connections) {
      const own = buildTimeline(part(input, index));
      expect([...renderConnectionText(own, 0, WIDTH)]).toEqual([...renderConnectionText(whole, index, WIDTH)]);
      expect([...timelineJson(own, packetJson)]).toEqual([...timelineJson(whole, packetJson, index)]);
      const { packetByNumber, callById, linksByPacket } = timelineIndex(own);
      for (const number of packets) {
        expect(packetByNumber.get(number)?.packet.number).toBe(number);
        expect(linksByPacket.get(number)).toEqual(timelineIndex(whole).linksByPacket.get(number));
      }
      for (const { id } of own.calls) expect(callById.get(id)?.id).toBe(id);
      expect(packetByNumber.get(Math.max(...packets) + 1)).toBeUndefined();
    }
  });

  it('is found by its number in the capture', async () => {
    const input = await recordedInput(name, []);
    const own = buildTimeline({
      ...part(input, 0),
      connections: part(input, 0).connections.map((each) => ({ ...each, captureIndex: 57 })),
    });
    const rows = ladderRows(own, 0);
    const reading = parseFilter('connection == 57');
    if (!reading.ok || reading.filter === null) throw new Error('no filter');
    expect(rows.filter(compileFilter(reading.filter, filterSource(own, rows)))).toHaveLength(rows.length);
  });

  it('is a script that gives it back', async () => {
    const input = await recordedInput(name, []);
    for (const { index } of input.connections) {
      const own = part(input, index);
      const script = [...writeScript(own, buildTimeline(own))];
      const parsed = parseScript(script);
      if (!parsed.ok) throw new Error(parsed.text);
      expect([...writeScript(parsed.input, buildTimeline(parsed.input))]).toEqual(script);
      expect(parsed.input.packets.map(({ number }) => number)).toEqual(own.packets.map(({ number }) => number));
      expect(parsed.input.connections).toEqual(own.connections);
    }
  });
});
