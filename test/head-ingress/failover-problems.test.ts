import { refusedOf, spoke, type Row } from './fleet';

const NEAR = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];

test.each<Row>([
  ['with weights', { weights: { bj: 30, sh: 70 } }, ['head-ingress/weights-with-failover', 'weights']],
  ['with proportions', { proportional: true }, ['head-ingress/proportional-without-weights', 'proportional']],
  ['without its host', { failoverHost: undefined }, ['validation/name', 'failoverHost']],
  ['to all hosts below a domain', { failoverHost: '*.b.c' }, ['validation/name', 'failoverHost']],
  ['without a locality', { spokes: [NEAR[0], spoke('sh')] }, ['head-ingress/locality-missing', 'fleet.spokes']],
  ['with TLS to some spokes', { spokes: [NEAR[0], spoke('sh', { locality: 'cn-east', tls: false })] },
    ['head-ingress/mixed-tls', 'fleet.spokes']],
  ['when every spoke is drained', { spokes: [spoke('bj', { locality: 'a', drained: true })] },
    ['head-ingress/all-spokes-drained', 'fleet.spokes']],
])('HeadIngress refuses a failover %s', (_, changes, ...expected) => {
  const failover = { failover: true, failoverHost: 'all.example.com', spokes: NEAR };
  expect(refusedOf({ ...failover, ...changes })).toEqual(expected);
});

test('HeadIngress accepts a failover', () => {
  expect(refusedOf({ failover: true, failoverHost: 'all.example.com', spokes: NEAR })).toEqual([]);
});
