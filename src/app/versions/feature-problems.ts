import type { FeatureId } from '../../kubernetes/versions/features';
import { featureOf, hasFeature, type TargetVersion } from '../../kubernetes/versions/target-version';
import type { Problem } from '../../validation/problem';

/** A property that needs a feature, as its user wrote it. */
export interface FeatureUse {
  readonly field: string;
  readonly value?: unknown;
}

/** What is wrong with a property that the named Kubernetes does not have; nothing where no version is named. */
export function featureProblems(version: TargetVersion | undefined, id: FeatureId, use: FeatureUse): Problem[] {
  const feature = featureOf(id);
  if (version === undefined || hasFeature(feature, version)) return [];
  const { since, gate, gateSince, before, source } = feature;
  const isGated = gate !== undefined && gateSince !== undefined && version.minor >= gateSince;
  return [{
    code: 'app/kubernetes-too-old',
    ...use,
    rule: `needs Kubernetes 1.${since} or newer; 1.${version.minor} is set here`,
    why: before,
    fix: `leave it out, or set 1.${since} when the cluster is upgraded`
      + (isGated ? `; or name ${gate} in featureGates, if the gate is on in the cluster` : ''),
    source,
  }];
}
