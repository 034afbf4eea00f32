import type { ModelCache } from './model-cache';
import type { ResourceRequirements } from '../../kubernetes/manifest';
import type { Problem } from '../../validation/problem';
import { parseQuantity } from '../../validation/quantity';
import type { ModelSource } from '../../values/model-source';

const STORAGE = 'ephemeral-storage';
const UNITS = ['Ki', 'Mi', 'Gi', 'Ti'];

/** What of a pod lands on the disk of its node. */
export interface OnNode {
  readonly model?: ModelSource;
  readonly modelCache?: ModelCache;
}

/** The bytes that the empty volumes of the model may take; 0 where no limit says it. */
function bytesOnNode({ model, modelCache }: OnNode): number {
  const origin = model?._origin;
  const ofModel = origin && 'sizeLimit' in origin ? parseQuantity(origin.sizeLimit) : undefined;
  return (ofModel ?? 0) + (parseQuantity(modelCache?._onNode) ?? 0);
}

/**
 * Requests and limits with a request for what the volumes of the model may take of the node's disk, so that the
 * scheduler chooses a node that has it. A request or a limit of the user stays as it is.
 */
export function withNodeStorage(resources: ResourceRequirements, onNode: OnNode): ResourceRequirements {
  const bytes = bytesOnNode(onNode);
  const { requests, limits } = resources;
  if (bytes === 0 || requests[STORAGE] !== undefined || limits[STORAGE] !== undefined) return resources;
  return { ...resources, requests: { ...requests, [STORAGE]: binary(bytes) } };
}

/** A limit of ephemeral storage below what the volumes of the model may hold. */
export function nodeStorageProblems(limits: Readonly<Record<string, string>>, onNode: OnNode): Problem[] {
  const given = limits[STORAGE];
  const [limit, bytes] = [parseQuantity(given), bytesOnNode(onNode)];
  if (limit === undefined || limit >= bytes) return [];
  return [{
    code: 'serving/storage-limit-below-volumes',
    field: 'resources.ephemeralStorage.limit',
    value: given,
    rule: `must not be below ${binary(bytes)}, the size limits of the model's empty volumes`,
    why: 'files in empty volumes count towards the limit: the kubelet evicts the pod before the volumes are full',
    fix: 'raise the limit, omit it, or lower sizeLimit',
  }];
}

/** Bytes in the largest unit that needs no fraction. */
function binary(bytes: number): string {
  let amount = bytes / 1024;
  let unit = 0;
  while (unit < UNITS.length - 1 && amount % 1024 === 0) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${UNITS[unit]}`;
}
