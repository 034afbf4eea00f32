import { propsOf, refusedOf, spoke, type Row } from './fleet';
import { weightProblems } from '../../src/head-ingress/weight-problems';

test.each<Row>([
  ['that do not sum to 100', { weights: { bj: 20, sh: 70 } }, ['head-ingress/weights-not-100', 'weights']],
  ['of an unknown spoke', { weights: { bj: 30, sh: 60, gz: 10 } },
    ['head-ingress/weight-of-unknown-spoke', 'weights["gz"]']],
  ['without one of the spokes', { weights: { bj: 100 } }, ['head-ingress/weight-missing', 'weights["sh"]']],
  ['without one of the spokes, whatever their sum', { weights: { bj: 60 } },
    ['head-ingress/weight-missing', 'weights["sh"]']],
  ['with undefined for one of the spokes', { weights: { bj: 100, sh: undefined as never } },
    ['head-ingress/weight-missing', 'weights["sh"]']],
  ['of 0', { weights: { bj: 100, sh: 0 } }, ['head-ingress/weight-zero', 'weights["sh"]']],
  ['of 0 for all', { weights: { bj: 0, sh: 0 }, proportional: true },
    ['head-ingress/weight-zero', 'weights["bj"]'],
    ['head-ingress/weight-zero', 'weights["sh"]']],
  ['of 0, and another sum', { weights: { bj: 90, sh: 0 } },
    ['head-ingress/weight-zero', 'weights["sh"]'],
    ['head-ingress/weights-not-100', 'weights']],
  ['below zero', { weights: { bj: -1, sh: 2 }, proportional: true }, ['validation/integer', 'weights["bj"]']],
  ['of half a per cent', { weights: { bj: 0.5, sh: 99.5 } },
    ['validation/integer', 'weights["bj"]'],
    ['validation/integer', 'weights["sh"]']],
  ['above what the Gateway API accepts', { weights: { bj: 1_000_001, sh: 1 }, proportional: true },
    ['validation/integer', 'weights["bj"]']],
  ['that are strings', { weights: { bj: '30' as never, sh: 70 } }, ['validation/integer', 'weights["bj"]']],
  ['that are not numbers', { weights: { bj: NaN, sh: 70 } }, ['validation/integer', 'weights["bj"]']],
  ['in a list', { weights: [30, 70] as never }, ['head-ingress/not-an-object', 'weights']],
  ['that are null', { weights: null as never }, ['head-ingress/not-an-object', 'weights']],
  ['that are proportional and not set', { proportional: true },
    ['head-ingress/proportional-without-weights', 'proportional']],
  ['with the host of a failover', { failoverHost: 'a.b' },
    ['head-ingress/failover-host-without-failover', 'failoverHost']],
  ['when every spoke is drained', { spokes: [spoke('bj', { drained: true })] },
    ['head-ingress/all-spokes-drained', 'fleet.spokes']],
])('HeadIngress refuses weights %s', (_, changes, ...expected) => {
  expect(refusedOf(changes)).toEqual(expected);
});

test('the sum of the weights is shown', () => {
  const [{ value }] = weightProblems(propsOf({ weights: { bj: 20, sh: 70 } }));
  expect(value).toBe('20 + 70 = 90');
});

test('HeadIngress accepts proportions of any sum', () => {
  expect(refusedOf({ weights: { bj: 1, sh: 1_000_000 }, proportional: true })).toEqual([]);
});
