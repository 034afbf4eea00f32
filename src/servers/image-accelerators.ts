import type { DeviceVendor } from './requested-device';

/** The accelerators that a build can use; undefined where its tag does not tell. */
type Builds = (tag: string) => readonly DeviceVendor[] | undefined;

/** The published images whose tags tell for which accelerators they are built. */
const PUBLISHED: Readonly<Record<string, Builds>> = {
  'tensorflow/serving': (tag) => (tag.includes('gpu') ? ['nvidia'] : []),
  'pytorch/torchserve': (tag) => (tag.includes('gpu') ? ['nvidia'] : whenCpu(tag)),
  'nvcr.io/nvidia/tritonserver': () => ['nvidia'],
  'openvino/model_server': (tag) => {
    if (tag.includes('gpu')) return ['intel'];
    return /^(latest|\d+(\.\d+)*)(-py)?$/.test(tag) ? [] : undefined;
  },
  'vllm/vllm-openai': (tag) => (/rocm|xpu|cpu|tpu/.test(tag) ? undefined : ['nvidia']),
  'vllm/vllm-openai-cpu': () => [],
  'vllm/vllm-openai-rocm': () => ['amd'],
  'ghcr.io/ggml-org/llama.cpp': llamaCpp,
  'ghcr.io/ggerganov/llama.cpp': llamaCpp,
  'kserve/huggingfaceserver': (tag) => {
    if (tag.includes('gpu')) return ['nvidia'];
    return /^(latest|v\d+(\.\d+)*)$/.test(tag) ? [] : undefined;
  },
};

/**
 * The vendors whose accelerators a published image can use, none for one that computes on CPUs only; undefined for any
 * other image.
 */
export function usableVendors(image: string): readonly DeviceVendor[] | undefined {
  const [named, digest] = String(image).split('@');
  const [, repository, tag] = /^(.+?)(?::([^/:]*))?$/.exec(named) ?? [];
  const builds = PUBLISHED[String(repository).replace(/^(index\.)?docker\.io\//, '')];
  // A digest alone tells nothing.
  return tag === undefined && digest !== undefined ? undefined : builds?.(tag ?? 'latest');
}

function whenCpu(tag: string): readonly DeviceVendor[] | undefined {
  return tag.includes('cpu') ? [] : undefined;
}

function llamaCpp(tag: string): readonly DeviceVendor[] | undefined {
  const [, build] = /^(?:server|full|light)(?:-(?!b\d)([a-z]+)\d*)?(?:-b\d+)?$/.exec(tag) ?? [tag, 'unknown'];
  if (build === undefined) return [];
  const vendors: Readonly<Record<string, readonly DeviceVendor[]>> = {
    cuda: ['nvidia'],
    rocm: ['amd'],
    intel: ['intel'],
    openvino: ['intel'],
  };
  return vendors[build];
}
