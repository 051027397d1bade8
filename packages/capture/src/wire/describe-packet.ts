import type { Body, DecodeError } from './decode-error';
import { decodeErrorText } from './decode-error-text';
import type { Header } from './dissect';
import { dissect } from './dissect';
import { describeEthernet } from './ethernet';
import { bytesText, field } from './field';
import { describeIcmp } from './icmp';
import { describeIpv4 } from './ipv4';
import { describeIpv6 } from './ipv6';
import { describeIpv6Extension } from './ipv6-extension';
import { describeLinuxSll } from './linux-sll';
import { describeLinuxSll2 } from './linux-sll2';
import { describeLoopback } from './loopback';
import type { PacketDetail, PacketField } from './packet-detail';
import { describeTcp } from './tcp';
import { describeUdp } from './udp';
import { describeVlan } from './vlan';

/**
 * Gives a frame as a tree of fields, outermost header first, with the bytes that hold each. Values hold numbers, names
 * and hexadecimal, never text from the packet. Never throws.
 *
 * @param wireBytes Length of the frame on the wire; the frame's own where the capture kept all of it.
 */
export function describePacket(frame: Uint8Array, linkType: number, wireBytes = frame.byteLength): PacketDetail {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const { headers, problem } = dissect(view, linkType, wireBytes);
  const layers = headers.map((header) => describeHeader(view, header));
  const last = headers.at(-1);
  const rest: Body = last?.body ?? { offset: 0, length: view.byteLength, missingBytes: 0 };
  if (!isQuoted(last) && rest.length + rest.missingBytes > 0) {
    layers.push(describeRest(rest, last, problem));
  }
  return { layers, problem, problemText: problem === null ? null : decodeErrorText(problem) };
}

/** The body of an ICMP error is its quote, which is a field of the ICMP header already. */
function isQuoted(header: Header | undefined): boolean {
  return header?.kind === 'icmp' && header.quote !== null;
}

function describeRest(rest: Body, last: Header | undefined, problem: DecodeError | null): PacketField {
  const isPayload = last !== undefined && (last.kind === 'tcp' || last.kind === 'udp' || last.kind === 'icmp');
  const wireBytes = rest.length + rest.missingBytes;
  const kept = rest.missingBytes > 0 ? `, ${bytesText(rest.length)} captured` : '';
  const name = isPayload || problem === null ? 'Payload' : 'Not decoded';
  return field(name, `${bytesText(wireBytes)}${kept}`, rest.offset, rest.length);
}

function describeHeader(frame: DataView, header: Header): PacketField {
  switch (header.kind) {
    case 'ethernet':
      return describeEthernet(frame, header);
    case 'vlan':
      return describeVlan(header);
    case 'linux-sll':
      return describeLinuxSll(frame, header);
    case 'linux-sll2':
      return describeLinuxSll2(frame, header);
    case 'loopback':
      return describeLoopback(header);
    case 'ipv4':
      return describeIpv4(frame, header);
    case 'ipv6':
      return describeIpv6(frame, header);
    case 'ipv6-extension':
      return describeIpv6Extension(frame, header);
    case 'tcp':
      return describeTcp(frame, header);
    case 'udp':
      return describeUdp(header);
    case 'icmp':
      return describeIcmp(frame, header);
  }
}
