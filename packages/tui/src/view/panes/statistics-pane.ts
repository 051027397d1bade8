import { durationText, fit } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { statisticsOf } from '../state/statistics';
import type { CallStatistics, Count } from '../state/statistics';
import { byteCountText } from '../table/byte-count-text';
import { documentPane } from './document-pane';

const NAME_CELLS = 26;
const NUMBER_CELLS = 10;

/**
 * What the recording holds, counted: packets, connections and how they began and ended, and the calls with their time.
 *
 *      Packets
 *      captured                         128
 *      retransmissions                    2
 *
 *      Calls                     COUNT    FAILED      TIME   LONGEST
 *      connect                       4         1    4.31ms    2.84ms
 */
export const statisticsPane = documentPane('statistics', ({ content, display: { charset } }) => {
  const { packets, bytes, handshakes, closes, calls, durationNs } = content.once('statistics', () =>
    statisticsOf(content.snapshot),
  );
  const length = durationNs === null ? 'not known' : durationText(durationNs, { ascii: charset.asciiText });
  return [
    title('Packets'),
    ...countLines(packets),
    line('first to last', length),
    [],
    title('Payload'),
    ...bytes.map(({ name, count }) => line(name, byteCountText(count))),
    [],
    title('Handshakes'),
    ...countLines(handshakes),
    [],
    title('Closes'),
    ...countLines(closes),
    [],
    ...callLines(calls, charset),
  ];
});

function title(text: string): Line {
  return [span(` ${text}`, 'heading')];
}

function line(name: string, value: string): Line {
  return [span(` ${fit(name, NAME_CELLS)}`, 'field-name'), span(fit(value, NUMBER_CELLS, { align: 'right' }))];
}

function countLines(counts: readonly Count[]): readonly Line[] {
  return counts.length === 0 ? [line('none', '')] : counts.map(({ name, count }) => line(name, String(count)));
}

function callLines(calls: readonly CallStatistics[], { asciiText }: Charset): readonly Line[] {
  const cells = (values: readonly string[]) =>
    values.map((value) => fit(value, NUMBER_CELLS, { align: 'right' })).join('');
  const time = (ns: bigint) => durationText(ns, { ascii: asciiText });
  const heading = ` ${fit('Calls', NAME_CELLS - NUMBER_CELLS)}${cells(['COUNT', 'FAILED', 'TIME', 'LONGEST'])}`;
  return [
    [span(heading, 'heading')],
    ...calls.map(({ name, count, failed, totalNs, longestNs }) => [
      span(` ${fit(name, NAME_CELLS - NUMBER_CELLS)}`, 'field-name'),
      span(cells([String(count), String(failed), time(totalNs), time(longestNs)])),
    ]),
  ];
}
