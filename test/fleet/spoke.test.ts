import { Spoke, type SpokeOptions } from '../../src';
import { codes } from '../helpers';

type Refusal = [code: string, field: string];

describe('Spoke refuses', () => {
  test.each<[string, string, SpokeOptions, ...Refusal[]]>([
    ['no name', '', {}, ['validation/name', 'spoke.name']],
    ['a name in capitals', 'Beijing', {}, ['validation/name', 'spoke.name']],
    ['a name with a dot', 'bj.1', {}, ['validation/name', 'spoke.name']],
    ['a name with a slash', 'cn/bj', {}, ['validation/name', 'spoke.name']],
    ['a name of 49 characters', 'a'.repeat(49), {}, ['validation/name', 'spoke.name']],
    ['a domain with a scheme', 'bj', { domain: 'http://bj.example.com' }, ['validation/name', 'spoke.domain']],
    ['a domain with a port', 'bj', { domain: 'bj.example.com:80' }, ['validation/name', 'spoke.domain']],
    ['an empty domain', 'bj', { domain: '' }, ['validation/name', 'spoke.domain']],
    ['a locality of four parts', 'bj', { locality: 'a/b/c/d' }, ['fleet/locality-invalid', 'spoke.locality']],
    ['a locality with an empty part', 'bj', { locality: 'a//c' }, ['fleet/locality-invalid', 'spoke.locality']],
    ['a Secret with its namespace', 'bj', { credentialName: 'istio/ca' }, ['validation/name', 'spoke.credentialName']],
    ['a Secret without a name', 'bj', { credentialName: '' }, ['validation/name', 'spoke.credentialName']],
    ['a Secret without TLS', 'bj', { tls: false, credentialName: 'ca' }, ['fleet/credential-without-tls', 'spoke.tls']],
    ['mutual TLS without a Secret', 'bj', { mutualTls: true },
      ['fleet/mutual-tls-without-credential', 'spoke.mutualTls']],
    ['mutual TLS without TLS', 'bj', { tls: false, credentialName: 'ca', mutualTls: true },
      ['fleet/credential-without-tls', 'spoke.tls']],
    ['several things at once', 'B', { domain: 'B', locality: '/' },
      ['validation/name', 'spoke.name'],
      ['validation/name', 'spoke.domain'],
      ['fleet/locality-invalid', 'spoke.locality']],
  ])('%s', (_, name, options, ...expected) => {
    expect(codes(Spoke.of(name, options)._problems('spoke'))).toEqual(expected);
  });
});

test.each<[string, Spoke]>([
  ['a name of 48 characters', Spoke.of('a'.repeat(48))],
  ['a name that is a digit', Spoke.of('1')],
  ['a locality of one part', Spoke.of('bj', { locality: 'cn' })],
  ['a locality of two parts', Spoke.of('sh', { locality: 'cn-east/sh' })],
  ['a locality of three parts', Spoke.of('gz', { locality: 'cn-south/gz/rack-1' })],
  ['an authority of its own', Spoke.of('bj', { credentialName: 'bj-ca' })],
  ['mutual TLS', Spoke.of('bj', { tls: true, credentialName: 'bj.client', mutualTls: true })],
  ['no mutual TLS without TLS', Spoke.of('bj', { tls: false, mutualTls: false })],
])('Spoke accepts %s', (_, spoke) => {
  expect(spoke._problems('spoke')).toEqual([]);
});

test('a spoke keeps what it was given when the caller changes it later', () => {
  const options = { domain: 'bj.example.com', drained: false };
  const spoke = Spoke.of('bj', options);
  options.drained = true;
  expect([spoke.name, spoke._options]).toEqual(['bj', { domain: 'bj.example.com', drained: false }]);
});
