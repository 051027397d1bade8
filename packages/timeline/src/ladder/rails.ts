import type { BracketPart } from './row';

/** What a digit of a row's number stands for. */
const PARTS: readonly BracketPart[] = ['none', 'open', 'inside', 'close'];
const OPEN = 1;
const INSIDE = 2;
const CLOSE = 3;

/** A double holds so many digits of four values exactly. */
const MOST_PLACES = 26;

/** A call that blocks: its place among the ladder's calls, and its process. */
interface Held {
  readonly call: number;
  readonly process: string | null;
}

/**
 * The brackets of one lane while the ladder is gone through from top to bottom. A call that blocks takes the leftmost free
 * place and keeps it until it returns, so that a second thread's or process's call stands inside it or crosses it readably.
 * Each row's brackets are one number, a digit a place; partsOf() reads it.
 *
 * ```
 * ╭ accept(3)
 * │╭ recv(4)
 * │╰ = 24
 * ╰ = 5
 * ```
 */
export class Rails {
  readonly #places: (Held | null)[] = [];
  #inside = 0;

  /** Opens a call's bracket and gives the row's number. */
  open(held: Held): number {
    const free = this.#places.indexOf(null);
    const place = free === -1 ? this.#places.length : free;
    const row = this.#inside + digit(OPEN, place);
    this.#places[place] = held;
    this.#inside += digit(INSIDE, place);
    return row;
  }

  /** Closes a call's bracket and gives the row's number. */
  close(call: number): number {
    return this.#closeWhere((held) => held.call === call);
  }

  /** Closes the brackets of a process that has ended, and gives the row's number. */
  closeProcess(process: string): number {
    return this.#closeWhere((held) => held.process === process);
  }

  /** Gives the number of a row at which no bracket opens or closes. */
  inside(): number {
    return this.#inside;
  }

  #closeWhere(isClosed: (held: Held) => boolean): number {
    let row = this.#inside;
    this.#places.forEach((held, place) => {
      if (held === null || !isClosed(held)) return;
      row += digit(CLOSE - INSIDE, place);
      this.#inside -= digit(INSIDE, place);
      this.#places[place] = null;
    });
    while (this.#places.length > 0 && this.#places.at(-1) === null) this.#places.pop();
    return row;
  }
}

/** Brackets beyond the last digit are not drawn: no lane is so wide. */
function digit(value: number, place: number): number {
  return place < MOST_PLACES ? value * 4 ** place : 0;
}

/** Gives the brackets that a row's number stands for, left to right. */
export function partsOf(row: number): readonly BracketPart[] {
  const parts: BracketPart[] = [];
  for (let rest = row; rest > 0; rest = Math.floor(rest / 4)) parts.push(PARTS[rest % 4] ?? 'none');
  return parts;
}
