import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { inClusters, OverriddenCopies, type Copy } from './hub/overridden-copies';
import { OVERRIDES } from './sources';
import type { Rule } from '../rule';

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];
const MINIMUM = '{ path: /spec/minReplicas, operator: replace, value: 10 }';
const MAXIMUM = '{ path: /spec/maxReplicas, operator: replace, value: 20 }';

/** The limits of an autoscaler in a cluster, by its kind. */
const LIMITS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
  ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
};

export const karmadaMinAboveMax: Rule = {
  id: 'karmada-min-above-max',
  title: 'The minimum of an autoscaler must not be above its maximum in any cluster',
  severity: 'error',
  description: [
    'Fires when a propagated HorizontalPodAutoscaler or ScaledObject has a minimum above its maximum after the',
    'overrides',
    'of a cluster. Overrides of one policy may be right and two of them wrong together. One that has so without any',
    'override is reported by [hpa-limits-rejected](hpa-limits-rejected.md).',
    '',
    'The cluster rejects the object (`SyncFailed`) and keeps the old one, or has none.',
  ].join('\n'),
  fix: 'Override both limits for the cluster.',
  source: OVERRIDES,
  failing: documents(...SENT, override(AUTOSCALERS, `plaintext: [${MINIMUM}]`)),
  repaired: documents(...SENT, override(AUTOSCALERS, `plaintext: [${MINIMUM}, ${MAXIMUM}]`)),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const sender of hub.policies) {
      for (const object of hub.propagatedBy(sender)) {
        if (!Object.prototype.hasOwnProperty.call(LIMITS, object.kind)) continue;
        const [least, most] = LIMITS[object.kind];
        const copy = OverriddenCopies.of(inventory).copiesOf(object, sender).find((c) => isAbove(c, least, most));
        // The object is wrong without any override: hpa-limits-rejected reports it.
        if (isAbove({ manifest: object }, least, most)) continue;
        if (copy === undefined) continue;
        const { spec } = copy.manifest;
        report(object, {
          field: `spec.${least}`,
          value: spec[least],
          rule: `must not be above ${most} (${spec[most]})${inClusters(copy)}`,
          why: 'the cluster would reject the object (SyncFailed)',
          fix: 'override both limits for the cluster',
        });
      }
    }
  },
};

function isAbove({ manifest: { spec } }: Pick<Copy, 'manifest'>, least: string, most: string): boolean {
  const [low, high] = [spec?.[least], spec?.[most]];
  return typeof low === 'number' && typeof high === 'number' && low > high;
}
