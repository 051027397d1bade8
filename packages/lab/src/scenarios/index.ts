import type { Scenario } from '../script';
import { abortOnOverflow } from './abort-on-overflow';
import { acceptWaits } from './accept-waits';
import { backlogFull } from './backlog-full';
import { blockedSend } from './blocked-send';
import { closeInSynSent } from './close-in-syn-sent';
import { coalesced } from './coalesced';
import { cork } from './cork';
import { deferAccept } from './defer-accept';
import { delayedAck } from './delayed-ack';
import { dupClose } from './dup-close';
import { duplicate } from './duplicate';
import { exitWithoutClose } from './exit-without-close';
import { fastOpenCookie } from './fast-open-cookie';
import { fastOpenFirst } from './fast-open-first';
import { finBehindData } from './fin-behind-data';
import { fourSegmentClose } from './four-segment-close';
import { gso } from './gso';
import { halfClose } from './half-close';
import { handshake } from './handshake';
import { keepAlive } from './keep-alive';
import { killedWithUnreadData } from './killed-with-unread-data';
import { lingerTimeout } from './linger-timeout';
import { lingerZero } from './linger-zero';
import { listenerClosedWithQueue } from './listener-closed-with-queue';
import { lostSegment } from './lost-segment';
import { lostSynAck } from './lost-syn-ack';
import { finWaitTimeout } from './fin-wait-timeout';
import { synCookies } from './syn-cookies';
import { msgMore } from './msg-more';
import { nagle } from './nagle';
import { nodelay } from './nodelay';
import { nonblockingConnect } from './nonblocking-connect';
import { partialSend } from './partial-send';
import { peek } from './peek';
import { queueFullAtLastAck } from './queue-full-at-last-ack';
import { quickack } from './quickack';
import { refused } from './refused';
import { resetBeforeAccept } from './reset-before-accept';
import { roundTrip } from './round-trip';
import { selfConnect } from './self-connect';
import { sendRecv } from './send-recv';
import { shutdownRead } from './shutdown-read';
import { simultaneousClose } from './simultaneous-close';
import { simultaneousOpen } from './simultaneous-open';
import { split } from './split';
import { synAckBeforeAccept } from './syn-ack-before-accept';
import { synRetransmission } from './syn-retransmission';
import { tailLoss } from './tail-loss';
import { threeSegmentClose } from './three-segment-close';
import { timeWait } from './time-wait';
import { udpEcho } from './udp-echo';
import { udpLost } from './udp-lost';
import { udpRefusedConnected } from './udp-refused-connected';
import { udpRefusedUnconnected } from './udp-refused-unconnected';
import { udpTooBig } from './udp-too-big';
import { udpTruncated } from './udp-truncated';
import { udpZeroLength } from './udp-zero-length';
import { unreadDataReset } from './unread-data-reset';
import { userTimeout } from './user-timeout';
import { writeAfterClose } from './write-after-close';
import { zeroWindow } from './zero-window';

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  handshake,
  synAckBeforeAccept,
  acceptWaits,
  nonblockingConnect,
  roundTrip,
  refused,
  backlogFull,
  queueFullAtLastAck,
  abortOnOverflow,
  synRetransmission,
  lostSynAck,
  synCookies,
  closeInSynSent,
  selfConnect,
  simultaneousOpen,
  sendRecv,
  nagle,
  nodelay,
  cork,
  msgMore,
  coalesced,
  split,
  gso,
  peek,
  blockedSend,
  partialSend,
  zeroWindow,
  delayedAck,
  quickack,
  lostSegment,
  tailLoss,
  duplicate,
  userTimeout,
  fourSegmentClose,
  threeSegmentClose,
  simultaneousClose,
  halfClose,
  shutdownRead,
  finBehindData,
  lingerTimeout,
  dupClose,
  exitWithoutClose,
  timeWait,
  finWaitTimeout,
  unreadDataReset,
  lingerZero,
  writeAfterClose,
  killedWithUnreadData,
  listenerClosedWithQueue,
  resetBeforeAccept,
  keepAlive,
  fastOpenFirst,
  fastOpenCookie,
  deferAccept,
  udpEcho,
  udpRefusedConnected,
  udpRefusedUnconnected,
  udpZeroLength,
  udpTruncated,
  udpTooBig,
  udpLost,
];
