import { SizeRoundingBehavior } from 'cdk8s';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { commandProbe } from './probes';
import { sharedMemory } from './server-container';
import type { Manifest } from '../kubernetes/manifest';
import { shapeOf } from '../kubernetes/schema/manifest-schema';
import { conform } from '../kubernetes/schema/manifest-shape';
import { workload } from '../kubernetes/workload';
import { needsAccelerator, usableVendors } from '../servers/image-accelerators';
import { countDevices, firstDevice, requestedDevices, type RequestedDevice } from '../servers/requested-device';
import { page } from '../validation/documentation-links';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import * as check from '../validation/value-checks';
import { renderLimits, renderSize } from '../values/resource-requirements';

/** The variable by which the container runtime of NVIDIA shows GPUs that were not requested. */
const VISIBLE_DEVICES = 'NVIDIA_VISIBLE_DEVICES';

/** Problems of the memory limit. The resources themselves must be valid. */
export function memoryProblems(props: InferenceDeploymentOptions): Problem[] {
  const { server, resources } = props;
  const least = server._row.minimumMemory ?? 0;
  const shared = sharedMemory(props);
  if (least === 0 && shared === undefined) return [];
  const given = renderLimits(resources).memory;
  const limit = parseQuantity(given);
  const kibibytes = shared?.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? 0;
  const problems = new Problems();
  if (limit !== undefined && limit < least) {
    problems.add({
      code: 'serving/memory-below-minimum',
      field: 'resources.memory.limit',
      value: given,
      rule: `${server._row.id} needs at least ${binary(least)}`,
      why: 'the container would be killed while it starts (OOMKilled)',
      fix: `raise the limit above ${binary(least)}, by what the model needs`,
    });
  }
  if (props.sharedMemory) problems.addAll(check.wholeMebibytes('sharedMemory', kibibytes));
  // A limit below the minimum is reported above, so only what a raised limit does not repair is reported here.
  if (shared && limit !== undefined && kibibytes * 1024 >= Math.max(limit, least)) {
    problems.add({
      code: 'serving/shared-memory-above-limit',
      field: props.sharedMemory ? 'sharedMemory' : 'server',
      value: renderSize(shared),
      rule: `the size of /dev/shm must be below the memory limit of ${given}`,
      why: 'files in /dev/shm count towards the memory limit of the container',
      fix: `raise the limit above ${renderSize(shared)}, or lower sharedMemory`,
    });
  }
  return problems.all;
}

