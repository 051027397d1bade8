import { lazyArray } from './lazy-array';

describe('lazyArray()', () => {
  const squares = (length: number) => lazyArray(length, (place) => place * place);

  it('reads as an array of its length does', () => {
    const five = squares(5);
    expect(five).toHaveLength(5);
    expect(five).toEqual([0, 1, 4, 9, 16]);
    expect([...five]).toEqual([0, 1, 4, 9, 16]);
    expect([five[0], five[4], five[5], five.at(-1), five.at(-6)]).toEqual([0, 16, undefined, 16, undefined]);
    expect(five.map((square) => square + 1)).toEqual([1, 2, 5, 10, 17]);
    expect(five.slice(1, 3)).toEqual([1, 4]);
    expect(five.filter((square) => square % 2 === 0)).toEqual([0, 4, 16]);
    expect([five.findIndex((square) => square > 4), five.indexOf(9), Object.keys(five).length]).toEqual([3, 3, 5]);
    expect(Array.isArray(five)).toBe(true);
    expect(squares(0)).toEqual([]);
  });

  it('makes only what is read, and cannot be written', () => {
    const make = jest.fn((place: number) => place);
    const million = lazyArray(1_000_000, make);
    expect(million[999_999]).toBe(999_999);
    expect(make).toHaveBeenCalledTimes(1);
    expect(() => ((million as number[])[3] = 1)).toThrow(TypeError);
    expect(() => (million as number[]).push(1)).toThrow(TypeError);
  });
});
