import fc from 'fast-check';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { RULES } from '../../../src/rules/catalogue/all-rules';
import { findings } from '../../../src/rules/catalogue/findings';
import { manifests } from '../manifests';

const OWN = RULES.filter(({ id }) => id.startsWith('karmada-'));
const GOOD = OWN.flatMap((rule) => [...manifests(rule.failing), ...manifests(rule.repaired)]);

const ODD: readonly unknown[] = [
  null, true, 0, -1.5, '', 'text', '/spec', [], [null], ['text'], {}, { name: 1 }, [[{}]], { spec: 'text' }, [7],
];

/** The paths to all fields of a value. */
function paths(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, part]) => paths(part, [...at, key]))];
}

function spoilt(object: Manifest, path: readonly string[], value: unknown): Manifest {
  const copy = structuredClone(object) as any;
  const holder = path.slice(0, -1).reduce((held, key) => held[key], copy);
  holder[path[path.length - 1]] = value;
  return copy;
}

test('the rules of Karmada never throw where any field of their objects holds anything else', () => {
  const spoiling = fc.constantFrom(...GOOD).chain((object) => fc.tuple(
    fc.constant(object), fc.constantFrom(...paths(object).filter((path) => path.length > 0)), fc.constantFrom(...ODD),
  ));
  const several = fc.array(spoiling, { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(several, fc.shuffledSubarray(GOOD), (wrong, rest) => {
    const objects = [...rest, ...wrong.map(([object, path, value]) => spoilt(object, path, value))];
    const before = JSON.stringify(objects);
    const found = findings(objects, OWN);
    expect(findings(objects, OWN)).toEqual(found);
    expect(JSON.stringify(objects)).toBe(before);
  }), { numRuns: 500 });
});

test('the rules of Karmada never throw where an override puts anything anywhere', () => {
  const [deployment, autoscaler, policy] = GOOD.filter((o) => (
    ['Deployment', 'HorizontalPodAutoscaler', 'PropagationPolicy'].includes(o.kind)));
  const targets = [deployment, autoscaler].flatMap((object) => paths(object).map((path) => `/${path.join('/')}`));
  const change = fc.record({
    path: fc.oneof(fc.constantFrom(...targets), fc.string()),
    operator: fc.constantFrom('add', 'remove', 'replace'),
    value: fc.constantFrom(...ODD),
  });
  fc.assert(fc.property(fc.array(change, { maxLength: 6 }), (plaintext) => {
    const overriding = {
      apiVersion: 'policy.karmada.io/v1alpha1',
      kind: 'OverridePolicy',
      metadata: { name: 'o', namespace: 'vision' },
      spec: {
        overrideRules: [{
          overriders: {
            plaintext,
            argsOverrider: [{ containerName: 'server', operator: 'add', value: ['--a'] }],
            labelsOverrider: [{ operator: 'add', value: { a: 'b' } }],
          },
        }],
      },
    };
    expect(() => findings([...GOOD, deployment, autoscaler, policy, overriding], OWN)).not.toThrow();
  }), { numRuns: 300 });
});
