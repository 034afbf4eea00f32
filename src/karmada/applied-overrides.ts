import { ApiObject } from 'cdk8s';
import type { KarmadaHub } from './karmada-hub';
import { titleOf } from './karmada-hub';
import { OVERRIDER_CHECKS } from './overrider-checks';
import type { KarmadaOverrideRule, KarmadaPropagationProps } from './karmada-propagation-props';
import type { NestedManifest } from '../fleet/nested';
import { hasRetainLabel, scaledBy } from './scaled-by';
import type { Problem } from '../validation/problem';

/** Without it Karmada writes its own replicas over those of an autoscaler in the cluster, again and again. */
export const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';

const STAGES = Object.keys(OVERRIDER_CHECKS);

/** What is wrong with what each cluster gets of objects, once overridden as Karmada would. */
export function overriddenProblems(hub: KarmadaHub, objects: readonly ApiObject[], { overrides = [], spokes }: KarmadaPropagationProps): Problem[] {
  const copies = new Map<string, NestedManifest>();
  const copyFor = (object: ApiObject, cluster: string): NestedManifest => {
    const key = `${cluster}/${object.node.path}`;
    const known = copies.get(key) ?? structuredClone(hub.read(object));
    copies.set(key, known);
    return known;
  };
  const misfits = overrides.flatMap((rule, i) => {
    const object = ApiObject.of(rule.target);
    // What is wrong in several clusters is told once.
    return rule.spokes.map((s) => changed(rule, `overrides[${i}]`, copyFor(object, s.name))).find((found) => found.length > 0) ?? [];
  });
  if (misfits.length > 0) return misfits;
  const { scaled, others, federated } = scaledBy(objects);
  const touched = new Set(overrides.map((r) => ApiObject.of(r.target)));
  return objects.flatMap((object) => {
    const get = touched.has(object) ? spokes.map((s) => ({ cluster: s.name, manifest: copyFor(object, s.name) }))
      : [{ cluster: undefined, manifest: hub.read(object) }];
    const problem = get.flatMap(({ cluster, manifest }) => {
      const where = cluster === undefined ? titleOf(object) : `${titleOf(object)} in ${cluster}`;
      const changes = spec(manifest).replicas !== spec(hub.read(object)).replicas;
      const replicas = changes && [scaled, others, federated].some((list) => list.includes(object));
      return [
        ...(replicas ? [{ field: 'overrides', value: where, rule: 'has replicas that an autoscaler writes', why: 'one of the two would have no effect', fix: 'override the autoscaler\'s limits' }] : []),
        ...labelProblems(where, manifest, { scaled: scaled.includes(object), federated: hasRetainLabel(object) && federated.includes(object) }),
        ...limitProblems(where, manifest),
        ...(object.kind === 'PersistentVolumeClaim' && spec(manifest).storageClassName === undefined ? [{
          field: 'of', value: where, rule: 'must name its storageClassName', why: 'the cluster fills one in, and Karmada tries to take it back for ever (SyncFailed)', fix: 'give it',
        }] : []),
      ];
    });
    return problem.slice(0, 1);
  });
}

function spec(manifest: NestedManifest): any {
  return manifest.spec ?? {};
}

/** Applies one rule: as Karmada does, kind by kind of its overriders, and in their order within each. */
function changed({ overriders }: KarmadaOverrideRule, at: string, object: NestedManifest): Problem[] {
  const indexed = overriders.map((o, k) => ({ o, k })).sort((a, b) => STAGES.indexOf(a.o._field) - STAGES.indexOf(b.o._field) || a.k - b.k);
  return indexed.flatMap(({ o, k }) => o._change(`${at}.overriders[${k}]`, object));
}

function labelProblems(where: string, { metadata }: NestedManifest, { scaled, federated }: { scaled: boolean; federated: boolean }): Problem[] {
  const value = metadata.labels?.[RETAIN];
  const at = `metadata.labels["${RETAIN}"] of ${where}`;
  if (federated && value !== undefined) {
    return [{ field: at, value: value, rule: 'must not be on what a federated autoscaler scales', why: 'the clusters keep their replicas, and the hub counts up to maxReplicas', fix: 'remove the label' }];
  }
  return scaled && !federated && value !== 'true' ? [{ field: at, value: value, rule: 'must be "true"', why: 'Karmada and the autoscaler in the cluster would write its replicas in turn, without end', fix: 'leave the label to KarmadaPropagation' }] : [];
}

function limitProblems(where: string, manifest: NestedManifest): Problem[] {
  const limits: Record<string, [string, string]> = { HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'], ScaledObject: ['minReplicaCount', 'maxReplicaCount'] };
  const [least, most] = limits[manifest.kind] ?? [];
  if (least === undefined || !(spec(manifest)[least] > spec(manifest)[most])) return [];
  return [{
    field: 'overrides', value: `${where}: ${spec(manifest)[least]}`, rule: `has ${least} above ${most} (${spec(manifest)[most]})`, why: 'the cluster would reject the object (SyncFailed)', fix: 'override both',
  }];
}
