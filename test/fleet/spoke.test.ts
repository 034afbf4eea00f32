import { Spoke, type SpokeOptions } from '../../src';
import { spokesProblems } from '../../src/fleet/spoke-problems';
import { describe as told } from '../../src/validation/problem';

const LABEL = 'must be a DNS label of at most 48 characters — the API server would reject the object; give the name that the cluster is registered with (Kubernetes API validation)';
const DOMAIN = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; '
  + 'give the domain without scheme, port and path (Kubernetes API validation)';
const LOCALITY = 'must be <region>/<zone>/<subzone> — no other would be nearer or farther; write it as cn-north/bj';

describe('Spoke refuses', () => {
  test.each<[string, string, SpokeOptions, string]>([
    ['no name', '', {}, `spokes[0].name: got ""; ${LABEL}`],
    ['a name that is undefined', undefined as never, {}, `spokes[0].name: got undefined; ${LABEL}`],
    ['a name in capitals', 'Beijing', {}, `spokes[0].name: got "Beijing"; ${LABEL}`],
    ['a name with a dot', 'bj.1', {}, `spokes[0].name: got "bj.1"; ${LABEL}`],
    ['a name with a slash', 'cn/bj', {}, `spokes[0].name: got "cn/bj"; ${LABEL}`],
    ['a name of 49 characters', 'a'.repeat(49), {}, `spokes[0].name: got "${'a'.repeat(49)}"; ${LABEL}`],
    ['a domain with a scheme', 'bj', { domain: 'http://bj.example.com' }, `spokes[0].domain: got "http://bj.example.com"; ${DOMAIN}`],
    ['a domain with a port', 'bj', { domain: 'bj.example.com:80' }, `spokes[0].domain: got "bj.example.com:80"; ${DOMAIN}`],
    ['an empty domain', 'bj', { domain: '' }, `spokes[0].domain: got ""; ${DOMAIN}`],
    ['a locality of four parts', 'bj', { locality: 'a/b/c/d' }, `spokes[0].locality: got "a/b/c/d"; ${LOCALITY}`],
    ['a locality with an empty part', 'bj', { locality: 'a//c' }, `spokes[0].locality: got "a//c"; ${LOCALITY}`],
  ])('%s', (_, name, options, line) => {
    expect(spokesProblems('spokes', [Spoke.of(name, options)]).map(told)).toEqual([line]);
  });

  test('several things at once', () => {
    expect(spokesProblems('spokes', [Spoke.of('B', { domain: 'B', locality: '/' })]).map(told)).toEqual([
      `spokes[0].name: got "B"; ${LABEL}`, `spokes[0].domain: got "B"; ${DOMAIN}`, `spokes[0].locality: got "/"; ${LOCALITY}`,
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ['no list', undefined, ['spokes: got undefined; must name at least one spoke — nothing would be served; give Spoke.of(…)']],
    ['an empty list', [], ['spokes: got []; must name at least one spoke — nothing would be served; give Spoke.of(…)']],
    ['a name in place of a spoke', ['bj'], ['spokes[0]: got "bj"; must be a Spoke — nothing else tells how it is reached; use Spoke.of']],
    ['the same cluster twice', [Spoke.of('bj'), Spoke.of('sh'), Spoke.of('bj')], ['spokes[2]: got "bj"; is named twice — one of the two could have no effect; remove one']],
  ])('a list of spokes: %s', (_, spokes, lines) => {
    expect(spokesProblems('spokes', spokes).map(told)).toEqual(lines);
  });
});

test('names of 48 characters, digits and localities of one to three parts are taken', () => {
  const spokes = [Spoke.of('a'.repeat(48)), Spoke.of('1'), Spoke.of('bj', { locality: 'cn' }), Spoke.of('sh', { locality: 'cn-east/sh' }), Spoke.of('gz', { locality: 'cn-south/gz/rack-1' })];
  expect(spokesProblems('spokes', spokes)).toEqual([]);
});

test('a spoke is what it was given, though the caller changes it afterwards', () => {
  const options = { domain: 'bj.example.com', drained: false };
  const spoke = Spoke.of('bj', options);
  options.drained = true;
  expect([spoke.name, spoke._options]).toEqual(['bj', { domain: 'bj.example.com', drained: false }]);
});
