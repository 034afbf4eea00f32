import { ConfigMap, Service } from 'cdk8s-plus-27';
import { hostOf, propsOf, refusedOf, spoke, TWO, type Row } from './fleet';
import { HeadIngress, HyperMLService, KarmadaPropagation, Spoke, type MLServiceProps } from '../../src';
import { spokeHostsProblems } from '../../src/head-ingress/spoke-host-problems';
import { codes, refused, testChart } from '../helpers';

const LONG = `${'a'.repeat(64)}.b`;

test.each<Row>([
  ['a spoke without a domain', { spokes: [spoke('bj'), Spoke.of('sh')] },
    ['head-ingress/spoke-without-domain', 'fleet.spokes']],
  ['two spokes with one domain', { spokes: [spoke('bj'), Spoke.of('sh', { domain: 'ksvc.bj.example.com' })] },
    ['head-ingress/spoke-host-shared', 'fleet.spokes']],
  ['a host for an unknown spoke', { spokeHosts: { gz: 'a.b' } },
    ['head-ingress/host-of-unknown-spoke', 'spokeHosts["gz"]']],
  ['a host with a scheme', { spokeHosts: { sh: 'http://a.b' } }, ['validation/name', 'spokeHosts["sh"]']],
  ['all hosts below a domain', { spokeHosts: { sh: '*.a.b' } }, ['validation/name', 'spokeHosts["sh"]']],
  ['a host with a label of 64 characters', { spokeHosts: { sh: LONG } }, ['validation/name', 'spokeHosts["sh"]']],
  ['a host that is a number', { spokeHosts: { sh: 1 as never } }, ['validation/name', 'spokeHosts["sh"]']],
  ['a domain with a label of 64 characters', { spokes: [Spoke.of('bj', { domain: LONG })] },
    ['validation/name', 'fleet.spokes']],
  ['hosts in a list', { spokeHosts: ['a.b'] as never }, ['head-ingress/not-an-object', 'spokeHosts']],
  ['hosts that are null', { spokeHosts: null as never }, ['head-ingress/not-an-object', 'spokeHosts']],
])('HeadIngress refuses as hosts of the spokes %s', (_, changes, ...expected) => {
  expect(refusedOf({ spokes: TWO, ...changes })).toEqual(expected);
});

test('HeadIngress refuses a spoke that gets no model server and no MLService', () => {
  const chart = testChart();
  const resources = [new ConfigMap(chart, 'C')];
  const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [spoke('bj')], resources }] });
  expect(refused(() => new HeadIngress(chart, 'Head', { fleet, gateway: 'a/b', hosts: ['a.b'] }))).toEqual([
    ['head-ingress/spoke-without-service', 'fleet.spokes'],
  ]);
});

describe('a fleet of plain objects', () => {
  function refusedWith(services: number): Array<[string, string]> {
    const chart = testChart();
    const of = Array.from({ length: services }, (_, i) => new Service(chart, `S${i}`, { ports: [{ port: 80 }] }));
    const fleet = new KarmadaPropagation(chart, 'Fleet', { of, spokes: [spoke('bj')] });
    return refused(() => new HeadIngress(chart, 'Head', { fleet, gateway: 'a/b', hosts: ['a.b'] }));
  }

  test('is accepted with one Service, whose host is known', () => {
    expect(refusedWith(1)).toEqual([]);
  });

  test('is refused with two, because either could be meant', () => {
    expect(refusedWith(2)).toEqual([['head-ingress/spoke-with-several-services', 'fleet.spokes']]);
  });

  test.each(['KarmadaPropagation', 'HyperMLService'])('of a %s: the message names its Services', (kind) => {
    const chart = testChart();
    const of = ['web', 'api'].map((name) => new Service(chart, name, { metadata: { name }, ports: [{ port: 80 }] }));
    const spokes = [spoke('bj')];
    const fleet = kind === 'HyperMLService'
      ? new HyperMLService(chart, 'Fleet', { groups: [{ spokes, resources: of }] })
      : new KarmadaPropagation(chart, 'Fleet', { of, spokes });
    const [{ rule }] = spokeHostsProblems({ fleet, gateway: 'a/b', hosts: ['a.b'] });
    expect(rule).toBe('must have one host, and gets the Services web, api');
  });

  test('is refused for its domain alone, where the spoke has none', () => {
    const chart = testChart();
    const fleet = new KarmadaPropagation(chart, 'F', { of: [new ConfigMap(chart, 'C')], spokes: [Spoke.of('bj')] });
    expect(codes(spokeHostsProblems({ fleet, gateway: 'a/b', hosts: ['a.b'] }))).toEqual([
      ['head-ingress/spoke-without-domain', 'fleet.spokes'],
    ]);
  });
});

describe('the host of one release', () => {
  const spokeHosts = { bj: 'mnist-predict-origin.vision.bj.example.com' };
  const canary = { release: 'next', trafficPercent: 5 };

  test.each<[string, Partial<MLServiceProps>, boolean]>([
    ['is refused beside a canary', { canary }, true],
    ['is refused beside a transformer', { transformer: { image: 'a/t:1' } }, true],
    ['is accepted when it bypasses nothing', {}, false],
  ])('%s', (_, mlService, isRefused) => {
    const expected = [['head-ingress/host-of-one-release', 'spokeHosts["bj"]']];
    expect(refusedOf({ spokeHosts, mlService })).toEqual(isRefused ? expected : []);
  });

  test('is told with the host of the MLService', () => {
    const [{ rule, fix }] = spokeHostsProblems(propsOf({ spokeHosts, mlService: { canary } }));
    expect(rule).toContain('MLService mnist');
    expect(fix).toContain('mnist.vision.bj.example.com');
  });
});

test('two spokes with the same host are named', () => {
  const spokes = [spoke('bj'), Spoke.of('sh', { domain: 'ksvc.bj.example.com' })];
  const [{ value, rule }] = spokeHostsProblems(propsOf({ spokes }));
  expect([value, rule]).toEqual([hostOf('bj'), 'must be the host of one spoke, and is that of bj and sh']);
});

test('HeadIngress accepts one host for all spokes with failover', () => {
  const spokes = TWO.map((s) => Spoke.of(s.name, { domain: 'example.com', locality: s.name }));
  expect(refusedOf({ failover: true, failoverHost: 'all.example.com', spokes })).toEqual([]);
});
