import { Protocol, type ContainerPort } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { podPorts, takesHostPort } from '../../src/serving/port-problems';
import { deploymentProps, refusal, refused, testChart } from '../helpers';

const side = { name: 'side', image: 'a/side:1' };
const other = { name: 'other', image: 'a/other:1' };
const sidePorts = (...ports: ContainerPort[]) => ({ extraContainers: [{ ...side, ports }] });

type Changes = Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['a port below 1', { ports: [{ name: 'debug', number: 0 }] }, ['validation/port', 'ports[0].number']],
  ['a port above 65535 and a host port below 1', { ports: [{ name: 'debug', number: 65536, hostPort: -1 }] },
    ['validation/port', 'ports[0].number'],
    ['validation/port', 'ports[0].hostPort']],
  ['a fraction of a port', { ports: [{ name: 'debug', number: 1.5 }] }, ['validation/port', 'ports[0].number']],
  ['a port without a name', { ports: [{ number: 6000 }] }, ['validation/name', 'ports[0].name']],
  ['a port with a name that is too long', { ports: [{ name: 'a-name-that-is-too-long', number: 6000 }] },
    ['validation/name', 'ports[0].name']],
  ['a port with a name without a letter', { ports: [{ name: '6000', number: 6000 }] },
    ['validation/name', 'ports[0].name']],
  ['a port of the server', { ports: [{ name: 'debug', number: 8501 }] }, ['serving/port-taken', 'ports[0]']],
  ['a port with the name of one of the server', { ports: [{ name: 'http', number: 6000 }] },
    ['serving/port-taken', 'ports[0]']],
  ['one port twice', { ports: [{ name: 'a', number: 6000 }, { name: 'b', number: 6000 }] },
    ['serving/port-taken', 'ports[1]']],
  ['a port of a container above 65535', { extraContainers: [{ ...side, portNumber: 70000 }] },
    ['validation/port', 'extraContainers[0].portNumber']],
  ['a port of a container below 1', { extraContainers: [{ ...side, port: 0 }] },
    ['validation/port', 'extraContainers[0].portNumber']],
  ['a port of a container with a bad number and a bad name',
    sidePorts({ number: 9000 }, { name: 'Web', number: 65536 }),
    ['validation/port', 'extraContainers[0].ports[1].number'],
    ['validation/name', 'extraContainers[0].ports[1].name']],
  ['a port of a container that the server has', { extraContainers: [{ ...side, portNumber: 8501 }] },
    ['serving/port-taken', 'extraContainers[0].portNumber']],
  ['a port of a container with a name that the server has', sidePorts({ name: 'http', number: 9000 }),
    ['serving/port-taken', 'extraContainers[0].ports[0]']],
  ['a port of a container that is an extra port too',
    { ports: [{ name: 'debug', number: 9000 }], ...sidePorts({ number: 9000 }) },
    ['serving/port-taken', 'extraContainers[0].ports[0]']],
  ['one port in two containers', { extraContainers: [{ ...side, portNumber: 9000 }, { ...other, portNumber: 9000 }] },
    ['serving/port-taken', 'extraContainers[1].portNumber']],
  ['a port of a container that is no object', sidePorts(9000 as never),
    ['serving/not-an-object', 'extraContainers[0].ports[0]']],
  ['another host port on the host network',
    { hostNetwork: true, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] },
    ['serving/host-port-differs', 'ports[0].hostPort']],
  ['a bad host port on the host network', { hostNetwork: true, ports: [{ name: 'debug', number: 6000, hostPort: 0 }] },
    ['validation/port', 'ports[0].hostPort']],
  ['one host port twice',
    { ports: [{ name: 'a', number: 6000, hostPort: 80 }, { name: 'b', number: 6001, hostPort: 80 }] },
    ['serving/host-port-taken', 'ports[1].hostPort']],
  ['one host port in two containers',
    { ports: [{ name: 'a', number: 6000, hostPort: 80 }], ...sidePorts({ number: 6001, hostPort: 80 }) },
    ['serving/host-port-taken', 'extraContainers[0].ports[0].hostPort']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual(problems);
});

test.each<[string, Changes, string]>([
  ['the port that is the same by its name', { ports: [{ name: 'debug', number: 8501 }] }, 'port http (8501)'],
  ['a port without a name by its place',
    { extraContainers: [{ ...side, portNumber: 9000 }, { ...other, portNumber: 9000 }] },
    'port extraContainers[0].portNumber (9000)'],
  ['the container port on the host network',
    { hostNetwork: true, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] },
    'must be 6000'],
  ['the port that has the host port',
    { ports: [{ name: 'a', number: 6000, hostPort: 80 }, { name: 'b', number: 6001, hostPort: 80 }] },
    'used by ports[0]'],
])('a refusal names %s', (_, changes, part) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toContain(part);
});

test.each<[string, Changes]>([
  ['a port of one number and two protocols', {
    ports: [{ name: 'a', number: 6000, protocol: Protocol.TCP }, { name: 'b', number: 6000, protocol: Protocol.UDP }],
  }],
  ['a port of the server for another protocol', { ports: [{ name: 'quic', number: 8501, protocol: Protocol.UDP }] }],
  ['a port name of digits and a letter', { ports: [{ name: '6000-a', number: 6000 }] }],
  ['a port without a name in an extra container',
    { extraContainers: [{ ...side, ports: [{ number: 9000 }] }, { ...other, portNumber: 9001 }] }],
  ['a host port for two protocols', {
    ports: [
      { name: 'a', number: 6000, hostPort: 80 },
      { name: 'b', number: 6001, hostPort: 80, protocol: Protocol.UDP },
    ],
  }],
  ['a host port on the host network', { hostNetwork: true, ports: [{ name: 'a', number: 6000, hostPort: 6000 }] }],
])('%s is accepted', (_, changes) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual([]);
});

test('the ports of a pod are those of all containers, and each names its property', () => {
  const props = deploymentProps({
    server: ModelServer.custom({ image: 'a/b:1', httpPort: 80 }),
    ports: [{ name: 'debug', number: 6000, hostPort: 6001 }],
    extraContainers: [{ ...side, portNumber: 9000, ports: [{ name: 'web', number: 9001 }] }, other],
    initContainers: [{ name: 'init', image: 'a/init:1', portNumber: 9000 }],
  });
  expect(podPorts(props)).toEqual([
    { at: 'server', name: 'http', number: 80, protocol: Protocol.TCP },
    { at: 'ports[0]', name: 'debug', number: 6000, hostPort: 6001 },
    { at: 'extraContainers[0].portNumber', number: 9000 },
    { at: 'extraContainers[0].ports[0]', name: 'web', number: 9001 },
  ]);
});

test.each<[Changes, boolean]>([
  [{}, false],
  [{ ports: [{ name: 'a', number: 6000 }] }, false],
  [{ ports: [{ name: 'a', number: 6000, hostPort: 80 }] }, true],
  [sidePorts({ number: 6000, hostPort: 80 }), true],
])('whether the pod with %j takes a port of its node is %j', (changes, expected) => {
  expect(takesHostPort(deploymentProps(changes))).toBe(expected);
});
