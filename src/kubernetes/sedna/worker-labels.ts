import type { WorkerType } from './api';

/**
 * The labels that Sedna's controller gives to the pods of a worker.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/pkg/globalmanager/runtime/worker.go
 */

/** All labels that are known at synth; the controller adds the uid of the JointInferenceService. */
export function workerLabels(service: string, worker: WorkerType): Record<string, string> {
  const side = worker === 'cloud' ? 'Cloud' : 'Edge';
  return { ...workerSelector(service, worker), 'app.sedna.io': `${service}-${side}-svc` };
}

/** The labels by which a Service or a policy selects the pods of a worker. */
export function workerSelector(service: string, worker: WorkerType): Record<string, string> {
  return {
    'jointinferenceservice.sedna.io/name': service,
    'jointinferenceservice.sedna.io/worker-type': worker,
  };
}
