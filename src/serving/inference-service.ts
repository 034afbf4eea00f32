import { ApiObject } from 'cdk8s';
import { Protocol, Service, ServiceType, type ContainerPort, type ServicePort } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { InferenceServiceOptions } from './inference-service-options';
import { removeEmptyExternalIps } from '../kubernetes/json-patches';

/** What the Service gets from its deployment. */
export interface Served {
  readonly name: string;
  readonly selector: Record<string, string>;
  readonly labels: Record<string, string>;
  readonly ports: readonly ContainerPort[];
  /** EdgeMesh documents port names of the form `<protocol>-<suffix>`. */
  readonly onEdge: boolean;
}

export function servicePorts({ ports, onEdge }: Pick<Served, 'ports' | 'onEdge'>): ServicePort[] {
  return ports.map(({ name, number, protocol }) => {
    const bare = name === 'http' || name === 'grpc';
    return { name: onEdge && bare ? `${name}-0` : name, port: number, targetPort: number, protocol };
  });
}

export function inferenceService(scope: Construct, served: Served, given?: InferenceServiceOptions): Service {
  const options = given ?? {};
  const ranges = options.loadBalancerSourceRanges;
  const service = new Service(scope, 'Service', {
    metadata: {
      name: options.name ?? served.name,
      labels: options.labels ?? served.labels,
      ...(options.annotations && { annotations: options.annotations }),
    },
    type: (options.type as ServiceType | undefined) ?? ServiceType.CLUSTER_IP,
    ports: options.ports?.map((p) => ({ protocol: Protocol.TCP, ...p })) ?? servicePorts(served),
    loadBalancerSourceRanges: ranges ? [...ranges] : undefined,
  });
  const selector = options.selector ?? served.selector;
  for (const key of Object.keys(selector)) service.selectLabel(key, selector[key]);
  removeEmptyExternalIps(ApiObject.of(service));
  return service;
}
