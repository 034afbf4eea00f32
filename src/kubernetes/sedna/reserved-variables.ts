import type { WorkerType } from './api';

/**
 * The environment variables that Sedna's controller appends to every container of a worker. A variable of the user
 * with the same name has no effect.
 *
 * @see
 * https://github.com/kubeedge/sedna/blob/main/pkg/globalmanager/controllers/jointinference/jointinferenceservice.go
 */

const OF_EVERY_WORKER = ['NAMESPACE', 'SERVICE_NAME', 'WORKER_NAME', 'MODEL_URL', 'DATA_PATH_PREFIX'];

export const RESERVED_VARIABLES: Readonly<Record<WorkerType, readonly string[]>> = {
  edge: [...OF_EVERY_WORKER, 'BIG_MODEL_IP', 'BIG_MODEL_PORT', 'HEM_NAME', 'HEM_PARAMETERS', 'LC_SERVER'],
  cloud: [...OF_EVERY_WORKER, 'BIG_MODEL_BIND_PORT'],
};
