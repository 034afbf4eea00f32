/**
 * What Sedna's Global Manager (v0.7) makes of a JointInferenceService: its names, labels, variables and mounts, as its sources have them.
 * Pure functions and data: the rules read them too.
 *
 * Sources: https://github.com/kubeedge/sedna, `pkg/globalmanager/controllers/jointinference/jointinferenceservice.go` and
 * `pkg/globalmanager/runtime/{worker,storage_initializer_injector,common}.go`.
 */

export const SEDNA_API = 'sedna.io/v1alpha1';
export const JOINT_INFERENCE = 'JointInferenceService';

/** Where the controller is documented. */
export const SEDNA_SOURCE = 'https://github.com/kubeedge/sedna';

export type WorkerType = 'edge' | 'cloud';
export const WORKER_TYPES: readonly WorkerType[] = ['edge', 'cloud'];

/** The port on which the cloud worker answers, and its Service. */
export const BIG_MODEL_PORT = 5000;

/** A label value ends at 63 characters, and `app.sedna.io` is `<name>-Cloud-svc`. */
export const LONGEST_NAME = 53;

/** What the controller appends to the variables of every container, by worker; a variable of the same name loses. */
const INJECTED = ['NAMESPACE', 'SERVICE_NAME', 'WORKER_NAME', 'MODEL_URL', 'DATA_PATH_PREFIX'];
export const RESERVED_VARIABLES: Readonly<Record<WorkerType, readonly string[]>> = {
  edge: [...INJECTED, 'BIG_MODEL_IP', 'BIG_MODEL_PORT', 'HEM_NAME', 'HEM_PARAMETERS', 'LC_SERVER'],
  cloud: [...INJECTED, 'BIG_MODEL_BIND_PORT'],
};

/** The names of what the controller makes. */
export function generatedNames(service: string, worker: WorkerType): { deployment: string; autoscaler: string; service?: string } {
  const deployment = `${service}-deployment-${worker}`;
  return { deployment, autoscaler: `hpa-${deployment}`, ...(worker === 'cloud' && { service: `${service}-cloud`.toLowerCase() }) };
}

/** The labels of a worker's pods that are known before it exists; the controller adds the uid of the JointInferenceService. */
export function workerLabels(service: string, worker: WorkerType): Record<string, string> {
  return { ...workerSelector(service, worker), 'app.sedna.io': `${service}-${worker === 'cloud' ? 'Cloud' : 'Edge'}-svc` };
}

/** The labels by which a Service or a policy picks a worker's pods. */
export function workerSelector(service: string, worker: WorkerType): Record<string, string> {
  return { 'jointinferenceservice.sedna.io/name': service, 'jointinferenceservice.sedna.io/worker-type': worker };
}

/** How the controller brings a model into a worker. */
export interface ModelDelivery {
  /** `MODEL_URL` in the worker. */
  readonly modelUrl: string;
  /** Where the files are mounted; undefined where the worker fetches them itself. */
  readonly mountPath?: string;
  /** The volume that the controller adds. */
  readonly volume?: string;
  /** The folder of the node that must exist. */
  readonly nodeFolder?: string;
  /** Whether an init container downloads the model. */
  readonly downloads?: boolean;
}

/** A URL in the parts that matter to the controller; the scheme is undefined for a path on the node. */
export interface ModelUrlParts {
  readonly scheme?: string;
  readonly authority: string;
  readonly path: string;
}

export function modelUrlParts(url: string): ModelUrlParts {
  const [, scheme, rest] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(url)!;
  const [, authority = '', path] = /^(?:\/\/([^/?#]*))?([^?#]*)/s.exec(rest)!;
  return { scheme: scheme?.toLowerCase(), authority, path };
}

/** Text without its escapes; undefined when they are none, or stand for no text. */
export function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The schemes of what an init container downloads. */
export const DOWNLOADED: readonly string[] = ['s3', 'http', 'https'];

/** What the controller does with the URL of a model, which it takes for a file. */
export function modelDelivery(url: string): ModelDelivery {
  const { scheme, authority, path } = modelUrlParts(url);
  if (scheme === undefined) {
    const nodeFolder = url.slice(0, url.lastIndexOf('/') + 1);
    const modelUrl = `/home/data${path}`;
    return { modelUrl, nodeFolder, mountPath: modelUrl.slice(0, modelUrl.lastIndexOf('/') + 1), volume: volumeName(nodeFolder) };
  }
  if (!DOWNLOADED.includes(scheme)) return { modelUrl: url };
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const plain = (text: string) => unescaped(text) ?? text;
  return { modelUrl: `/downloads/${plain(host)}${plain(path)}`, mountPath: '/downloads', volume: 'sedna-storage-initializer', downloads: true };
}

/** The controller's way to name the volume of a folder. */
function volumeName(folder: string): string {
  let name = '';
  for (const c of Buffer.from(folder.toLowerCase())) {
    const letter = String.fromCharCode(c);
    if (/[a-z0-9-]/.test(letter)) name += letter;
    else if (name !== '' && !name.endsWith('-')) name += '-';
  }
  return name.slice(0, 63).replace(/-$/, 'z') || 'sedna-default-volume-name';
}

/** A version such as `v0.7.0` or `0.8`; undefined when it is none. */
export function sednaVersion(text: unknown): readonly [number, number, number] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(typeof text === 'string' ? text : '');
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

export function isOlder(version: readonly [number, number, number], than: readonly [number, number, number]): boolean {
  const differs = version.findIndex((part, i) => part !== than[i]);
  return differs >= 0 && version[differs] < than[differs];
}
