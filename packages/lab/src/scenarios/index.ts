import type { Scenario } from '../script';
import { acceptWaits } from './accept-waits';
import { handshake } from './handshake';
import { nonblockingConnect } from './nonblocking-connect';
import { refused } from './refused';
import { synAckBeforeAccept } from './syn-ack-before-accept';

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [handshake, synAckBeforeAccept, acceptWaits, nonblockingConnect, refused];
