import { ScaleEvents } from '../../../src/forecast/hpa/scale-events';
import { rules } from '../models';

const MINUTE = 60_000;

/** Events whose longest period is one minute. */
const events = () => new ScaleEvents(rules({
  policies: [{ type: 'Pods', value: 1, periodSeconds: 15 }, { type: 'Pods', value: 1, periodSeconds: 60 }],
}));

describe('the events of a direction', () => {
  test('add up within a period, and one as old as the period is out of it', () => {
    const some = events();
    some.store(0, 3);
    some.store(30_000, 2);
    expect(some.within(59_999, 60)).toBe(5);
    expect(some.within(60_000, 60)).toBe(2);
    expect(some.within(45_000, 15)).toBe(0);
    expect(some.within(44_999, 15)).toBe(2);
  });

  test('stay for a longer period of the other direction until one replaces them', () => {
    const some = events();
    some.store(0, 3);
    expect(some.within(4 * MINUTE, 600)).toBe(3);
    some.store(4 * MINUTE, 1);
    expect(some.within(4 * MINUTE, 600)).toBe(1);
  });

  test('are replaced only when they are older than the longest period, the last of them first', () => {
    const some = events();
    some.store(0, 1);
    some.store(MINUTE, 2);
    expect(some.within(MINUTE, 600)).toBe(3);
    some.store(3 * MINUTE, 4);
    expect(some.within(3 * MINUTE, 600)).toBe(5);
    some.store(3 * MINUTE, 8);
    expect(some.within(3 * MINUTE, 600)).toBe(12);
  });

  test('without policies are outdated at once', () => {
    const some = new ScaleEvents(rules({ policies: [] }));
    some.store(0, 1);
    some.store(1, 2);
    expect(some.within(1, 60)).toBe(2);
  });
});
