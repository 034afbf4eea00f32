import { downloadFault, type DownloadFault } from './download';
import { DOWNLOADED, modelUrlParts } from './model-url';

/**
 * How Sedna's library, in the image of a worker, finds the model: `MODEL_URL` if it is a file, else what `MODEL_PATH`
 * names. If that does not exist either, the worker exits with `FileExistsError`, unless a library after 0.7.0 gets
 * `MODEL_LOAD_MODE` with another value than `file`: then it passes the URL on.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/lib/sedna/core/base.py
 */

/** The library also reads it in lower case, and that first. */
export const MODEL_PATH_VARIABLES: readonly string[] = ['model_path', 'MODEL_PATH'];

/** Why a worker that gets no other path does not start: Sedna unpacked the file, or nothing brings it. */
export type LoadingFault = 'archive' | 'not-delivered';

/** What is wrong with a URL of a model for a worker whose library only reads files; undefined when nothing is. */
export function loadingFault(url: string): LoadingFault | undefined {
  if (downloadFault(url) === 'archive') return 'archive';
  const { scheme } = modelUrlParts(url);
  return scheme === undefined || DOWNLOADED.includes(scheme) ? undefined : 'not-delivered';
}

/** What is read of a container: its variables. */
interface Container {
  readonly env?: ReadonlyArray<{ readonly name?: string; readonly value?: string; readonly valueFrom?: unknown }>;
  readonly envFrom?: readonly unknown[];
}

/** What keeps a worker from its model: the download, or what its library loads. */
export type ModelFault = Exclude<DownloadFault, 'archive'> | LoadingFault;

/** What is saved elsewhere only, so that `MODEL_PATH` may name it. */
const ELSEWHERE: readonly DownloadFault[] = ['encoded-name', 'semicolon'];

/** Why a worker of these containers does not find the model of a URL; undefined where it may find it. */
export function modelFault(url: string, containers: readonly Container[]): ModelFault | undefined {
  const hasPath = mayHaveModelPath(containers);
  const download = downloadFault(url);
  if (download !== undefined && download !== 'archive') {
    return hasPath && ELSEWHERE.includes(download) ? undefined : download;
  }
  const loading = hasPath ? undefined : loadingFault(url);
  const isUrlLoaded = loading === 'not-delivered' && containers.some((c) => maySet(c, 'MODEL_LOAD_MODE', 'file'));
  return isUrlLoaded ? undefined : loading;
}

/** Whether the containers of a worker may name another path than `MODEL_URL`. */
export function mayHaveModelPath(containers: readonly Container[]): boolean {
  return containers.some((c) => MODEL_PATH_VARIABLES.some((name) => maySet(c, name)));
}

/** Whether a container may set a variable to another value than the library assumes without it. */
function maySet({ env = [], envFrom = [] }: Container, name: string, assumed = ''): boolean {
  if (envFrom.length > 0) return true;
  return env.some((v) => v.name === name && (v.valueFrom !== undefined || ![undefined, '', assumed].includes(v.value)));
}
