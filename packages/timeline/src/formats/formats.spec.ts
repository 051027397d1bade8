import { hostileTexts, scenarios } from '../../test/scenarios';
import { jsonLine, phasesJson, timelineJson } from '.';
import { csvRecord } from './csv-record';

describe('timelineJson()', () => {
  const lines = [...timelineJson(scenarios['refused-connect']!(), ({ number }) => ({ number }))];

  test('gives calls, then packets with their owner, then links, under stable names', () => {
    expect(lines).toEqual([
      {
        kind: 'call',
        id: 'client-2#1',
        process: 'client-2',
        role: 'client',
        call: 'connect',
        text: 'connect(3, [::1]:9) = -1 ECONNREFUSED (Connection refused)',
        enter: '1767272709.000000000',
        return: '1767272709.000045000',
        result: -1,
        errno: 'ECONNREFUSED',
        connection: 0,
        inferred: false,
        anomalies: [{ kind: 'refused', text: 'ECONNREFUSED: Connection refused' }],
      },
      { kind: 'packet', number: 1, owner: 'call', states: [{ side: 'client', state: 'SYN-SENT' }] },
      {
        kind: 'packet',
        number: 2,
        owner: 'kernel',
        reason: 'refused-no-listener',
        ownerText: 'the kernel refuses: no socket listens on port 9',
        states: [{ side: 'client', state: 'CLOSED' }],
        anomalies: [{ kind: 'refused', text: 'the kernel refuses: no socket listens on port 9' }],
      },
      { kind: 'link', call: 'client-2#1', packet: 1, relation: 'causes', when: 'in-call', retransmission: false },
      { kind: 'link', call: 'client-2#1', packet: 2, relation: 'completes', when: 'in-call', retransmission: false },
    ]);
  });

  test('gives the bytes of a link as [from, to) and why an owner is not known', () => {
    const all = [...timelineJson(scenarios['inferred-calls']!(), () => ({}))];
    expect(all).toContainEqual(expect.objectContaining({ kind: 'link', bytes: [0, 100_000], retransmission: true }));
    expect(all).toContainEqual({ kind: 'packet', owner: 'unknown', reason: 'no trace of this end' });
  });
});

describe('jsonLine()', () => {
  test('is one safe line that parses back to the same value', () => {
    for (const object of timelineJson(hostileTexts(), ({ number }) => ({ number }))) {
      const line = jsonLine(object);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(object)));
    }
  });
});

describe('phasesJson()', () => {
  test('gives known phases as strings and leaves unknown ones out', () => {
    const unknown = { synToSynAckNs: null, synAckToAckNs: null, ackToConnectReturnNs: null, ackToAcceptReturnNs: null };
    expect(phasesJson({ connectToSynNs: 8000n, ...unknown })).toEqual({ connectToSynNs: '8000' });
  });
});

describe('csvRecord()', () => {
  test('quotes separators, quotes and line ends, and leaves numbers alone', () => {
    expect(csvRecord(['a', 'b,c', 'd"e', 'f\ng', '-1+1'], ['-5', ''])).toBe(`a,"b,c","d""e","f\ng",'-1+1,-5,\r\n`);
  });
});
