import { refusedOf, spoke, type Row } from './fleet';
import type { SpokeOptions } from '../../src';

const NEAR = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];

test.each<Row>([
  ['with weights', { weights: { bj: 30, sh: 70 } }, ['head-ingress/weights-with-failover', 'weights']],
  ['with proportions', { proportional: true }, ['head-ingress/proportional-without-weights', 'proportional']],
  ['without its host', { failoverHost: undefined }, ['validation/name', 'failoverHost']],
  ['to all hosts below a domain', { failoverHost: '*.b.c' }, ['validation/name', 'failoverHost']],
  ['without a locality', { spokes: [NEAR[0], spoke('sh')] }, ['head-ingress/locality-missing', 'fleet.spokes']],
  ['with TLS to some spokes', { spokes: [NEAR[0], spoke('sh', { locality: 'cn-east', tls: false })] },
    ['head-ingress/mixed-tls', 'fleet.spokes']],
  ['with another authority for some spokes', {
    spokes: [NEAR[0], spoke('sh', { locality: 'cn-east', credentialName: 'ca' })],
  }, ['head-ingress/mixed-tls', 'fleet.spokes']],
  ['with a certificate of the gateway for some spokes', {
    spokes: [
      spoke('bj', { locality: 'cn-north', credentialName: 'ca' }),
      spoke('sh', { locality: 'cn-east', credentialName: 'ca', mutualTls: true }),
    ],
  }, ['head-ingress/mixed-tls', 'fleet.spokes']],
  ['when every spoke is drained', { spokes: [spoke('bj', { locality: 'a', drained: true })] },
    ['head-ingress/all-spokes-drained', 'fleet.spokes']],
])('HeadIngress refuses a failover %s', (_, changes, ...expected) => {
  const failover = { failover: true, failoverHost: 'all.example.com', spokes: NEAR };
  expect(refusedOf({ ...failover, ...changes })).toEqual(expected);
});

test.each<[string, SpokeOptions, SpokeOptions]>([
  ['', {}, {}],
  [' with defaults that one spoke spells out', { tls: true, mutualTls: false }, {}],
  [' with one authority for all', { credentialName: 'ca' }, { credentialName: 'ca' }],
])('HeadIngress accepts a failover%s', (_, one, other) => {
  const spokes = [spoke('bj', { locality: 'cn-north', ...one }), spoke('sh', { locality: 'cn-east', ...other })];
  expect(refusedOf({ failover: true, failoverHost: 'all.example.com', spokes })).toEqual([]);
});
