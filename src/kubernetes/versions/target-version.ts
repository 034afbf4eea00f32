import { FEATURES, type FeatureId, type KubernetesFeature } from './features';

/** The newest Kubernetes that is known here, as its minor version. */
export const NEWEST_KUBERNETES = 37;

/** The oldest Kubernetes that accepts all that the library prints by itself, as its minor version. */
export const OLDEST_KUBERNETES = 27;

/** The Kubernetes that objects are for, as somebody named it. */
export interface TargetVersion {
  readonly minor: number;
  /** The feature gates that are switched on there besides those that are on by default. */
  readonly gates: readonly string[];
}

/** The minor version of a Kubernetes, such as `1.27` or `v1.27.3`; undefined where it is none. */
export function minorIn(kubernetes: string): number | undefined {
  const [, minor] = /^v?1\.(\d{1,3})(?:\.|\+|-|$)/.exec(kubernetes) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

/** The same; the newest that is known where it is none. */
export function minorOf(kubernetes: string | undefined): number {
  return minorIn(kubernetes ?? '') ?? NEWEST_KUBERNETES;
}

/** The Kubernetes of a text such as `1.36`; undefined where it names none. */
export function targetVersion(
  kubernetes: string | undefined, gates: readonly string[] = [],
): TargetVersion | undefined {
  const minor = minorIn(kubernetes ?? '');
  return minor === undefined ? undefined : { minor, gates };
}

/** Whether a Kubernetes has a feature: by default, or because its gate is switched on. */
export function hasFeature(feature: KubernetesFeature, { minor, gates }: TargetVersion): boolean {
  const { since, gate, gateSince } = feature;
  if (minor >= since) return true;
  return gate !== undefined && gateSince !== undefined && minor >= gateSince && gates.includes(gate);
}

export function featureOf(id: FeatureId): KubernetesFeature & { readonly id: FeatureId } {
  return { id, ...FEATURES[id] };
}
