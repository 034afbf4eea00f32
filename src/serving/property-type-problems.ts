import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { ModelCache } from './storage/model-cache';
import { hasMember } from '../cdk8s-plus/handed-over';
import { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { Accelerator } from '../values/accelerator';
import { ModelSource } from '../values/model-source';
import { secretProblems } from '../values/secret-problems';

/**
 * Checks the types of properties, for programs that no compiler checks. `null` counts as not set, except for `model`
 * and `accelerator`.
 */

type Key = keyof InferenceDeploymentOptions;

const LISTS: readonly Key[] = ['ports', 'envFrom', 'extraContainers', 'initContainers', 'volumeMounts', 'volumes'];

const OBJECTS: readonly Key[] = [
  'labels',
  'selector',
  'podAnnotations',
  'environment',
  'envVariables',
  'config',
  'service',
  'disruptionBudget',
  'admit',
  'wasmRuntime',
];

interface Instance {
  readonly key: Key;
  readonly what: string;
  readonly how: string;
  readonly matches: (value: unknown) => boolean;
}

const INSTANCES: readonly Instance[] = [
  { key: 'model', what: 'a ModelSource', how: 'a factory of ModelSource', matches: (v) => v instanceof ModelSource },
  {
    key: 'modelCache',
    what: 'a ModelCache',
    how: 'a factory of ModelCache',
    matches: (v) => v === null || v instanceof ModelCache,
  },
  {
    key: 'accelerator',
    what: 'an Accelerator',
    how: 'a factory of Accelerator',
    matches: (v) => v instanceof Accelerator,
  },
  {
    key: 'placement',
    what: 'a placement',
    how: 'EdgePlacement or CloudPlacement',
    matches: (v) => has(v, 'placeOn', 'function'),
  },
  {
    key: 'rollout',
    what: 'a DeploymentStrategy',
    how: 'a factory of DeploymentStrategy',
    matches: (v) => has(v, '_toKube', 'function'),
  },
  { key: 'sharedMemory', what: 'a Size', how: 'a factory of Size', matches: (v) => has(v, 'toKibibytes', 'function') },
  {
    key: 'serviceAccount',
    what: 'a ServiceAccount',
    how: 'ServiceAccount.fromServiceAccountName',
    matches: (v) => has(v, 'name', 'string'),
  },
  {
    key: 'enableServiceLinks',
    what: 'a boolean',
    how: 'true or false',
    matches: (v) => v === null || typeof v === 'boolean',
  },
];

/** Problems of the types of properties. Without a server nothing else can be checked. */
export function propertyTypeProblems(props: InferenceDeploymentOptions): Problem[] {
  if (!(props.server instanceof ModelServer)) {
    return [{
      code: 'serving/not-a-model-server',
      field: 'server',
      value: props.server,
      rule: 'must be a ModelServer',
      why: 'without a server there is no container to run',
      fix: 'use ModelServer.tensorflowServing, vllm, custom or another factory',
    }];
  }
  const problems = new Problems();
  for (const { key, what, how, matches } of INSTANCES) {
    if (props[key] !== undefined && !matches(props[key])) problems.add(wrongType(key, props[key], what, how));
  }
  if (props.imagePullSecret) problems.addAll(secretProblems('imagePullSecret', props.imagePullSecret));
  for (const key of LISTS) if (props[key] !== undefined) problems.addAll(listProblems(key, props[key]));
  for (const key of OBJECTS) if (props[key] !== undefined) problems.addAll(objectProblems(key, props[key]));
  return problems.all;
}

/** Problems of a list of objects. */
export function listProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [notAList(field, value)];
  const problems = new Problems();
  for (const [i, item] of value.entries()) {
    if (!check.isObject(item)) problems.add(notAnObject(`${field}[${i}]`, item));
  }
  return problems.all;
}

export function notAList(field: string, value: unknown): Problem {
  return {
    code: 'serving/not-a-list',
    field,
    value,
    rule: 'must be a list',
    why: 'no item can be read from another type',
    fix: 'write a list, also for a single item',
  };
}

export function objectProblems(field: string, value: unknown): Problem[] {
  return value === undefined || value === null || check.isObject(value) ? [] : [notAnObject(field, value)];
}

function notAnObject(field: string, value: unknown): Problem {
  return {
    code: 'serving/not-an-object',
    field,
    value,
    rule: 'must be an object',
    why: 'no property can be read from another type',
    fix: 'write an object with named properties',
  };
}

export function wrongType(field: string, value: unknown, what: string, how: string): Problem {
  return {
    code: 'serving/wrong-type',
    field,
    value,
    rule: `must be ${what}`,
    why: 'a value of another type cannot be rendered',
    fix: `use ${how}`,
  };
}

function has(value: unknown, member: string, type: 'function' | 'string'): boolean {
  return value === null || hasMember(value, member, type);
}
