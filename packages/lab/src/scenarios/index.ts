import type { Scenario } from '../script';
import { acceptWaits } from './accept-waits';
import { backlogFull } from './backlog-full';
import { blockedSend } from './blocked-send';
import { coalesced } from './coalesced';
import { cork } from './cork';
import { deferAccept } from './defer-accept';
import { delayedAck } from './delayed-ack';
import { exitWithoutClose } from './exit-without-close';
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
import { msgMore } from './msg-more';
import { nagle } from './nagle';
import { nodelay } from './nodelay';
import { nonblockingConnect } from './nonblocking-connect';
import { partialSend } from './partial-send';
import { peek } from './peek';
import { quickack } from './quickack';
import { refused } from './refused';
import { resetBeforeAccept } from './reset-before-accept';
import { selfConnect } from './self-connect';
import { sendRecv } from './send-recv';
import { shutdownRead } from './shutdown-read';
import { split } from './split';
import { synAckBeforeAccept } from './syn-ack-before-accept';
import { threeSegmentClose } from './three-segment-close';
import { timeWait } from './time-wait';
import { udpEcho } from './udp-echo';
import { udpRefusedConnected } from './udp-refused-connected';
import { udpRefusedUnconnected } from './udp-refused-unconnected';
import { udpTooBig } from './udp-too-big';
import { udpTruncated } from './udp-truncated';
import { udpZeroLength } from './udp-zero-length';
import { unreadDataReset } from './unread-data-reset';
import { writeAfterClose } from './write-after-close';
import { zeroWindow } from './zero-window';

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  handshake,
  synAckBeforeAccept,
  acceptWaits,
  nonblockingConnect,
  refused,
  backlogFull,
  selfConnect,
  sendRecv,
  nagle,
  nodelay,
  cork,
  msgMore,
  coalesced,
  split,
  gso,
  blockedSend,
  partialSend,
  peek,
  zeroWindow,
  delayedAck,
  quickack,
  fourSegmentClose,
  threeSegmentClose,
  halfClose,
  shutdownRead,
  finBehindData,
  unreadDataReset,
  lingerZero,
  lingerTimeout,
  writeAfterClose,
  exitWithoutClose,
  killedWithUnreadData,
  listenerClosedWithQueue,
  resetBeforeAccept,
  timeWait,
  keepAlive,
  deferAccept,
  udpEcho,
  udpRefusedConnected,
  udpRefusedUnconnected,
  udpZeroLength,
  udpTruncated,
  udpTooBig,
];
