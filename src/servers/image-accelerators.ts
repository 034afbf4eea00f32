import type { DeviceVendor } from './requested-device';

/** The accelerators that a build can use; undefined where its tag does not tell. */
type Builds = (tag: string) => readonly DeviceVendor[] | undefined;

/** The images of KServe that compute on CPUs only, whatever their model was trained on. */
const KSERVE_CPU = ['lgb', 'paddle', 'pmml', 'sklearn', 'xgb'].map((framework) => `kserve/${framework}server`);

/** The published images whose tags tell for which accelerators they are built. */
const PUBLISHED: ReadonlyMap<string, Builds> = new Map(Object.entries<Builds>({
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
  'kserve/huggingfaceserver': (tag) => (tag.includes('gpu') ? ['nvidia'] : whenVersion(tag)),
  ...Object.fromEntries(KSERVE_CPU.map((image) => [image, whenVersion])),
}));

/** The published images that do not start without an accelerator; the others of GPUs compute on the CPU then. */
const NEEDS_ACCELERATOR = /^vllm\/vllm-openai(-rocm)?$/;

const LLAMA_CPP_BUILDS: ReadonlyMap<string, readonly DeviceVendor[]> = new Map<string, readonly DeviceVendor[]>([
  ['cuda', ['nvidia']],
  ['rocm', ['amd']],
  ['intel', ['intel']],
  ['openvino', ['intel']],
]);

/**
 * The vendors whose accelerators a published image can use, none for one that computes on CPUs only; undefined for any
 * other image.
 */
export function usableVendors(image: string): readonly DeviceVendor[] | undefined {
  const { repository, tag } = parts(image);
  return tag === undefined ? undefined : PUBLISHED.get(repository)?.(tag);
}

/** Whether a published image is known not to start without an accelerator. */
export function needsAccelerator(image: string): boolean {
  if (!image.includes('vllm-openai')) return false;
  return NEEDS_ACCELERATOR.test(parts(image).repository) && (usableVendors(image) ?? []).length > 0;
}

/** The repository and the tag of an image; no tag where a digest alone decides, which tells nothing. */
function parts(image: string): { repository: string; tag?: string } {
  const [named, digest] = String(image).split('@');
  const [, repository, tag] = /^(.+?)(?::([^/:]*))?$/.exec(named) ?? [];
  const whole = String(repository).replace(/^(index\.)?docker\.io\//, '');
  return { repository: whole, tag: tag ?? (digest === undefined ? 'latest' : undefined) };
}

function whenVersion(tag: string): readonly DeviceVendor[] | undefined {
  return /^(latest|v\d+(\.\d+)*(-rc\d+)?)$/.test(tag) ? [] : undefined;
}

function whenCpu(tag: string): readonly DeviceVendor[] | undefined {
  return tag.includes('cpu') ? [] : undefined;
}

function llamaCpp(tag: string): readonly DeviceVendor[] | undefined {
  const [, build] = /^(?:server|full|light)(?:-(?!b\d)([a-z]+)\d*)?(?:-b\d+)?$/.exec(tag) ?? [tag, 'unknown'];
  if (build === undefined) return [];
  return LLAMA_CPP_BUILDS.get(build);
}
