import { readdirSync } from 'fs';
import { join } from 'path';
import { golden, objects } from './example';
import { MISTAKES_OF_AUTOSCALERS } from './mistakes-of-autoscalers';
import { MISTAKES_OF_METRICS } from './mistakes-of-metrics';
import { MISTAKES_OF_PLATFORMS } from './mistakes-of-platforms';
import { MISTAKES_OF_WORKLOADS } from './mistakes-of-workloads';
import { worldOf } from './world';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { findings } from '../../src/rules/catalogue/findings';
import { titleOf, type Finding } from '../../src/rules/rule';

/** Every kind of mistake, made at every place of every example where it can be made. */
const MISTAKES = [
  ...MISTAKES_OF_AUTOSCALERS, ...MISTAKES_OF_WORKLOADS, ...MISTAKES_OF_METRICS, ...MISTAKES_OF_PLATFORMS,
];
const EXAMPLES = readdirSync(join(__dirname, '../../examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** Mistakes that no rule reports, and why. */
const NOT_CAUGHT: Readonly<Record<string, string>> = {
  'a ResourceQuota has room for one pod: karmada-fleet: HorizontalPodAutoscaler mnist':
    'no policy propagates the quota: it counts the pods of the hub, and there are none',
  'a ResourceQuota has room for one pod: karmada-fleet: FederatedHPA embeddings':
    'no policy propagates the quota: it counts the pods of the hub, and there are none',
  'the policy propagates a workload, and not its autoscaler: karmada-fleet: PropagationPolicy everywhere':
    'the autoscaler may be applied to each cluster by something else',
};

/** The manifests of an example, without its dashboards, which no rule reads. */
function manifestsOf(example: string): any[] {
  return objects(golden(example)).filter((o) => !/-dashboard$/.test(o.metadata.name));
}

const line = (found: Finding) => `${found.rule} ${titleOf(found)} ${found.problem.field}`;

/** A mistake that was made: the rules that should report it, and those that do. */
interface Made {
  readonly where: string;
  readonly rules: readonly string[];
  readonly found: readonly string[];
}

function allMade(): Made[] {
  const made: Made[] = [];
  for (const example of EXAMPLES) {
    const set = manifestsOf(example);
    const before = new Set(findings(set).map(line));
    for (const { name, rules, at } of MISTAKES) {
      for (let i = 0; i < at(worldOf(set)).length; i += 1) {
        const broken = structuredClone(set);
        const [where, make] = at(worldOf(broken))[i];
        make();
        const found = findings(broken).filter((f) => !before.has(line(f))).map(({ rule }) => rule);
        made.push({ where: `${name}: ${example}: ${where}`, rules, found });
      }
    }
  }
  return made;
}

const MADE = allMade();
const missed = MADE.filter(({ rules, found }) => !rules.some((rule) => found.includes(rule)));

test.each(EXAMPLES)('the example %s as it is has no error', (example) => {
  expect(findings(manifestsOf(example)).filter(({ severity }) => severity === 'error').map(line)).toEqual([]);
});

test('each kind of mistake has its own name, rules that exist, and a place in an example', () => {
  expect(new Set(MISTAKES.map(({ name }) => name)).size).toBe(MISTAKES.length);
  const ids = new Set(RULES.map(({ id }) => id));
  expect(MISTAKES.flatMap(({ rules }) => rules).filter((rule) => !ids.has(rule))).toEqual([]);
  const places = MADE.map(({ where }) => where);
  expect(MISTAKES.filter(({ name }) => !places.some((where) => where.startsWith(`${name}: `)))).toEqual([]);
});

test('more than 700 mistakes of more than 120 kinds were made', () => {
  expect(MADE.length).toBeGreaterThan(700);
  expect(MISTAKES.length).toBeGreaterThan(120);
});

test('98 of 100 are reported by the rule that should, and of the others the reason is known', () => {
  expect(missed.map(({ where }) => where).sort()).toEqual(Object.keys(NOT_CAUGHT).sort());
  expect(1 - missed.length / MADE.length).toBeGreaterThanOrEqual(0.98);
});
