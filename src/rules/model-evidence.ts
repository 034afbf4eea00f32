import type { Container } from '../kubernetes/manifest';

/**
 * Model servers by the name of their image, without registry and tag. Those that listen before they load are not here.
 */
const IMAGES = new RegExp([
  'vllm', 'sglang', 'text-generation-inference', 'text-embeddings-inference', 'tritonserver', 'triton-server',
  'tensorflow/serving', 'tensorflow-serving', 'torchserve', 'llama[._-]?cpp', 'llama-?edge', 'llama-api-server',
  'mlserver', 'michaelf34/infinity', 'lmdeploy', 'localai', 'openvino/model_server', 'huggingfaceserver',
  'xinference', 'ray-llm', 'tensorrt-?llm', 'nim/', 'whisper', 'stable-diffusion', 'model-server',
].join('|'), 'i');

/** Arguments that name a model: `--model`, `--model-path=…`, `--model_config_file`, `-m chat.gguf`. */
const ARGUMENT = /(^|\s)--?(served-)?models?([-_=\s]|$)|\.gguf\b|\.safetensors\b|\.onnx\b/i;
/** Variables that name a model: `MODEL`, `MODEL_ID`, `HF_MODEL_ID`. */
const VARIABLE = /(^|_)MODELS?(_(ID|NAME|PATH|DIR|URI|URL|BASE_PATH|REPOSITORY|STORE))?$/;
/** Variables, and values, that name a model which answers elsewhere, over an API. */
const REMOTE_VARIABLE = /OPENAI|ANTHROPIC|CLAUDE|GEMINI|BEDROCK|AZURE|COHERE|GROQ|OLLAMA|AGENT/;
const REMOTE_MODEL = /^(gpt|claude|gemini|text-embedding)-|^(openai|anthropic|azure)\//i;
const MODEL = /(^|[^a-z])models?([^a-z]|$)/i;

/**
 * What in a container says that it loads a model when it starts, as the end of a sentence; undefined where nothing
 * does.
 */
export function modelEvidence(container: Container): string | undefined {
  const { image = '', resources, args = [], command = [], env = [], volumeMounts = [] } = container;
  const device = Object.keys({ ...resources?.limits, ...resources?.requests }).find(isExtended);
  if (device !== undefined) return `it uses ${device}, so it may load a model for longer`;
  if (IMAGES.test(repositoryOf(image))) return 'its image is that of a model server, which may load for longer';
  const words = [...command, ...args];
  if (words.some((word) => ARGUMENT.test(word))) return 'its arguments name a model, which may load for longer';
  const variable = env.find(({ name = '', value = '' }) => (
    VARIABLE.test(name) && !REMOTE_VARIABLE.test(name) && !REMOTE_MODEL.test(value)));
  if (variable) return `its variable ${variable.name} names a model, which may load for longer`;
  const mount = volumeMounts.find(({ name = '', mountPath = '' }) => MODEL.test(name) || MODEL.test(mountPath));
  if (mount) return `it mounts ${mount.mountPath ?? mount.name}, so it may load a model for longer`;
  return undefined;
}

/** A resource that a device plugin offers: `nvidia.com/gpu`. */
function isExtended(name: string): boolean {
  return name.includes('/') && !/(^|\.)kubernetes\.io\//.test(name);
}

/** An image without its registry, tag and digest. */
function repositoryOf(image: string): string {
  const [name] = image.split('@');
  return name.replace(/:[^/:]*$/, '').replace(/^[^/]*[.:][^/]*\//, '');
}
