import { classifier, coresAt, HOUR, reachesOut } from './classifier';

const LOAD = coresAt([0, 0.5], [10, 2.3], [30, 0.5]);
const before = classifier().load('classifier', LOAD).run(HOUR);
const after = classifier({}, { maxReplicas: 2 }).load('classifier', LOAD).run(HOUR);
const compared = after.comparedWith(before);

describe('two forecasts side by side', () => {
  test('as a table of at most 100 columns, with the figures of both', () => {
    const text = compared.toText();
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text).toMatch(/before/);
    expect(text).toMatch(/after/);
  });

  test('as JSON: the one that is compared is what comes after', () => {
    const { before: old, after: changed } = JSON.parse(compared.toJson());
    expect([old, changed].map(({ services: [one] }) => one.peakReplicas)).toEqual([4, 2]);
    expect([JSON.parse(before.toJson()), JSON.parse(after.toJson())]).toEqual([old, changed]);
  });

  test('as one page that loads nothing', () => {
    expect(compared.toHtml()).toMatch(/^<!doctype html>/i);
    expect(reachesOut(compared.toHtml())).toEqual([]);
  });

  test('of the same forecast there is no difference', () => {
    const { before: old, after: changed } = JSON.parse(before.comparedWith(before).toJson());
    expect(old).toEqual(changed);
  });
});
