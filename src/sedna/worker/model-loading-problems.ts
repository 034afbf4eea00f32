import type { SednaWorkerOptions } from './sedna-worker-options';
import { hasUnknownVariables, workerVariables, type WorkerVariable } from './worker-environment';
import { SEDNA_LIBRARY } from '../../kubernetes/sedna/api';
import { loadingFault, MODEL_PATH_VARIABLES } from '../../kubernetes/sedna/model-loading';
import type { Problem } from '../../validation/problem';
import { modelUrlProblems } from '../model/model-url-problems';

/**
 * What is wrong with a model that the worker does not find at `MODEL_URL`. `isNewer` is whether its library is newer
 * than 0.7.0.
 */
export function modelLoadingProblems(worker: SednaWorkerOptions, isNewer: boolean): Problem[] {
  const { modelUrl: url, modelPath } = worker.model ?? {};
  if (typeof url !== 'string' || modelPath !== undefined || modelUrlProblems('modelUrl', url).length > 0) return [];
  const fault = loadingFault(url);
  if (fault === undefined || hasUnknownVariables(worker)) return [];
  const variables = workerVariables(worker);
  if (MODEL_PATH_VARIABLES.some((name) => isSet(variables.get(name)))) return [];
  if (fault === 'archive') return [unpacked(url)];
  const mode = variables.get('MODEL_LOAD_MODE');
  return isNewer && isSet(mode) && mode?.value !== 'file' ? [] : [notDelivered(url)];
}

/** The library takes an empty variable for none. */
function isSet(variable: WorkerVariable | undefined): boolean {
  return variable !== undefined && variable.value !== '';
}

function unpacked(url: string): Problem {
  return {
    code: 'sedna/model-archive-without-path',
    field: 'model',
    value: url,
    rule: 'must not be an archive for a worker without MODEL_PATH',
    why: 'Sedna unpacks an archive and removes it: MODEL_URL names a file that does not exist, and the worker exits',
    fix: 'set MODEL_PATH of its container to what it loads, below the folder of the archive in /downloads',
    source: SEDNA_LIBRARY,
  };
}

function notDelivered(url: string): Problem {
  return {
    code: 'sedna/model-not-delivered',
    field: 'model',
    value: url,
    rule: 'must have a path, or a URL of s3, http or https, for a worker that loads a file',
    why: 'Sedna delivers no other URL; its library then finds no file, and the worker exits with FileExistsError',
    fix: 'set MODEL_PATH of its container to a file in its image; or MODEL_LOAD_MODE to url, with a sednaVersion '
      + 'above 0.7.0 if the image has such a library',
    source: SEDNA_LIBRARY,
  };
}
