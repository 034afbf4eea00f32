import type { ContainerPort, ContainerProps } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { serverPorts } from './server-container';
import * as check from '../validation/check';
import { PORT_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';

/** A port of some container of the pod, and where its user wrote it. */
export interface PlacedPort extends ContainerPort {
  readonly at: string;
}

/** The ports of a container that is described in the words of cdk8s-plus. */
export function containerPorts(at: string, { port, portNumber, ports }: Pick<ContainerProps, 'port' | 'portNumber' | 'ports'>): PlacedPort[] {
  const number = portNumber ?? port;
  return [...(number === undefined ? [] : [{ at: `${at}.portNumber`, number }]), ...(ports ?? []).map((p, j) => ({ ...p, at: `${at}.ports[${j}]` }))];
}

/** Every port of the containers that run beside each other. */
export function podPorts(props: InferenceDeploymentOptions): PlacedPort[] {
  const extra = (props.extraContainers ?? []).flatMap((c, i) => containerPorts(`extraContainers[${i}]`, c));
  return [...serverPorts(props.server).map((p) => ({ ...p, at: 'server' })), ...(props.ports ?? []).map((p, i) => ({ ...p, at: `ports[${i}]` })), ...extra];
}

/** Whether some container of the pod takes a port of its node. */
export function takesHostPort(props: InferenceDeploymentOptions): boolean {
  return (props.ports !== undefined || props.extraContainers !== undefined) && podPorts(props).some((p) => p.hostPort !== undefined);
}

/** What is wrong with the ports of a model server's pod. */
export function portProblems(props: InferenceDeploymentOptions): Problem[] {
  if (!props.ports && !props.extraContainers) return [];
  return placedPortProblems(podPorts(props), props.hostNetwork === true, nameProblems);
}

/** What is wrong with ports: the containers of a pod share one network, so their ports must differ. What a name must be is the room's. */
export function placedPortProblems(ports: readonly PlacedPort[], hostNetwork: boolean, names: (port: PlacedPort) => Problem[]): Problem[] {
  const seen: PlacedPort[] = [];
  return ports.flatMap((port) => {
    const other = seen.find((s) => sameNumber(s, port)) ?? seen.find((s) => s.name !== undefined && s.name === port.name);
    const host = seen.find((s) => port.hostPort !== undefined && s.hostPort === port.hostPort && protocol(s) === protocol(port));
    seen.push(port);
    if (port.at === 'server') return [];
    return [
      ...check.port(port.at.endsWith('portNumber') ? port.at : `${port.at}.number`, port.number),
      ...names(port),
      ...hostPortProblems(port, hostNetwork, host),
      ...(other ? [{
        field: port.at,
        value: { name: port.name, number: port.number },
        rule: `is the same as port ${other.name ?? other.at} (${other.number})`,
        why: 'the containers of a pod share one network, and the API server wants ports and their names to differ',
        fix: 'give another name and number',
      }] : []),
    ];
  });
}

function nameProblems({ at, name }: PlacedPort): Problem[] {
  // The ports of the server's container are on the Service, which needs their names.
  if (name === undefined && !at.startsWith('ports[')) return [];
  return check.name(`${at}.name`, name, PORT_NAME, 'name the port, because the Service has several');
}

function hostPortProblems(port: PlacedPort, hostNetwork: boolean, other: PlacedPort | undefined): Problem[] {
  if (port.hostPort === undefined) return [];
  const at = `${port.at}.hostPort`;
  const problems = check.port(at, port.hostPort);
  if (hostNetwork && port.hostPort !== port.number) {
    problems.push({
      field: at,
      value: port.hostPort,
      rule: `must be ${port.number}, because the pod shares the node's network`,
      why: 'the API server would reject the pod',
      fix: 'leave it out',
    });
  }
  if (other) {
    problems.push({
      field: at,
      value: port.hostPort,
      rule: `is taken by ${other.at}`,
      why: 'each node has every port once',
      fix: 'give another port of the node',
    });
  }
  return problems;
}

function sameNumber(a: ContainerPort, b: ContainerPort): boolean {
  return a.number === b.number && protocol(a) === protocol(b);
}

export function protocol(port: { readonly protocol?: string }): string {
  return port.protocol ?? 'TCP';
}
