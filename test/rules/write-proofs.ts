/**
 * Writes the examples of all rules that a plain control plane can judge, completed to what it can apply, and the
 * scenario for them:
 *
 *   ts-node test/rules/write-proofs.ts <out>
 *
 * `<out>/repaired` must be proven, `<out>/failing` must not; test/rules/read-proofs.ts says which rule is shown.
 */
import * as fs from 'fs';
import * as path from 'path';
import { stringify } from 'yaml';
import { BY_CONTROL_PLANE } from './proofs/by-control-plane';
import { completed, namespaceOf } from './proofs/completed';
import { RULES } from '../../src/rules/catalogue/all-rules';

/** When every autoscaler has to be at its maximum: without `behavior`, it gets there within a few seconds. */
const AT = '25s';

const [out] = process.argv.slice(2);
const rules = RULES.filter(({ id }) => Object.hasOwn(BY_CONTROL_PLANE, id));
fs.rmSync(out, { recursive: true, force: true });

const scenario: { expect: object[]; load: object[] } & Record<string, unknown> = {
  namespaces: rules.map(({ id }) => namespaceOf(id)),
  nodes: [{ name: 'cloud', count: 4, cpu: 128, memory: '512Gi', extra: { 'nvidia.com/gpu': 16 } }],
  // Races inside Kubernetes, seldom, whatever is applied.
  tolerate: ['FailedToCreateEndpoint', 'ClusterIPNotAllocated', 'KubernetesDefaultServiceCIDRInconsistent'],
  external: { queued: { values: [{ at: '0s', value: 1000 }] } },
  load: [],
  expect: [],
};
for (const side of ['failing', 'repaired'] as const) {
  fs.mkdirSync(path.join(out, side), { recursive: true });
  for (const rule of rules) {
    const objects: any[] = completed(rule.id, rule[side], BY_CONTROL_PLANE[rule.id]);
    fs.writeFileSync(path.join(out, side, `${rule.id}.yaml`), objects.map((o) => stringify(o)).join('---\n'));
    if (side === 'repaired') continue;
    for (const { kind, metadata: { namespace, name }, spec } of objects) {
      const pods = spec?.template?.metadata?.labels;
      if (pods) scenario.load.push({ namespace, pods, cpu: [{ at: '0s', value: 100 }] });
      if (kind !== 'HorizontalPodAutoscaler') continue;
      const { maxReplicas } = spec;
      scenario.expect.push({ namespace, hpa: name, at: AT, least: maxReplicas, most: maxReplicas });
    }
  }
}
fs.writeFileSync(path.join(out, 'failing-scenario.yaml'), stringify(scenario));
const { expect, load, external, ...cluster } = scenario;
fs.writeFileSync(path.join(out, 'repaired-scenario.yaml'), stringify(cluster));
console.log(`${rules.length} rules`);
