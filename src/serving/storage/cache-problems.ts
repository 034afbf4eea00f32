import { cacheVariables } from './cache-volume';
import type { ModelCache } from './model-cache';
import type { ModelServer } from '../../servers/model-server';
import { page } from '../../validation/documentation-links';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

/** A cache, and what it is given together with. */
export interface CacheUse {
  readonly server: ModelServer;
  readonly modelCache: ModelCache;
  /** Whether a source of the model is mounted. */
  readonly isModelMounted: boolean;
  readonly environment?: object | null;
  readonly envVariables?: object | null;
}

/** Problems of a cache with this server, this model and these variables. */
export function cacheProblems(use: CacheUse): Problem[] {
  const { server, modelCache, isModelMounted } = use;
  const { id, cacheVariables: own, modelInImage } = server._row;
  const problems = new Problems();
  problems.addAll(modelCache._problems('modelCache'));
  if (own === undefined && modelCache._variables === undefined) {
    problems.add({
      code: 'serving/cache-variable-unknown',
      field: 'modelCache',
      rule: `needs variables with ${id}`,
      why: 'the library knows of no variable by which this server finds a cache, so nothing would be written to it',
      fix: 'set variables to those of the server, such as [\'HF_HOME\']; to [] where it looks at mountPath anyway; or '
        + 'use ModelSource for a server that downloads nothing',
      source: page('models.md#a-server-that-downloads-its-model'),
    });
  }
  if (id === 'vllm' && isModelMounted && modelInImage === 'never') {
    problems.add({
      code: 'serving/cache-unused',
      field: 'modelCache',
      rule: 'cannot be combined with model',
      why: 'the server reads the mounted model and downloads nothing, so the cache would stay empty',
      fix: 'remove modelCache; or set model of ModelServer.vllm to an id of the Hugging Face Hub, and remove model',
    });
  }
  problems.addAll(takenProblems(use));
  return problems.all;
}

function takenProblems({ server, modelCache, environment, envVariables }: CacheUse): Problem[] {
  const variables: unknown = cacheVariables(server, modelCache);
  const problems = new Problems();
  for (const variable of Array.isArray(variables) ? variables : []) {
    for (const [field, given] of Object.entries({ environment, envVariables })) {
      if (!Object.hasOwn(given ?? {}, variable)) continue;
      problems.add({
        code: 'serving/cache-variable-taken',
        field: `${field}[${JSON.stringify(variable)}]`,
        rule: 'must not be set: it is the variable of modelCache',
        why: 'the server would download to another folder, and the cache would stay empty',
        fix: 'remove the variable; to mount the cache there, set mountPath of modelCache',
      });
    }
  }
  return problems.all;
}
