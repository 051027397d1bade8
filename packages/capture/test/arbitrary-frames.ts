import fc from 'fast-check';
import { SavefileReader } from '../src/savefile/savefile-reader';
import { LINK_TYPE } from '../src/wire/link-type';
import { fixtureBytes, fixtureNames } from './fixtures';
import { KINDS } from './kinds';

export interface Frame {
  readonly bytes: Uint8Array;
  readonly wireBytes: number;
  readonly linkType: number;
}

const recorded: readonly Frame[] = fixtureNames.flatMap((name) =>
  new SavefileReader()
    .push(fixtureBytes(name))
    .map(({ frame, wireBytes, linkType }) => ({ bytes: frame, wireBytes, linkType })),
);
const made: readonly Frame[] = KINDS.map(({ frame, wireBytes, linkType }) => ({ bytes: frame, wireBytes, linkType }));

const changes = fc.array(fc.tuple(fc.nat(90), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x45, 0x60, 0xff))), {
  maxLength: 4,
});

/** A recorded frame, at most two of its bytes replaced. */
export const almostRecordedFrame: fc.Arbitrary<Frame> = fc
  .tuple(fc.constantFrom(...recorded), fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { maxLength: 2 }))
  .map(([frame, replaced]) => ({ ...frame, bytes: withReplaced(frame.bytes.slice(), replaced) }));

export type Replacement = readonly [at: number, byte: number];

/** Writes over bytes, where there are any. */
export function withReplaced(bytes: Uint8Array, replaced: readonly Replacement[]): Uint8Array {
  replaced.filter(([at]) => at < bytes.length).forEach(([at, byte]) => bytes.fill(byte, at, at + 1));
  return bytes;
}

/** A frame that was recorded or made by hand, some of its bytes replaced, cut anywhere; or random bytes. */
export const arbitraryFrame: fc.Arbitrary<Frame> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.oneof(fc.constantFrom(...recorded), fc.constantFrom(...made)), changes, fc.option(fc.nat(120)))
      .map(([frame, replaced, cut]) => ({
        ...frame,
        bytes: withReplaced(frame.bytes.slice(0, cut ?? undefined), replaced),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      bytes: fc.uint8Array({ maxLength: 200 }),
      wireBytes: fc.nat(300),
      linkType: fc.constantFrom(...Object.values(LINK_TYPE), 147),
    }),
  },
);
