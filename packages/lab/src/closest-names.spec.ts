import { closestNames } from './closest-names';

const NAMES = ['nagle', 'nodelay', 'time-wait', 'udp-echo', 'udp-too-big', 'linger-zero', 'linger-timeout'];

test.each([
  ['nagel', 'nagle'],
  ['timewait', 'time-wait'],
  ['udp_echo', 'udp-echo'],
  ['linger', 'linger-zero'],
  ['NODELAY', undefined],
  ['', undefined],
])('closestNames() takes %j for %j', (typed, meant) => {
  expect(closestNames(typed, NAMES)[0]).toBe(meant);
});
