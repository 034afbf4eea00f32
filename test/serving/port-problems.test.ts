import { Protocol } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { podPorts } from '../../src/serving/port-problems';
import { deploymentProps, refusal, testChart } from '../helpers';

const side = { name: 'side', image: 'a/side:1' };
const other = { name: 'other', image: 'a/other:1' };

type Row = [changes: Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [{ ports: [{ name: 'debug', number: 0 }] },
    'ports[0].number: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ ports: [{ name: 'debug', number: 65536, hostPort: -1 }] },
    'ports[0].number: got 65536; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535',
    'ports[0].hostPort: got -1; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ ports: [{ name: 'debug', number: 1.5 }] },
    'ports[0].number: got 1.5; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ ports: [{ number: 6000 }] },
    'ports[0].name: got undefined; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [{ ports: [{ name: 'a-name-that-is-too-long', number: 6000 }] },
    'ports[0].name: got "a-name-that-is-too-long"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [{ ports: [{ name: '6000', number: 6000 }] },
    'ports[0].name: got "6000"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [{ ports: [{ name: 'debug', number: 8501 }] },
    'ports[0]: got {"name":"debug","number":8501}; is the same as port http (8501) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ ports: [{ name: 'http', number: 6000 }] },
    'ports[0]: got {"name":"http","number":6000}; is the same as port http (8501) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ ports: [{ name: 'a', number: 6000 }, { name: 'b', number: 6000 }] },
    'ports[1]: got {"name":"b","number":6000}; is the same as port a (6000) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ extraContainers: [{ ...side, portNumber: 70000 }] },
    'extraContainers[0].portNumber: got 70000; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ extraContainers: [{ ...side, port: 0 }] },
    'extraContainers[0].portNumber: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ extraContainers: [{ ...side, ports: [{ number: 9000 }, { name: 'Web', number: 65536 }] }] },
    'extraContainers[0].ports[1].number: got 65536; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535',
    'extraContainers[0].ports[1].name: got "Web"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [{ extraContainers: [{ ...side, portNumber: 8501 }] },
    'extraContainers[0].portNumber: got {"number":8501}; is the same as port http (8501) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ extraContainers: [{ ...side, ports: [{ name: 'http', number: 9000 }] }] },
    'extraContainers[0].ports[0]: got {"name":"http","number":9000}; is the same as port http (8501) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ ports: [{ name: 'debug', number: 9000 }], extraContainers: [{ ...side, ports: [{ number: 9000 }] }] },
    'extraContainers[0].ports[0]: got {"number":9000}; is the same as port debug (9000) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ extraContainers: [{ ...side, portNumber: 9000 }, { ...other, portNumber: 9000 }] },
    'extraContainers[1].portNumber: got {"number":9000}; is the same as port extraContainers[0].portNumber (9000) — the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number'],
  [{ hostNetwork: true, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] },
    "ports[0].hostPort: got 6001; must be 6000, because the pod shares the node's network — the API server would reject the pod; leave it out"],
  [{ ports: [{ name: 'a', number: 6000, hostPort: 80 }, { name: 'b', number: 6001, hostPort: 80 }] },
    'ports[1].hostPort: got 80; is taken by ports[0] — each node has every port once; give another port of the node'],
  [{ ports: [{ name: 'a', number: 6000, hostPort: 80 }], extraContainers: [{ ...side, ports: [{ number: 6001, hostPort: 80 }] }] },
    'extraContainers[0].ports[0].hostPort: got 80; is taken by ports[0] — each node has every port once; give another port of the node'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const message = refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, Partial<InferenceDeploymentProps>]>([
  ['a port of one number and two protocols', { ports: [{ name: 'a', number: 6000, protocol: Protocol.TCP }, { name: 'b', number: 6000, protocol: Protocol.UDP }] }],
  ['a port of the server for another protocol', { ports: [{ name: 'quic', number: 8501, protocol: Protocol.UDP }] }],
  ['a port name of digits and a letter', { ports: [{ name: '6000-a', number: 6000 }] }],
  ['a port without a name in a further container', { extraContainers: [{ ...side, ports: [{ number: 9000 }] }, { ...other, portNumber: 9001 }] }],
  ['a port of the node for two protocols', { ports: [{ name: 'a', number: 6000, hostPort: 80 }, { name: 'b', number: 6001, hostPort: 80, protocol: Protocol.UDP }] }],
  ["a port of the node on the node's network", { hostNetwork: true, ports: [{ name: 'a', number: 6000, hostPort: 6000 }] }],
])('%s is accepted', (_, changes) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toBeUndefined();
});

test('the ports of a pod are those of all containers, and each says where its user wrote it', () => {
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