/** Bytes in Kubernetes notation: whole gibibytes, else mebibytes. */
function binary(bytes: number): string {
  return bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30}Gi` : `${bytes / 2 ** 20}Mi`;
}

export function acceleratorProblems(props: InferenceDeploymentOptions): Problem[] {
  const { accelerator, resources, server } = props;
  const problems = new Problems();
  const needed = server._accelerators;
  const requested = requestedDevices(props);
  const devices = countDevices(requested);
  // A build for CPUs splits the model over sockets, without any device.
  const usesDevices = () => usableVendors(server._imageFor(requested))?.length !== 0;
  if (needed !== undefined && Number.isInteger(needed) && needed > 1 && devices < needed && usesDevices()) {
    problems.add({
      code: 'serving/too-few-accelerators',
      field: 'accelerator',
      value: devices,
      rule: `must be at least ${needed}, the value of server.tensorParallelSize`,
      why: 'the server would not start',
      fix: `request ${needed}, such as Accelerator.nvidia(${needed})`,
    });
  }
  problems.addAll(gpuNodeProblems(props, requested));
  const decides = firstDevice(requested)?.resource;
  const isAccelerator = accelerator !== undefined && decides === accelerator.resource;
  const field = isAccelerator ? 'accelerator' : `resources.limits[${JSON.stringify(decides)}]`;
  problems.addAll(server._deviceProblems(requested, field));
  if (accelerator === undefined) return problems.all;
  const { resource } = accelerator;
  if (resources?.limits?.[resource] !== undefined || resources?.requests?.[resource] !== undefined) {
    problems.add({
      code: 'serving/accelerator-given-twice',
      field: 'accelerator',
      value: resource,
      rule: 'must not be set in resources too',
      why: 'only one of them can take effect',
      fix: 'remove one of them',
    });
  }
  return problems.all;
}

/** Nodes that are chosen by their GPUs, for a server that requests none, or those of another vendor. */
function gpuNodeProblems(props: InferenceDeploymentOptions, requested: readonly RequestedDevice[]): Problem[] {
  const { placement, environment, envVariables, wasmRuntime } = props;
  const chosen = placement?.gpuVendor;
  if (chosen === undefined) return [];
  // A pod may see the GPUs of its node without requesting one.
  const seesAll = wasmRuntime || [environment, envVariables].some((one) => Object.hasOwn(one ?? {}, VISIBLE_DEVICES));
  if (requested.length === 0 && !seesAll) {
    return [{
      code: 'serving/gpu-nodes-without-accelerator',
      field: 'accelerator',
      rule: 'must be set: placement chooses nodes by the model of their GPUs',
      why: 'the pod would get no GPU of its node, and take the room of one that needs it',
      fix: 'add an accelerator, such as Accelerator.nvidia(); or choose the nodes by labels (CloudNodes.labelled)',
      source: page('placement.md#gpus-of-a-model'),
    }];
  }
  const vendor = firstDevice(requested)?.vendor;
  if (vendor === undefined || chosen === 'any' || chosen === vendor) return [];
  return [{
    code: 'serving/gpu-nodes-of-another-vendor',
    field: 'accelerator',
    value: firstDevice(requested)?.resource,
    rule: `must be a device of ${chosen}, by whose GPUs placement chooses the nodes`,
    why: 'no node has both, so the pods would stay Pending',
    fix: 'choose nodes with GPUs of the same vendor',
    source: page('placement.md#gpus-of-a-model'),
  }];
}

/**
 * A published image that does not start without an accelerator, in a pod for which none is requested. A pod may get one
 * by its runtime class, by a claim, or by the default runtime of its node.
 */
export function withoutAcceleratorProblems(deployment: Manifest, name: string): Problem[] {
  const { pod, containers } = workload(conform(deployment, shapeOf('Deployment')));
  const container = containers.find((c) => c.name === name);
  const { image, resources, env } = container ?? {};
  if (typeof image !== 'string' || !needsAccelerator(image)) return [];
  const isRequested = Object.keys(resources?.limits ?? {}).some((resource) => resource.includes('/'));
  const isClaimed = resources?.claims !== undefined || pod.runtimeClassName !== undefined;
  if (isRequested || isClaimed || env?.some((e) => e.name === VISIBLE_DEVICES)) return [];
  return [{
    code: 'serving/image-needs-accelerator',
    field: 'accelerator',
    rule: `must be set for the image ${image}`,
    why: 'it is built for GPUs: without one the server ends when it starts, and the container restarts repeatedly',
    fix: 'add an accelerator, such as Accelerator.nvidia(); for nodes without a GPU, set image to '
      + 'docker.io/vllm/vllm-openai-cpu with a tag. Acknowledge it where the pod gets the device otherwise',
    source: page('model-servers.md#with-an-accelerator'),
  }];
}

export function wasmProblems(props: InferenceDeploymentOptions): Problem[] {
  const { wasmRuntime, server, model, podAnnotations } = props;
  if (!wasmRuntime) return [];
  const problems = new Problems();
  problems.addAll(check.name('wasmRuntime', wasmRuntime.runtimeClassName, DNS_SUBDOMAIN));
  const exec = commandProbe(props);
  if (exec !== undefined) {
    problems.add({
      code: 'serving/wasm-command-probe',
      field: 'wasmRuntime',
      value: wasmRuntime.runtimeClassName,
      rule: `cannot run the ${exec} probe of ${server._row.id}`,
      why: 'a WebAssembly container can run no other program',
      fix: 'use HTTP or TCP probes',
    });
  }
  if (model !== undefined && ['s3', 'https', 'image'].includes(model._origin.kind)) {
    problems.add({
      code: 'serving/wasm-model-download',
      field: 'model',
      rule: `cannot be downloaded under RuntimeClass ${wasmRuntime.runtimeClassName}`,
      why: 'the RuntimeClass applies to every container, and the init container that downloads is not WebAssembly',
      fix: 'use ModelSource.volumeClaim or hostPath',
    });
  }
  for (const [key, needed] of Object.entries(wasmRuntime.podAnnotations ?? {})) {
    const given = podAnnotations?.[key];
    if (given === undefined || given === needed) continue;
    problems.add({
      code: 'serving/wasm-annotation-taken',
      field: `podAnnotations[${JSON.stringify(key)}]`,
      value: given,
      rule: `must be "${needed}", the value that the runtime needs`,
      why: 'only one value can take effect',
      fix: 'remove the annotation; the runtime sets it',
    });
  }
  return problems.all;
}
