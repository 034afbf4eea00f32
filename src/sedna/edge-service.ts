import { ApiObject } from 'cdk8s';
import { Protocol, Service, ServiceType, type ContainerPort, type ServicePort } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { SednaEdgeServiceOptions, SednaEdgeWorkerOptions } from './worker/sedna-worker-options';
import { isPod } from '../cdk8s-plus/handed-over';
import { removeEmptyExternalIps } from '../kubernetes/json-patches';
import { containerPorts } from '../serving/port-problems';

/** The ports that the edge worker declares, by its own containers or by its pod's. */
export function declaredPorts({ container, extraContainers = [], pod }: SednaEdgeWorkerOptions): ContainerPort[] {
  if (pod !== undefined) return isPod(pod) ? pod.containers.flatMap((c) => c.ports) : [];
  const further = extraContainers.flatMap((c) => containerPorts('', c).map(({ at, ...port }) => port));
  return [...(container?.ports ?? []), ...further];
}

/** Whether the edge worker gets a Service. */
export function isExposed(options: SednaEdgeWorkerOptions): boolean {
  return options.exposed ?? (options.service !== undefined || declaredPorts(options).length > 0);
}

/** EdgeMesh documents port names of the form `<protocol>-<suffix>`: other ports get a suffix that is not in use. */
function servicePorts(ports: readonly ContainerPort[]): ServicePort[] {
  const isBare = (name: string | undefined) => name === undefined || name === 'http' || name === 'grpc';
  const taken = new Set(ports.map((p) => p.name).filter((name) => !isBare(name)));
  return ports.map(({ name: given, number, protocol = Protocol.TCP }, i) => {
    let suffix = given === undefined ? i : 0;
    const suffixed = () => `${given ?? protocol.toLowerCase()}-${suffix}`;
    while (isBare(given) && taken.has(suffixed())) suffix += 1;
    const name = isBare(given) ? suffixed() : given;
    taken.add(name);
    return { name, port: number, targetPort: number, protocol };
  });
}

/** What is known of the joint inference that an edge Service belongs to. */
export interface EdgeServiceContext {
  /** The name of the joint inference. */
  readonly name: string;
  /** The selector of the edge worker. Sedna's further labels are unknown at synth. */
  readonly selector: Record<string, string>;
  /** The labels of the joint inference. */
  readonly labels: Record<string, string>;
}

/** The Service in front of the edge worker. */
export function edgeService(scope: Construct, context: EdgeServiceContext, options: SednaEdgeWorkerOptions): Service {
  const { name, selector, labels } = context;
  const given: SednaEdgeServiceOptions = options.service ?? {};
  const service = new Service(scope, 'EdgeService', {
    metadata: {
      name: given.name ?? `${name}-edge`,
      labels: { ...labels, ...selector },
      annotations: given.annotations && { ...given.annotations },
    },
    type: ServiceType.CLUSTER_IP,
    ports: given.ports?.map((p) => ({ protocol: Protocol.TCP, ...p })) ?? servicePorts(declaredPorts(options)),
  });
  for (const [key, value] of Object.entries(selector)) service.selectLabel(key, value);
  removeEmptyExternalIps(ApiObject.of(service));
  return service;
}
