import type { ContainerPort } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { serverPorts } from './server-container';
import type { ContainerOptions } from '../cdk8s-plus/container-options';
import { PORT_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** A port of a container of the pod. */
export interface PlacedPort extends ContainerPort {
  /** The property that it comes from, such as `ports[0]`. */
  readonly at: string;
}

type ContainerPorts = Pick<ContainerOptions, 'port' | 'portNumber' | 'ports'>;

/** The ports of a container of the user. */
export function containerPorts(at: string, { port, portNumber, ports }: ContainerPorts): PlacedPort[] {
  const number = portNumber ?? port;
  const placed: PlacedPort[] = number === undefined ? [] : [{ at: `${at}.portNumber`, number }];
  const listed = Array.isArray(ports) ? ports : [];
  for (const [i, p] of listed.entries()) {
    if (check.isObject(p)) placed.push({ ...p, at: `${at}.ports[${i}]` });
  }
  return placed;
}

/** The ports of all containers of the pod; init containers listen on none. */
export function podPorts(props: InferenceDeploymentOptions): PlacedPort[] {
  const ofServer = serverPorts(props.server).map((p) => ({ ...p, at: 'server' }));
  return [...ofServer, ...givenPorts(props)];
}

/** The ports of the user, of all containers. */
function givenPorts({ ports, extraContainers }: InferenceDeploymentOptions): PlacedPort[] {
  const placed: PlacedPort[] = [];
  ports?.forEach((p, i) => placed.push({ ...p, at: `ports[${i}]` }));
  extraContainers?.forEach((c, i) => placed.push(...containerPorts(`extraContainers[${i}]`, c)));
  return placed;
}

/** Whether a container of the pod has a `hostPort`; a server has none. */
export function takesHostPort(props: InferenceDeploymentOptions): boolean {
  return givenPorts(props).some((p) => p.hostPort !== undefined);
}

/** Problems of the ports of a model server's pod: those of the server are right. */
export function portProblems(props: InferenceDeploymentOptions): Problem[] {
  if (givenPorts(props).length === 0) return [];
  return placedPortProblems(podPorts(props), props.hostNetwork === true, nameProblems);
}

/**
 * Problems of the ports of one pod, which must differ because its containers share one network.
 * `names` gives the problems of a port's name.
 */
export function placedPortProblems(
  ports: readonly PlacedPort[],
  hostNetwork: boolean,
  names: (port: PlacedPort) => Problem[],
): Problem[] {
  const problems = new Problems();
  const seen: PlacedPort[] = [];
  for (const port of ports) {
    const other = seen.find((s) => sameNumber(s, port)) ?? seen.find((s) => sameName(s, port));
    const host = seen.find((s) => sameHostPort(s, port));
    seen.push(port);
    if (port.at === 'server') continue;
    problems.addAll(check.port(port.at.endsWith('portNumber') ? port.at : `${port.at}.number`, port.number));
    problems.addAll(names(port));
    problems.addAll(hostPortProblems(port, hostNetwork, host));
    if (other) {
      problems.add({
        code: 'serving/port-taken',
        field: port.at,
        value: { name: port.name, number: port.number },
        rule: `is the same as port ${other.name ?? other.at} (${other.number})`,
        why: 'the containers of a pod share one network, so port numbers and names must differ',
        fix: 'set another name and number',
      });
    }
  }
  return problems.all;
}

function nameProblems({ at, name }: PlacedPort): Problem[] {
  // The Service has the ports of the server container and needs their names.
  if (name === undefined && !at.startsWith('ports[')) return [];
  return check.name(`${at}.name`, name, PORT_NAME, 'name the port, as the Service needs it');
}

function hostPortProblems(port: PlacedPort, hostNetwork: boolean, other: PlacedPort | undefined): Problem[] {
  if (port.hostPort === undefined) return [];
  const field = `${port.at}.hostPort`;
  const invalid = check.port(field, port.hostPort);
  if (invalid.length > 0) return invalid;
  const problems = new Problems();
  if (hostNetwork && port.hostPort !== port.number) {
    problems.add({
      code: 'serving/host-port-differs',
      field,
      value: port.hostPort,
      rule: `must be ${port.number}, the container port, because the pod uses the host network`,
      why: 'the API server would reject the pod',
      fix: 'remove hostPort',
    });
  }
  if (other) {
    problems.add({
      code: 'serving/host-port-taken',
      field,
      value: port.hostPort,
      rule: `is already used by ${other.at}`,
      why: 'a port of a node can be used once',
      fix: 'set another hostPort',
    });
  }
  return problems.all;
}

function sameNumber(a: ContainerPort, b: ContainerPort): boolean {
  return a.number === b.number && protocol(a) === protocol(b);
}

function sameName(a: ContainerPort, b: ContainerPort): boolean {
  return a.name !== undefined && a.name === b.name;
}

function sameHostPort(a: ContainerPort, b: ContainerPort): boolean {
  return a.hostPort !== undefined && a.hostPort === b.hostPort && protocol(a) === protocol(b);
}

export function protocol(port: { readonly protocol?: string }): string {
  return port.protocol ?? 'TCP';
}
