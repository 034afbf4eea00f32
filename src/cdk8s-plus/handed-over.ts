import { ApiObject } from 'cdk8s';
import type { Pod } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';

/**
 * What users hand over of any cdk8s-plus is taken by its members, never by its class: the classes of two versions, and
 * of two copies of one version, are strangers to each other. What cdk8s-plus-27, which prints it, calls of it is the
 * same in all versions: `_toKube` of Probe, Handler, EnvFrom, DeploymentStrategy and Volume, and the names of objects.
 */

/** Whether a value renders itself, as Probe, Handler, EnvFrom, DeploymentStrategy and Volume of cdk8s-plus do. */
export function rendersItself(value: unknown): value is { _toKube(...container: unknown[]): any } {
  return hasMember(value, '_toKube', 'function');
}

/** Whether a value has a member of a class. */
export function hasMember(value: unknown, member: string, type: 'function' | 'string'): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return typeof (value as Record<string, unknown>)[member] === type;
}

/** What a construct lacks of what is read of it, as a message says it; undefined where it has all. */
export function missingMember(value: object, ...members: string[]): string | undefined {
  const missing = members.find((member) => (value as Record<string, unknown>)[member] === undefined);
  return missing && `has no \`${missing}\``;
}

/** The object that a construct of any package is, or has as its default child; undefined also for what is none. */
export function objectOf(construct: unknown): ApiObject | undefined {
  try {
    return ApiObject.of(construct as IConstruct);
  } catch {
    return undefined;
  }
}

/** Why a value is no Pod of any cdk8s-plus, as a message says it; undefined where it is one. */
export function lackOfPod(value: unknown): string | undefined {
  if (!Construct.isConstruct(value)) return 'is no construct';
  if (objectOf(value)?.kind !== 'Pod') return 'has no object of kind Pod';
  return missingMember(value, 'containers', 'initContainers', 'volumes', 'scheduling');
}

export function isPod(value: unknown): value is Pod {
  return lackOfPod(value) === undefined;
}
