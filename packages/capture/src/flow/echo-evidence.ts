/** So many packets that were seen twice make a rule. */
const LEAST_SEEN_TWICE = 4;
/** Of so many the second sight may be still to come. */
const MOST_SEEN_ONCE = 2;

/** What packets that can be told from each other show: whether the capture has each packet on loopback twice. */
export class EchoEvidence {
  private seenOnce = 0;
  private seenTwice = 0;

  /** True where all that were seen so far were seen twice, and they are enough. */
  get isEverythingEchoed(): boolean {
    return this.seenTwice >= LEAST_SEEN_TWICE && this.seenOnce <= MOST_SEEN_ONCE;
  }

  /** @param timesBefore How often the same packet was seen before. */
  add(timesBefore: number): void {
    if (timesBefore === 0) {
      this.seenOnce += 1;
    } else if (timesBefore === 1) {
      this.seenOnce -= 1;
      this.seenTwice += 1;
    }
  }
}
