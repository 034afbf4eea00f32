import { nodesBehindAliases } from '../../../src/cli/input/aliases';

describe('the values behind aliases', () => {
  const shared = { a: 1, b: [2, 3] };
  const cases: Array<[string, unknown, number]> = [
    ['a text', 'x', 1],
    ['null', null, 1],
    ['an object', { a: 1 }, 2],
    ['what is shared, each time', [shared, shared], 11],
  ];
  test.each(cases)('are counted: %s', (_, value, expected) => {
    expect(nodesBehindAliases(value, 1000)).toBe(expected);
  });

  test('are too many where a value holds itself', () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    expect(nodesBehindAliases(self, 1000)).toBeGreaterThan(1000);
  });

  test('are too many in a bomb, which is not set off', () => {
    let value: unknown = 'x';
    for (let i = 0; i < 100; i++) value = [value, value];
    expect(nodesBehindAliases(value, 1000)).toBeGreaterThan(1000);
  });
});
