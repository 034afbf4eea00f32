import { areSlices, areWholeGpus, countDevices, firstDevice, openvinoKind } from './requested-device';
import { decidesParallelism } from './server-arguments';
import type { ServerWithDevices } from './server-with-devices';
import type { Problem } from '../validation/problem';

/** OpenVINO on a device that the pod does not request, beside one that it requests. */
export function openvinoTargetProblems({ row, options, devices }: ServerWithDevices): Problem[] {
  if (row.id !== 'openvino-model-server') return [];
  const device = firstDevice(devices);
  const target = openvinoTarget(options);
  if (device?.vendor !== 'intel' || target === undefined) return [];
  const [, kind] = /^(CPU|[GN]PU)(?:\.\d+)*$/.exec(target.device) ?? [];
  const requested = devices.filter(({ vendor }) => vendor === 'intel').map(openvinoKind);
  // AUTO, MULTI and HETERO may use each of their devices.
  if (kind === undefined || requested.some((r) => r === kind)) return [];
  return [{
    code: 'servers/accelerator-not-targeted',
    field: `server.${target.field}`,
    value: target.value,
    rule: `must name the device that is requested, ${device.resource}`,
    why: 'the accelerator would be reserved and idle',
    fix: 'omit it, or remove the accelerator',
  }];
}

/** The device that the user names for OpenVINO, and where. */
function openvinoTarget({ targetDevice, extraArgs }: Readonly<Record<string, unknown>>) {
  if (typeof targetDevice === 'string') return { device: targetDevice, value: targetDevice, field: 'targetDevice' };
  const words = Array.isArray(extraArgs) ? extraArgs.map(String) : [];
  const i = words.findIndex((word) => /^--target_device(=|$)/.test(word));
  if (i < 0) return undefined;
  const [, after] = words[i].split('=');
  return { device: after ?? words[i + 1] ?? '', value: words[i], field: `extraArgs[${i}]` };
}

/** GPUs beyond those over which vLLM splits its model. */
export function parallelProblems({ row, options, devices, field }: ServerWithDevices): Problem[] {
  if (row.id !== 'vllm') return [];
  const device = firstDevice(devices);
  const { tensorParallelSize: given, extraArgs } = options;
  if (device === undefined || decidesParallelism(extraArgs)) return [];
  if (given !== undefined && (!Number.isSafeInteger(given) || Number(given) < 1)) return [];
  const split = given === undefined ? undefined : Number(given);
  if (areSlices(device)) return sliceProblems(device.resource, countDevices(devices), split, field);
  if (split === undefined || device.count <= split || !areWholeGpus(device)) return [];
  return [{
    code: 'servers/accelerators-beyond-split',
    field: 'server.tensorParallelSize',
    value: split,
    rule: `must be ${device.count}, the accelerators of one replica`,
    why: 'the others would be reserved and idle',
    fix: 'omit tensorParallelSize, or request fewer; for pipeline or data parallelism, set its size in extraArgs',
  }];
}

/** One process of CUDA sees one slice, and a model is not split over slices. */
function sliceProblems(resource: string, count: number, split: number | undefined, field: string): Problem[] {
  if (split !== undefined && split > 1) {
    return [{
      code: 'servers/slices-not-split-over',
      field: 'server.tensorParallelSize',
      value: split,
      rule: `must be 1 or omitted with ${resource}`,
      why: 'slices of a GPU (MIG) cannot exchange data over NCCL, apart from an experiment of 2026',
      fix: 'request whole GPUs (Accelerator.nvidia), or one larger slice; for that experiment, set '
        + '--tensor-parallel-size in extraArgs',
    }];
  }
  if (count <= 1) return [];
  return [{
    code: 'servers/slices-beyond-one',
    field,
    value: count,
    rule: `must be 1 for ${resource}: vLLM uses one slice of a GPU`,
    why: 'the others would be reserved and idle',
    fix: 'request one larger slice, or run more replicas with one slice each',
  }];
}
