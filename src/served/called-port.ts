import { serviceAddress } from '../cdk8s-plus/service';
import type { IInference } from '../servers/inference';

/**
 * The port on which clients call the HTTP API of a served model by the name of its Service; undefined without one. A
 * Service without an address of its own (clusterIP None) leads to the pods themselves, on their port.
 */
export function calledPort({ exposedBy, server: { httpPort } }: IInference): number | undefined {
  if (exposedBy === undefined || httpPort === undefined) return undefined;
  const found = exposedBy.ports.find(({ targetPort }) => targetPort === httpPort);
  if (found === undefined) return undefined;
  return serviceAddress(exposedBy.object).clusterIP === 'None' ? httpPort : found.port;
}
