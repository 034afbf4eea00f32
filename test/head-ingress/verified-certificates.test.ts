import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { propsOf, spoke } from './fleet';
import { HeadIngress, HeadIngressMode, type SpokeOptions } from '../../src';
import { objects, run } from '../examples/example';
import { synth, testChart } from '../helpers';

/** With an SNI in the rule, Istio accepts a certificate for any host, unless it lists the names to accept. */
function unverified(printed: any[]): string[] {
  const wrong: string[] = [];
  const visit = (value: any, at: string) => {
    if (typeof value !== 'object' || value === null) return;
    if (value.sni !== undefined && !value.subjectAltNames?.includes(value.sni)) wrong.push(at);
    Object.entries(value).forEach(([key, inner]) => visit(inner, `${at}.${key}`));
  };
  for (const o of printed) if (o.kind === 'DestinationRule') visit(o.spec, o.metadata.name);
  return wrong;
}

test('what is looked for is found, however deep', () => {
  const tls = (names: string[] | undefined) => ({ mode: 'SIMPLE', sni: 'a.b', subjectAltNames: names });
  const rule = (spec: object) => [{ kind: 'DestinationRule', metadata: { name: 'r' }, spec }];
  expect(unverified(rule({ trafficPolicy: { tls: tls(undefined) } }))).toEqual(['r.trafficPolicy.tls']);
  expect(unverified(rule({ subsets: [{ trafficPolicy: { tls: tls(['c.d']) } }] }))).toEqual([
    'r.subsets.0.trafficPolicy.tls',
  ]);
  expect(unverified(rule({ trafficPolicy: { tls: tls(['a.b']) } }))).toEqual([]);
});

const EXAMPLES = readdirSync(join(__dirname, '../../examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(EXAMPLES)('no DestinationRule of the example %s has an SNI without the names to accept', (example) => {
  expect(unverified(objects(run(example)))).toEqual([]);
});

test('the examples have DestinationRules with an SNI', () => {
  const rules = objects(run('hypermlservice')).filter((o) => o.kind === 'DestinationRule');
  expect(rules.map((o) => o.spec.trafficPolicy.tls.sni)).toHaveLength(4);
});

const OPTIONS: fc.Arbitrary<SpokeOptions> = fc.oneof(
  fc.record({ tls: fc.constant(false), drained: fc.boolean() }, { requiredKeys: ['tls'] }),
  fc.record({ tls: fc.constant(true), drained: fc.boolean() }, { requiredKeys: [] }),
  fc.record({
    credentialName: fc.constantFrom('ca', 'bj-ca', 'a.b'),
    mutualTls: fc.boolean(),
    drained: fc.boolean(),
  }, { requiredKeys: ['credentialName'] }),
);

const HEAD = fc.record({
  options: fc.array(OPTIONS, { minLength: 1, maxLength: 4 }),
  failover: fc.boolean(),
  version: fc.constantFrom('v1', 'v1beta1'),
  mode: fc.constantFrom(...Object.values(HeadIngressMode)),
  elsewhere: fc.boolean(),
});

test('no DestinationRule of a random head ingress has an SNI without the names to accept', () => {
  let rules = 0;
  fc.assert(fc.property(HEAD, ({ options, failover, version, mode, elsewhere }) => {
    // The first is not drained; with a failover all are reached alike.
    const all = options.map((o, i) => ({ ...(failover ? options[0] : o), drained: i > 0 && o.drained }));
    const spokes = all.map((o, i) => spoke(`s${i}`, { locality: `r${i}`, ...o }));
    const chart = testChart();
    new HeadIngress(chart, 'Head', propsOf({
      spokes,
      failover: failover || undefined,
      failoverHost: failover ? 'all.example.com' : undefined,
      istioVersion: version,
      mode,
      spokeHosts: elsewhere ? { s0: 'mnist.example.org' } : undefined,
    }, chart));
    const printed = synth(chart);
    rules += printed.filter((o) => o.kind === 'DestinationRule' && o.spec.trafficPolicy.tls?.sni).length;
    return unverified(printed).length === 0;
  }), { numRuns: 200, seed: Number(process.env.SEED ?? 1) });
  expect(rules).toBeGreaterThan(100);
});
