import type { ModelCache } from './model-cache';
import type { ResourceRequirements } from '../../kubernetes/manifest';
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
