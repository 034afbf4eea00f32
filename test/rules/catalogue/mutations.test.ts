import { readdirSync } from 'fs';
import { join } from 'path';
import { createContext, Script } from 'vm';
import { HOSTILE } from './hostile-values';
import { described, mutated, places, shapePlaces, type Mutation } from './mutation';
import { Inventory } from '../../../src/kubernetes/inventory';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { kindsRead, shapeOf } from '../../../src/kubernetes/schema/manifest-schema';
import { prerequisitesOf } from '../../../src/prerequisites/prerequisites-of';
import { RULES } from '../../../src/rules/catalogue/all-rules';
import { findingsOf } from '../../../src/rules/catalogue/findings';
import { titleOf } from '../../../src/rules/rule';
import { describe as say } from '../../../src/validation/problem-text';
import { golden, objects } from '../../examples/example';
import { manifests } from '../manifests';

/** The examples of all rules: small sets, of which each holds what its rule reads. */
const EXAMPLES: ReadonlyArray<readonly Manifest[]> = RULES.flatMap(({ failing, repaired }) => (
  [manifests(failing), manifests(repaired)]));

/** The versions of kinds that no example of a rule holds. */
const VERSIONS: Readonly<Record<string, string>> = {
  APIService: 'apiregistration.k8s.io/v1',
  Certificate: 'cert-manager.io/v1',
  ClusterOverridePolicy: 'policy.karmada.io/v1alpha1',
  ClusterPropagationPolicy: 'policy.karmada.io/v1alpha1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterTriggerAuthentication: 'keda.sh/v1alpha1',
  CronFederatedHPA: 'autoscaling.karmada.io/v1alpha1',
  CronJob: 'batch/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  DeviceClass: 'resource.k8s.io/v1',
  ExternalSecret: 'external-secrets.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  HTTPScaledObject: 'http.keda.sh/v1alpha1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  MLService: 'tensorstack.dev/v1beta1',
  MultiClusterIngress: 'networking.karmada.io/v1alpha1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolume: 'v1',
  Pod: 'v1',
  PrometheusRule: 'monitoring.coreos.com/v1',
  ReplicaSet: 'apps/v1',
  ResourceClaim: 'resource.k8s.io/v1',
  ResourceClaimTemplate: 'resource.k8s.io/v1',
  ScaledJob: 'keda.sh/v1alpha1',
  ServiceAccount: 'v1',
  TriggerAuthentication: 'keda.sh/v1alpha1',
};

/** What no hundred sets take a part of: only what never ends, or grows as a square, does. */
const MOST_MILLISECONDS = 20_000;
const sandbox = createContext({ work: () => {} });
const script = new Script('work()');

/** Runs what may never end. */
function bounded(work: () => void): void {
  Object.assign(sandbox, { work });
  script.runInContext(sandbox, { timeout: MOST_MILLISECONDS });
}

/** What a set of anything is judged by, with all that is written of it. */
function judge(set: readonly unknown[]): void {
  const inventory = new Inventory(set);
  for (const finding of findingsOf(inventory)) {
    if (!/^\S/.test(titleOf(finding)) || !/ — /.test(say(finding.problem))) throw new Error(`no text: ${finding.rule}`);
  }
  prerequisitesOf(inventory);
}

/** The mutations at which something failed, or did not end, with what failed. */
function failures(mutations: readonly Mutation[]): string[] {
  const found: string[] = [];
  let next = 0;
  while (next < mutations.length) {
    try {
      const end = Math.min(next + 100, mutations.length);
      bounded(() => {
        for (; next < end; next += 1) judge(mutated(mutations[next]));
      });
    } catch (error) {
      found.push(`${described(mutations[next])}: ${(error as Error).stack?.split('\n').slice(0, 6).join('\n')}`);
      next += 1;
    }
  }
  return found;
}

/** A mutation of each place; the values take turns, so that a field that is there often meets all of them. */
function inTurn(sets: ReadonlyArray<readonly [readonly Manifest[], ReturnType<typeof places>]>): Mutation[] {
  const all = sets.flatMap(([set, at]) => at.map((place) => ({ objects: set, place })));
  return all.map((at, i) => ({ ...at, value: i % HOSTILE.length }));
}

/** The sets in which an object of a kind is, and its index. */
function holders(kind: string): Array<readonly [readonly Manifest[], number]> {
  const found = EXAMPLES.flatMap((set) => set.map((object, i) => [set, i, object.kind] as const))
    .filter(([, , held]) => held === kind).map(([set, i]) => [set, i] as const);
  if (found.length > 0) return found;
  return [[[{ apiVersion: VERSIONS[kind], kind, metadata: { name: 'a', namespace: 'vision' } }], 0]];
}

test('every kind that is read is in an example of a rule, or has its version here', () => {
  const known = new Set([...EXAMPLES.flat().map(({ kind }) => kind), ...Object.keys(VERSIONS)]);
  expect(kindsRead().filter((kind) => !known.has(kind))).toEqual([]);
});

let run = 0;

test('a hostile value at any place of the examples of all rules gives findings or nothing', () => {
  // The repaired example of a rule is almost its failing one: of its places one in three.
  const mutations = inTurn(EXAMPLES.map((set, i) => [set, places(set).filter((_, k) => i % 2 === 0 || k % 3 === 0)]));
  run += mutations.length;
  expect(failures(mutations)).toEqual([]);
}, 120_000);

test('a hostile value in any field that a rule may read gives findings or nothing', () => {
  const mutations = inTurn(kindsRead().flatMap((kind) => {
    const held = holders(kind);
    return shapePlaces(shapeOf(kind)).slice(1)
      .map((place, i) => [held[i % held.length][0], [[held[i % held.length][1], ...place]]] as const);
  }));
  run += mutations.length;
  expect(failures(mutations)).toEqual([]);
}, 120_000);

test('a hostile value in the manifests of the examples gives findings or nothing', () => {
  const folders = readdirSync(join(__dirname, '../../../examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const sets = folders.map((name) => objects(golden(name)).filter((o) => !/-dashboard$/.test(o.metadata.name)));
  // They are large: of their places one in twenty-three, and other ones in each object of a kind.
  const mutations = inTurn(sets.map((set) => [set, places(set).filter((_, i) => i % 23 === 0)]));
  run += mutations.length;
  expect(failures(mutations)).toEqual([]);
}, 120_000);

test('that were more than 9,000 mutations', () => {
  expect(run).toBeGreaterThan(9_000);
});
