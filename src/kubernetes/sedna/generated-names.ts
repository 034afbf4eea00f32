import type { WorkerType } from './api';

/**
 * The names of what Sedna's controller creates for a JointInferenceService.
 *
 * @see
 * https://github.com/kubeedge/sedna/blob/main/pkg/globalmanager/controllers/jointinference/jointinferenceservice.go
 */

/** The longest name of a JointInferenceService: the label value `<name>-Cloud-svc` has 63 characters at most. */
export const LONGEST_NAME = 53;

/** The objects that the controller creates for a worker; only the cloud worker has a Service of Sedna's. */
export interface GeneratedNames {
  readonly deployment: string;
  readonly autoscaler: string;
  readonly service?: string;
}

export function generatedNames(service: string, worker: WorkerType): GeneratedNames {
  const deployment = `${service}-deployment-${worker}`;
  const autoscaler = `hpa-${deployment}`;
  if (worker === 'edge') return { deployment, autoscaler };
  return { deployment, autoscaler, service: `${service}-cloud`.toLowerCase() };
}

/**
 * The name of the service for which the controller takes a Deployment that is deleted: the part before the first
 * `-deployment` (`deleteDeployment`). If that service exists, the controller creates the Deployment again, whatever
 * owns it.
 */
export function recreatedFor(deployment: string): string {
  return deployment.split('-deployment')[0];
}
