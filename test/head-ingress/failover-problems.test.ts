import { propsOf, refusedOf, spoke, type Row } from './fleet';
import type { Spoke, SpokeOptions } from '../../src';
import { failoverProblems } from '../../src/head-ingress/failover-problems';

const NEAR = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];

test.each<Row>([
  ['with weights', { weights: { bj: 30, sh: 70 } }, ['head-ingress/weights-with-failover', 'weights']],
  ['with proportions', { proportional: true }, ['head-ingress/proportional-without-weights', 'proportional']],
  ['without its host', { failoverHost: undefined }, ['head-ingress/failover-host-missing', 'failoverHost']],
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
  ['with one retry, which goes to the same spoke', { retries: { attempts: 1 } },
    ['head-ingress/one-retry-with-failover', 'retries.attempts']],
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
  [' beside a drained spoke without a locality', {}, { drained: true, locality: undefined }],
  [' beside a drained spoke that is reached in another way', { credentialName: 'ca' }, { drained: true, tls: false }],
])('HeadIngress accepts a failover%s', (_, one, other) => {
  const spokes = [spoke('bj', { locality: 'cn-north', ...one }), spoke('sh', { locality: 'cn-east', ...other })];
  expect(refusedOf({ failover: true, failoverHost: 'all.example.com', spokes })).toEqual([]);
});

describe('the number of retries of a failover', () => {
  const accepted = (attempts: number, spokes: Spoke[]) => (
    refusedOf({ failover: true, failoverHost: 'all.example.com', spokes, retries: { attempts } }));

  test.each([0, 2, 3])('may be %i between localities', (attempts) => {
    expect(accepted(attempts, NEAR)).toEqual([]);
  });

  test('may be 1 between spokes of one locality, of which a retry takes another', () => {
    expect(accepted(1, [spoke('bj', { locality: 'cn' }), spoke('sh', { locality: 'cn' })])).toEqual([]);
  });

  test('may be 1 while a single spoke serves', () => {
    expect(accepted(1, [NEAR[0], spoke('sh', { locality: 'cn-east', drained: true })])).toEqual([]);
  });
});

test.each<[string, SpokeOptions, string, string]>([
  ['tls', { tls: false }, 'must have the same tls as bj: true, and not false', 'set the same tls in each Spoke.of'],
  ['credentialName', { credentialName: 'ca' }, 'must have the same credentialName as bj: none, and not ca',
    'put the authorities of all spokes into ca.crt of one Secret, and name it in each Spoke.of'],
])('a spoke with another %s is named with what differs', (_, options, rule, fix) => {
  const spokes = [NEAR[0], spoke('sh', { locality: 'cn-east', ...options })];
  const [problem] = failoverProblems(propsOf({ failover: true, failoverHost: 'all.example.com', spokes }));
  expect([problem.value, problem.rule, problem.fix]).toEqual(['sh', rule, fix]);
});
