import { identity } from './identity';
import type { Manifest } from './manifest';

const CONTROLLERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'FederatedHPA', 'ScaledObject']);

const PATCHED = new Set([...CONTROLLERS, ...AUTOSCALERS]);

export interface Patches {
  readonly all: ReadonlySet<Manifest>;
  /** Those whose whole object is there too. */
  readonly besideWhole: ReadonlySet<Manifest>;
}

/**
 * The objects that are parts of another one, which kustomize merges into it: they lack what their kind cannot be
 * without (the selector of a workload, the target of an autoscaler), and either the whole object is among the objects
 * too, or so much is missing that nobody has forgotten it.
 *
 * @param objects in the shape that is read
 * @param original what was given of each, which the result holds
 */
export function patches(
  objects: readonly Manifest[], original: (object: Manifest) => Manifest = (object) => object,
): Patches {
  const parts = objects.filter((object) => PATCHED.has(object.kind) && lacksItsOwn(original(object)));
  // Nearly every set has no part, and then there is nothing to compare.
  if (parts.length === 0) return { besideWhole: new Set(), all: new Set() };
  const whole = new Set(objects.filter((object) => lacksItsOwn(original(object)) === false).map(identity));
  const besideWhole = new Set(parts.filter((object) => whole.has(identity(object))).map(original));
  const given = parts.map(original);
  return { besideWhole, all: new Set(given.filter((object) => besideWhole.has(object) || looksLikePatch(object))) };
}

/** Whether an object lacks what its kind cannot be without; undefined for a kind that has nothing such. */
function lacksItsOwn({ apiVersion, kind, spec }: Manifest): boolean | undefined {
  // Before apps/v1, the labels of the template were the selector.
  if (CONTROLLERS.has(kind)) return apiVersion === 'apps/v1' && isMissing(spec?.selector);
  return AUTOSCALERS.has(kind) ? isMissing(spec?.scaleTargetRef) : undefined;
}

/** Whether more is missing than is easily forgotten. */
function looksLikePatch({ kind, spec }: Manifest): boolean {
  if (isMissing(spec)) return false;
  if (CONTROLLERS.has(kind)) {
    const { metadata, spec: pod } = Object(spec.template);
    const containers: readonly any[] = Array.isArray(pod?.containers) ? pod.containers : [];
    return isMissing(metadata?.labels) || containers.length === 0 || containers.some((one) => !one?.image);
  }
  const { metrics, triggers, maxReplicas, targetCPUUtilizationPercentage } = spec;
  if ([metrics, triggers, targetCPUUtilizationPercentage].every(isMissing)) return true;
  if (kind !== 'ScaledObject') return isMissing(maxReplicas);
  return Array.isArray(triggers) && triggers.some((trigger) => !trigger?.type);
}

function isMissing(value: unknown): value is undefined {
  return value === undefined || value === null;
}
