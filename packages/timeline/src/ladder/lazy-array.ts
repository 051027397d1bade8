/**
 * Gives what looks like an array whose elements are made when they are read, each time anew: of a million rows some dozens
 * are on the screen.
 */
export function lazyArray<Element>(length: number, make: (place: number) => Element): readonly Element[] {
  const placeOf = (key: string | symbol): number | null => {
    const place = typeof key === 'string' && DIGITS.test(key) ? Number(key) : -1;
    return place >= 0 && place < length ? place : null;
  };
  // Empty, but for its length, whatever that is: nothing is set aside for elements.
  const target: Element[] = [];
  target.length = length;
  return new Proxy<readonly Element[]>(target, {
    get(of, key, receiver) {
      const place = placeOf(key);
      return place === null ? (Reflect.get(of, key, receiver) as unknown) : make(place);
    },
    has: (of, key) => placeOf(key) !== null || Reflect.has(of, key),
    ownKeys: (of) => [...Array.from({ length }, (_, place) => String(place)), ...Reflect.ownKeys(of)],
    getOwnPropertyDescriptor(of, key) {
      const place = placeOf(key);
      if (place === null) return Reflect.getOwnPropertyDescriptor(of, key);
      return { value: make(place), enumerable: true, configurable: true, writable: false };
    },
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  });
}

const DIGITS = /^\d+$/;
