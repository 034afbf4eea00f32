import { hostOf, propsOf, spoke, type Changes } from './fleet';
import { Spoke } from '../../src';
import { destinationsOf } from '../../src/head-ingress/destinations';

const destinations = (changes: Changes = {}) => destinationsOf('head', propsOf(changes));

test('each spoke is a destination with its host and its weight', () => {
  expect(destinations({ weights: { bj: 30, sh: 70 } })).toEqual([
    { name: 'head-bj', host: hostOf('bj'), tls: true, mutualTls: false, weight: 30 },
    { name: 'head-sh', host: hostOf('sh'), tls: true, mutualTls: false, weight: 70 },
  ]);
});

describe('the weight of a spoke', () => {
  const drained = [spoke('bj'), spoke('sh', { drained: true })];

  test.each<[string, Changes, Array<number | undefined>]>([
    ['is the same for each without weights', {}, [1, 1]],
    ['is per cent', { weights: { sh: 70, bj: 30 } }, [30, 70]],
    ['is a proportion', { weights: { bj: 2, sh: 1 }, proportional: true }, [2, 1]],
    ['is 0 while it is drained, whatever the program sets', { weights: { bj: 30, sh: 70 }, spokes: drained }, [30, 0]],
    ['may be left out while it is drained', { weights: { bj: 100 }, spokes: drained }, [100, 0]],
    ['is the same for all others while it is drained', { spokes: [...drained, spoke('gz')] }, [1, 0, 1]],
    ['is not set when there is one spoke', { weights: { bj: 100 }, spokes: [spoke('bj')] }, [undefined]],
  ])('%s', (_, changes, expected) => {
    expect(destinations(changes).map((d) => d.weight)).toEqual(expected);
  });
});

test('the host of a spoke is that of spokeHosts, or else that of the fleet', () => {
  const spokes = [spoke('bj'), Spoke.of('sh')];
  const hosts = destinations({ spokes, spokeHosts: { sh: 'mnist.sh.example.org' } }).map((d) => d.host);
  expect(hosts).toEqual([hostOf('bj'), 'mnist.sh.example.org']);
});

test('a spoke without TLS is told apart', () => {
  const spokes = [spoke('bj', { tls: false }), spoke('sh')];
  expect(destinations({ spokes }).map((d) => d.tls)).toEqual([false, true]);
});

test('each spoke has the Secret that it was given', () => {
  const spokes = [spoke('bj', { credentialName: 'bj-ca' }), spoke('sh', { credentialName: 'sh', mutualTls: true })];
  expect(destinations({ spokes }).map((d) => [d.credentialName, d.mutualTls])).toEqual([
    ['bj-ca', false], ['sh', true],
  ]);
});

describe('with failover', () => {
  const failover = { failover: true, failoverHost: 'mnist.internal.example.com' };
  const spokes = [
    spoke('bj', { locality: 'cn-north/bj' }),
    spoke('sh', { locality: 'cn-east/sh' }),
    spoke('gz', { locality: 'cn-south', drained: true }),
  ];

  test('one destination has every spoke that is not drained, with its locality', () => {
    expect(destinations({ ...failover, spokes })).toEqual([{
      name: 'head',
      host: 'mnist.internal.example.com',
      tls: true,
      mutualTls: false,
      endpoints: [
        { address: hostOf('bj'), locality: 'cn-north/bj' },
        { address: hostOf('sh'), locality: 'cn-east/sh' },
      ],
    }]);
  });

  test('it is reached as the spokes that serve are, not as a drained one', () => {
    const [first, ...others] = spokes;
    const drained = Spoke.of(first.name, { ...first._options, drained: true, tls: false });
    const mixed = [drained, ...others.map((s) => Spoke.of(s.name, { ...s._options, credentialName: 'ca' }))];
    expect(destinations({ ...failover, spokes: mixed })[0]).toMatchObject({ tls: true, credentialName: 'ca' });
  });

  test('it has no TLS when no spoke has it', () => {
    const plain = spokes.map((s) => Spoke.of(s.name, { ...s._options, tls: false }));
    expect(destinations({ ...failover, spokes: plain })[0].tls).toBe(false);
  });

  test('it has the Secret that all spokes have', () => {
    const verified = spokes.map((s) => Spoke.of(s.name, { ...s._options, credentialName: 'spokes', mutualTls: true }));
    expect(destinations({ ...failover, spokes: verified })[0]).toMatchObject({
      credentialName: 'spokes',
      mutualTls: true,
    });
  });
});
