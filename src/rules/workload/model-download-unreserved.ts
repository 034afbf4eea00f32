import { withDefaults } from '../../kubernetes/limit-ranges';
import type { Container, PodSpec } from '../../kubernetes/manifest';
import { bytesOfModel } from '../model-size';
import type { Rule } from '../rule';

const STORAGE = 'ephemeral-storage';

/** Less than this fits beside the images of most nodes. */
const LARGE = 20e9;

export const modelDownloadUnreserved: Rule = {
  id: 'model-download-unreserved',
  title: 'A large model that is downloaded onto the node should have its disk requested',
  severity: 'advice',
  description: [
    'Fires when a server downloads a large model of the Hugging Face Hub onto the disk of its node when it starts, and',
    'no container of the pod requests or limits `ephemeral-storage`. The server is vLLM, SGLang or Text Generation',
    'Inference, and its arguments or variables name the model.',
    '',
    'The name must say the size: `70B` or `8x7B` parameters, with two bytes each; one where it says FP8 or INT8, and a',
    'half where it says AWQ, GPTQ, GGUF or 4 bits. A model is large from 20 GB on.',
    '',
    'Weights land in an empty volume (`emptyDir`) or in the layer of the container. Without a request the scheduler',
    'does not look at the disk: a node that fills up (`DiskPressure`) evicts pods, those without a request first, and',
    'each new pod downloads again.',
    '',
    'It is silent where a container mounts a volume that is not on the node\'s disk or whose content is unknown (a',
    'claim, a host path, NFS, CSI), because the download may go there, and where a LimitRange sets the request. It is',
    'silent on a pod with four or more accelerators too: a node has room for one or two such pods, so the accelerators',
    'limit how many share its disk.',
  ].join('\n'),
  fix: [
    'Request `ephemeral-storage` of the size of the model and some more; with this library by `ModelCache.emptyDir`',
    'with a `sizeLimit`, which requests it, or by `resources.ephemeralStorage`. Or download into a volume:',
    '`ModelCache.volumeClaim`, `ModelCache.ephemeral`; see `docs/models.md`.',
    '',
    'Acknowledge it when the nodes have disk for all pods that fit on them.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/',
  failing: example(''),
  repaired: example(', ephemeral-storage: 80Gi'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, podPath } = workload;
      const found = downloader(workload.pod);
      if (!found) continue;
      const pod = withDefaults(workload.pod, inventory.policiesOn(workload, 'LimitRange'));
      if (containersOf(pod).some(requestsStorage) || mountsElsewhere(pod, found.container)) continue;
      if (takesNode(found.container)) continue;
      report(object, {
        field: `${podPath}.containers[${found.index}].resources.requests["${STORAGE}"]`,
        rule: `should be set: it downloads the model ${found.model} when it starts, about `
          + `${Math.round(found.bytes / 1e9)} GB by its name`,
        why: 'the download lands on the disk of the node, which the scheduler does not reckon with: a node that fills '
          + 'up evicts pods',
        fix: 'request the size of the model and some more, or download into a volume',
      });
    }
  },
};

interface Downloader {
  readonly container: Container;
  readonly index: number;
  readonly model: string;
  readonly bytes: number;
}

/** The first container that downloads a large model. */
function downloader({ containers = [] }: PodSpec): Downloader | undefined {
  for (const [index, container] of containers.entries()) {
    const model = hubModel(container);
    const bytes = model === undefined ? undefined : bytesOfModel(model);
    if (model !== undefined && bytes !== undefined && bytes >= LARGE) return { container, index, model, bytes };
  }
  return undefined;
}

/** The servers that download what their arguments name, by the name of their image. */
const SERVERS = /(^|\/)(vllm-openai|vllm-openai-rocm|vllm-openai-cpu|sglang|text-generation-inference)([:@]|$)/;

/** The flags that name the model, and the variables. */
const FLAG = /^--(model|model-id|model-path)(=|$)/;
const VARIABLES: readonly string[] = ['MODEL_ID', 'HF_MODEL_ID'];

/** An id of the Hub: two plain names; a folder begins with a slash or a dot. */
const ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

/** The variables with which the libraries of the Hub download nothing. */
const OFFLINE = /^(HF_HUB|TRANSFORMERS)_OFFLINE$/;
const ON = /^(1|on|yes|true)$/i;

/** How vLLM and SGLang load without a download: streamed into the memory, or random weights. */
const STREAMED = /^(--load-format=)?(runai_streamer\w*|dummy)$/;

/** The model of the Hub that a server downloads; undefined where it may be a folder, or where nothing says so. */
function hubModel({ image = '', command = [], args = [], env = [] }: Container): string | undefined {
  if (!SERVERS.test(image) || env.some(({ name = '', value = '' }) => OFFLINE.test(name) && ON.test(value))) {
    return undefined;
  }
  const words = [...command, ...args];
  if (words.some((word) => STREAMED.test(word))) return undefined;
  const flag = words.findIndex((word) => FLAG.test(word));
  const served = words.indexOf('serve');
  const named = [
    flag < 0 ? undefined : words[flag].split('=')[1] ?? words[flag + 1],
    served < 0 ? undefined : words[served + 1],
    ...env.filter(({ name }) => VARIABLES.includes(name ?? '')).map(({ value }) => value),
  ];
  return named.find((name) => name !== undefined && ID.test(name));
}

function containersOf({ containers = [], initContainers = [] }: PodSpec): Container[] {
  return [...containers, ...initContainers];
}

function requestsStorage({ resources }: Container): boolean {
  return resources?.requests?.[STORAGE] !== undefined || resources?.limits?.[STORAGE] !== undefined;
}

const ACCELERATOR = /\/(.*gpu|gaudi|tpu|neuron\w*|npu)$/i;

/** Whether a container takes half a node or more by its accelerators, of which nodes have eight at most. */
function takesNode({ resources }: Container): boolean {
  return Object.entries({ ...resources?.requests, ...resources?.limits })
    .some(([name, count]) => ACCELERATOR.test(name) && Number(count) >= 4);
}

/** What is on the disk of the node, or holds small files; the download goes to none of the latter. */
const ON_NODE: readonly string[] = ['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI'];

/** Whether a container mounts a volume to which the download may go instead, or one that is unknown. */
function mountsElsewhere({ volumes = [] }: PodSpec, { volumeMounts = [] }: Container): boolean {
  return volumeMounts.some(({ name, mountPath }) => {
    const volume = volumes.find((one) => one.name === name);
    if (volume === undefined) return true;
    if (volume.emptyDir?.medium === 'Memory') return mountPath !== '/dev/shm';
    return !ON_NODE.some((kind) => (volume as Record<string, unknown>)[kind] !== undefined);
  });
}

function example(storage: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  progressDeadlineSeconds: 2400
  selector: { matchLabels: { app: chat } }
  template:
    metadata: { labels: { app: chat } }
    spec:
      containers:
        - name: vllm
          image: docker.io/vllm/vllm-openai:v0.27.1
          args: [--model, Qwen/Qwen2.5-32B-Instruct]
          resources: { requests: { cpu: '8'${storage} }, limits: { nvidia.com/gpu: '2' } }
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 10, failureThreshold: 180 }
          readinessProbe: { httpGet: { path: /health, port: 8000 } }
          ports: [{ containerPort: 8000 }]
`;
}
