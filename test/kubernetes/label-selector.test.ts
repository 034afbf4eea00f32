import { isEmpty, picks } from '../../src/kubernetes/label-selector';

describe('picks', () => {
  const labels = { app: 'd', tier: 'model' };
  test.each<[string, object, boolean]>([
    ['a label', { matchLabels: { app: 'd' } }, true],
    ['all labels', { matchLabels: { app: 'd', tier: 'web' } }, false],
    ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['c', 'd'] }] }, true],
    ['In without the value', { matchExpressions: [{ key: 'app', operator: 'In', values: ['c'] }] }, false],
    ['In without values', { matchExpressions: [{ key: 'app', operator: 'In' }] }, false],
    ['In of a missing label', { matchExpressions: [{ key: 'version', operator: 'In', values: [undefined] }] }, false],
    ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['d'] }] }, false],
    ['NotIn of a missing label', { matchExpressions: [{ key: 'version', operator: 'NotIn', values: ['v1'] }] }, true],
    ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    ['Exists of what every object inherits', { matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, false],
    ['DoesNotExist', { matchExpressions: [{ key: 'version', operator: 'DoesNotExist' }] }, true],
    ['labels and expressions together',
      { matchLabels: { app: 'd' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
    ['an unknown operator', { matchExpressions: [{ key: 'app', operator: 'Gt', values: ['1'] }] }, false],
  ])('by %s', (_, selector, expected) => {
    expect(picks(selector, labels)).toBe(expected);
  });
});

test('an empty selector is one without labels and expressions', () => {
  expect([{}, { matchLabels: {}, matchExpressions: [] }].map(isEmpty)).toEqual([true, true]);
  expect(isEmpty({ matchLabels: { a: 'b' } })).toBe(false);
  expect(isEmpty({ matchExpressions: [{ key: 'a', operator: 'Exists' }] })).toBe(false);
});
