import {
  parseTcpdumpCounters,
  saysListening,
  splitInterimCounters,
  tcpdumpComplaint,
  tcpdumpErrorText,
  tcpdumpFailureKind,
} from './tcpdump-messages';

const LISTENING = 'tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n';
const COUNTERS = '717 packets captured\n2306 packets received by filter\n860 packets dropped by kernel\n';

describe('saysListening()', () => {
  test('is true from the line that tcpdump prints once its filter is in the kernel', () => {
    expect(saysListening(LISTENING)).toBe(true);
  });

  test('is false for a warning and for a line that is not complete', () => {
    expect(saysListening('tcpdump: WARNING: lo: no IPv4 address assigned\ntcpdump: list')).toBe(false);
  });
});

describe('parseTcpdumpCounters()', () => {
  test('reads captured and dropped; received by filter is not loss', () => {
    expect(parseTcpdumpCounters(LISTENING + COUNTERS)).toEqual({ packetsCaptured: 717, packetsDropped: 860 });
  });

  test('reads the singular and adds what the interface dropped', () => {
    const messages =
      '1 packet captured\n2 packets received by filter\n1 packet dropped by kernel\n3 packets dropped by interface\n';
    expect(parseTcpdumpCounters(messages)).toEqual({ packetsCaptured: 1, packetsDropped: 4 });
  });

  test('gives null where tcpdump was killed before it counted', () => {
    expect(parseTcpdumpCounters(LISTENING)).toEqual({ packetsCaptured: null, packetsDropped: null });
  });
});

describe('splitInterimCounters()', () => {
  const interim = (dropped: string) => `tcpdump: 7 packets captured, 14 packets received by filter, ${dropped}\n`;

  test('takes out what tcpdump says on SIGUSR1, and gives the newest count', () => {
    const text = `${LISTENING}${interim('0 packets dropped by kernel')}${interim('1 packet dropped by kernel')}`;
    expect(splitInterimCounters(text)).toEqual({ messages: LISTENING, packetsDropped: 1 });
  });

  test('adds what the interface dropped', () => {
    const text = interim('2 packets dropped by kernel, 3 packets dropped by interface');
    expect(splitInterimCounters(text)).toEqual({ messages: '', packetsDropped: 5 });
  });

  test('leaves a line that has not ended, its last counters, and what it complains of', () => {
    const text = `${LISTENING}tcpdump: Unable to write output: No space left on device\n${COUNTERS}${interim('0 pack').trim()}`;
    expect(splitInterimCounters(text)).toEqual({ messages: text, packetsDropped: null });
  });
});

describe('tcpdumpErrorText()', () => {
  test('gives the error without an explanation that repeats it', () => {
    const messages = 'tcpdump: nope0: No such device exists\n(No such device exists)\n';
    expect(tcpdumpErrorText(messages)).toBe('tcpdump: nope0: No such device exists');
  });

  test('gives the error with an explanation that adds to it', () => {
    const messages = 'tcpdump: lo: cannot\n(socket: Too many open files)\n';
    expect(tcpdumpErrorText(messages)).toBe('tcpdump: lo: cannot (socket: Too many open files)');
  });

  test('lets no control character of an interface name through', () => {
    expect(tcpdumpErrorText('tcpdump: \u001b[31mx\u0007: No such device\n')).toBe('tcpdump:  [31mx : No such device');
  });

  test('passes over what tcpdump says while all is well', () => {
    const messages = "tcpdump: data link type LINUX_SLL2\ntcpdump: can't parse filter expression: syntax error\n";
    expect(tcpdumpErrorText(messages)).toBe("tcpdump: can't parse filter expression: syntax error");
  });

  test('says so where tcpdump said nothing', () => {
    expect(tcpdumpErrorText('\n')).toBe('tcpdump gave no reason');
  });
});

describe('tcpdumpComplaint()', () => {
  test('is null where tcpdump captured and counted', () => {
    const messages = `tcpdump: WARNING: any: no promiscuous mode\ntcpdump: data link type LINUX_SLL2\n${LISTENING}${COUNTERS}`;
    expect(tcpdumpComplaint(messages)).toBeNull();
  });

  test('gives what ended a capture', () => {
    const messages = `${LISTENING}tcpdump: Unable to write output: No space left on device\n`;
    expect(tcpdumpComplaint(messages)).toBe('tcpdump: Unable to write output: No space left on device');
  });
});

describe('tcpdumpFailureKind()', () => {
  test('tells a lack of rights from a wrong interface or filter', () => {
    const noRights = "tcpdump: lo: You don't have permission to perform this capture on that device\n";
    expect(tcpdumpFailureKind(noRights)).toBe('no-rights');
    expect(tcpdumpFailureKind("tcpdump: can't parse filter expression: syntax error\n")).toBe('refused');
  });
});
