import { ApiObject } from 'cdk8s';
import { Pod, Protocol, Service, ServiceType, type ContainerPort, type ServicePort } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { SednaEdgeServiceOptions, SednaEdgeWorkerOptions } from './worker/sedna-worker-options';
import { removeEmptyExternalIps } from '../kubernetes/patch';
import { containerPorts } from '../serving/port-problems';

/** The ports that the edge worker declares, by its own containers or by its pod's. */
export function declaredPorts({ container, extraContainers = [], pod }: SednaEdgeWorkerOptions): ContainerPort[] {
  if (pod !== undefined) return pod instanceof Pod ? pod.containers.flatMap((c) => c.ports) : [];
  const further = extraContainers.flatMap((c) => containerPorts('', c).map(({ at, ...port }) => port));
  return [...(container?.ports ?? []), ...further];
}

/** Whether the edge worker gets a Service. */
export function isExposed(options: SednaEdgeWorkerOptions): boolean {
  return options.exposed ?? (options.service !== undefined || declaredPorts(options).length > 0);
}

/** EdgeMesh documents port names of the form `<protocol>-<suffix>`: a name that is none gets a suffix that no other port has. */
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

/** The Service in front of the edge worker, by the labels that are known before Sedna adds its own. */
export function edgeService(
  scope: Construct, name: string, selector: Record<string, string>, labels: Record<string, string>, options: SednaEdgeWorkerOptions,
): Service {
  const given: SednaEdgeServiceOptions = options.service ?? {};
  const service = new Service(scope, 'EdgeService', {
    metadata: { name: given.name ?? `${name}-edge`, labels: { ...labels, ...selector }, annotations: given.annotations && { ...given.annotations } },
    type: ServiceType.CLUSTER_IP,
    ports: given.ports?.map((p) => ({ protocol: Protocol.TCP, ...p })) ?? servicePorts(declaredPorts(options)),
  });
  for (const [key, value] of Object.entries(selector)) service.selectLabel(key, value);
  removeEmptyExternalIps(ApiObject.of(service));
  return service;
}
