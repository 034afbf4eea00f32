import { shareOf } from '../../src/servers/signal-target';

test.each<[number | undefined, string | undefined]>([
  [1, '700m'],
  [4, '2800m'],
  [10, '7'],
  [undefined, undefined],
  [1.5, undefined],
  [NaN, undefined],
])('of %p requests that a replica works on at once, the target is %p', (concurrency, target) => {
  expect(shareOf(concurrency)).toBe(target);
});
