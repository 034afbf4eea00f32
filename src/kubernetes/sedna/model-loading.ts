import { downloadFault } from './download';
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
