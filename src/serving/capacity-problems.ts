import { SizeRoundingBehavior } from 'cdk8s';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { runsCommand, serverProbes } from './probes';
import { sharedMemory } from './server-container';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { parseQuantity } from '../validation/quantity';
import { renderResources, renderSize } from '../values/resource-requirements';

export function memoryProblems(props: InferenceDeploymentOptions): Problem[] {
  const { server, resources } = props;
  const shared = sharedMemory(props);
  if (shared === undefined && server._row.minimumMemory === undefined) return [];
  const given = renderResources(resources).limits.memory;
  const limit = parseQuantity(given);
  const least = server._row.minimumMemory;
  const problems: Problem[] = [];
  if (limit !== undefined && least !== undefined && limit < least) {
    problems.push({
      field: 'resources.memory.limit',
      value: given,
      rule: `${server._row.id} needs at least ${least / 2 ** 30}Gi`,
      why: 'the container would be killed while it starts (OOMKilled)',
      fix: 'raise the limit to hold the model too',
    });
  }
  const kibibytes = shared?.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? 0;
  if (props.sharedMemory) problems.push(...check.wholeMebibytes('sharedMemory', kibibytes));
  if (shared && limit !== undefined && kibibytes * 1024 >= limit) {
    problems.push({
      field: props.sharedMemory ? 'sharedMemory' : 'server',
      value: renderSize(shared),
      rule: `${props.sharedMemory ? 'must' : `the /dev/shm of ${server._row.id} must`} be below the memory limit of ${given}`,
      why: 'what lies in /dev/shm counts as the container\'s memory',
      fix: 'raise the limit or lower sharedMemory',
    });
  }
  return problems;
}

export function acceleratorProblems({ accelerator, resources, server }: InferenceDeploymentOptions): Problem[] {
  const problems: Problem[] = [];
  const needed = server._accelerators;
  const devices = accelerator?.count ?? Object.entries(resources?.limits ?? {}).reduce((sum, [name, value]) => sum + (name.includes('/') ? parseQuantity(value) ?? 0 : 0), 0);
  if (needed !== undefined && Number.isInteger(needed) && needed > 1 && devices < needed) {
    problems.push({
      field: 'accelerator',
      value: devices,
      rule: `must be at least the ${needed} over which server.tensorParallelSize spreads the model`,
      why: 'the server would not start',
      fix: `ask for ${needed}, such as Accelerator.nvidia(${needed})`,
    });
  }
  const given = accelerator && (resources?.limits?.[accelerator.resource] ?? resources?.requests?.[accelerator.resource]);
  if (given === undefined) return problems;
  return [...problems, {
    field: 'accelerator',
    value: accelerator!.resource,
    rule: 'is given in resources too',
    why: 'only one of the two could take effect',
    fix: 'keep one of them',
  }];
}

export function wasmProblems(props: InferenceDeploymentOptions): Problem[] {
  const { wasmRuntime, server, model, podAnnotations = {} } = props;
  if (!wasmRuntime) return [];
  const fetched = model !== undefined && ['s3', 'https', 'image'].includes(model._origin.kind);
  const exec = Object.entries(serverProbes(props)).find(([, probe]) => runsCommand(probe));
  const other = Object.entries(wasmRuntime.podAnnotations).find(([key, value]) => podAnnotations[key] !== undefined && podAnnotations[key] !== value);
  return [
    ...check.name('wasmRuntime', wasmRuntime.runtimeClassName, DNS_SUBDOMAIN),
    ...(exec ? [{
      field: 'wasmRuntime',
      value: wasmRuntime.runtimeClassName,
      rule: `cannot run the ${exec[0]} probe of ${server._row.id}`,
      why: 'a WebAssembly container has no shell and no other program',
      fix: 'use HTTP or TCP probes',
    }] : []),
    ...(fetched ? [{
      field: 'model',
      rule: `cannot be fetched under ${wasmRuntime.runtimeClassName}`,
      why: 'every container of the pod runs under the RuntimeClass, and the one that fetches is no WebAssembly',
      fix: 'use ModelSource.volumeClaim or hostPath',
    }] : []),
    ...(other ? [{
      field: `podAnnotations[${JSON.stringify(other[0])}]`,
      value: podAnnotations[other[0]],
      rule: `contradicts the runtime, which needs "${other[1]}"`,
      why: 'only one of the two could take effect',
      fix: 'leave the annotation to the runtime',
    }] : []),
  ];
}
