import type { TimelineCall } from '../model';
import type { BracketPart } from './row';

/**
 * The brackets of one lane while the ladder is drawn from top to bottom. A call that blocks takes the leftmost free place and
 * keeps it until it returns, so that a second thread's or process's call stands inside it or crosses it readably.
 *
 * ```
 * ╭ accept(3)
 * │╭ recv(4)
 * │╰ = 24
 * ╰ = 5
 * ```
 */
export class Rails {
  private readonly places: (TimelineCall | null)[] = [];
  /** The parts of a row between two changes: rows in a row share them. */
  private unchanged: readonly BracketPart[] | null = null;

  /** Opens a call's bracket and gives the row's parts. */
  open(call: TimelineCall): readonly BracketPart[] {
    const free = this.places.indexOf(null);
    const place = free === -1 ? this.places.length : free;
    this.places[place] = call;
    this.unchanged = null;
    return this.parts((held) => (held === call ? 'open' : 'inside'));
  }

  /** Closes a call's bracket and gives the row's parts. */
  close(call: TimelineCall): readonly BracketPart[] {
    return this.closeWhere((held) => held.id === call.id);
  }

  /** Closes the brackets of a process that has ended, and gives the row's parts. */
  closeProcess(process: string): readonly BracketPart[] {
    return this.closeWhere((held) => held.process === process);
  }

  /** Gives the parts of a row at which no bracket opens or closes. */
  inside(): readonly BracketPart[] {
    return (this.unchanged ??= this.parts(() => 'inside'));
  }

  private closeWhere(isClosed: (call: TimelineCall) => boolean): readonly BracketPart[] {
    const parts = this.parts((held) => (isClosed(held) ? 'close' : 'inside'));
    for (const [place, held] of this.places.entries()) {
      if (held !== null && isClosed(held)) this.places[place] = null;
    }
    this.unchanged = null;
    while (this.places.length > 0 && this.places.at(-1) === null) this.places.pop();
    return parts;
  }

  private parts(partOf: (call: TimelineCall) => BracketPart): readonly BracketPart[] {
    return this.places.map((held) => (held === null ? 'none' : partOf(held)));
  }
}
