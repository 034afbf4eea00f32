import { Construct } from 'constructs';
import { acknowledge, ACKNOWLEDGED, acknowledgement } from '../../src/app/acknowledgement';
import { testChart } from '../helpers';

describe('an acknowledgement', () => {
  test('holds for the construct and all below it, for its code alone', () => {
    const chart = testChart();
    const inner = new Construct(new Construct(chart, 'Outer'), 'Inner');
    acknowledge(chart, 'latest-tag', 'a laboratory');
    expect([acknowledgement(inner, 'latest-tag'), acknowledgement(inner, 'no-readiness')])
      .toEqual(['a laboratory', undefined]);
    expect(acknowledgement(chart.node.root, 'latest-tag')).toBeUndefined();
  });

  test('of the nearest construct wins', () => {
    const chart = testChart();
    const inner = new Construct(chart, 'Inner');
    acknowledge(chart, 'latest-tag', 'far');
    acknowledge(inner, 'latest-tag', 'near');
    expect(acknowledgement(inner, 'latest-tag')).toBe('near');
  });

  test('is metadata of the construct', () => {
    const chart = testChart();
    acknowledge(chart, 'latest-tag', 'a laboratory');
    expect(chart.node.metadata)
      .toMatchObject([{ type: ACKNOWLEDGED, data: { rule: 'latest-tag', reason: 'a laboratory' } }]);
  });
});
