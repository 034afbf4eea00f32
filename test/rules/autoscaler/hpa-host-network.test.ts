import { hpaHostNetwork } from '../../../src/rules/autoscaler/hpa-host-network';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const HOST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      hostNetwork: true
      containers:
        - name: server
          ports: [{ name: http, containerPort: 8080 }, { containerPort: 8081 }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
`;

const PORTS = 'ports: [{ name: http, containerPort: 8080 }, { containerPort: 8081 }]';
const DEPLOYMENT = 'Deployment vision/classifier';
const NETWORK = 'spec.template.spec.hostNetwork';
const HOST_PORT = 'spec.template.spec.containers["server"].ports[1].hostPort';
const WHY = 'each port of a node can be bound once: further replicas stay Pending, '
  + 'and requests to the address of a node are not balanced; '
  + `remove hostNetwork and hostPort, and reach the pods through their Service (${hpaHostNetwork.source})`;

test('the examples of hpa-host-network', () => {
  expect(codes(hpaHostNetwork.failing)).toEqual(['hpa-host-network']);
  expect(codes(hpaHostNetwork.repaired)).toEqual([]);
});

describe('hpa-host-network fires', () => {
  test('on the network of the node beyond one replica', () => {
    expect(told(hpaHostNetwork, HOST)).toEqual([[
      DEPLOYMENT,
      `${NETWORK}: got true; must not bind ports of the node (8080, 8081) `
      + `on what HorizontalPodAutoscaler vision/scaler scales to 4 replicas — ${WHY}`,
    ]]);
  });

  test('on a port of the node alone', () => {
    const own = change(HOST, 'hostNetwork: true', 'hostNetwork: false');
    expect(told(hpaHostNetwork, change(own, 'containerPort: 8081', 'containerPort: 8081, hostPort: 80'))).toEqual([[
      DEPLOYMENT,
      `${HOST_PORT}: got "80"; must not bind ports of the node (80) `
      + `on what HorizontalPodAutoscaler vision/scaler scales to 4 replicas — ${WHY}`,
    ]]);
  });

  test('on a port of the node that a native sidecar takes', () => {
    const proxy = '{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 1, hostPort: 15001 }] }';
    const text = change(change(HOST, 'hostNetwork: true', `initContainers: [${proxy}]`), PORTS, 'image: server:1.2');
    expect(fires(hpaHostNetwork, text)).toEqual([
      [DEPLOYMENT, 'spec.template.spec.initContainers["proxy"].ports[0].hostPort'],
    ]);
  });

  test('on the network of the node where no port is declared: the server binds it all the same', () => {
    expect(told(hpaHostNetwork, change(HOST, PORTS, 'image: server:1.2'))).toEqual([[
      DEPLOYMENT,
      `${NETWORK}: got true; must not bind ports of the node `
      + `on what HorizontalPodAutoscaler vision/scaler scales to 4 replicas — ${WHY}`,
    ]]);
  });

  test('on the network of the node where a host port of zero says nothing', () => {
    const text = change(HOST, '{ containerPort: 8081 }', '{ containerPort: 8081, hostPort: 0 }');
    expect(told(hpaHostNetwork, text)).toEqual(told(hpaHostNetwork, HOST));
  });

  test('once under two autoscalers, of the one that scales beyond one replica', () => {
    const scaler = change(HOST.split('---\n')[1], 'maxReplicas: 4', 'maxReplicas: 1');
    const text = `${change(scaler, 'name: scaler', 'name: first')}---\n${HOST}`;
    expect(told(hpaHostNetwork, text)).toEqual(told(hpaHostNetwork, HOST));
  });

  test('and lists five ports at most', () => {
    const ports = [1, 2, 3, 4, 5, 6, 7].map((port) => `{ containerPort: ${port} }`).join(', ');
    const [[, message]] = told(hpaHostNetwork, change(HOST, PORTS, `ports: [${ports}]`));
    expect(message).toContain('must not bind ports of the node (1, 2, 3, 4, 5 and 2 more) on what');
  });
});

/** A joint inference whose edge worker reports to its node over the host network. */
const EDGE = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    hpa: { maxReplicas: 4 }
    template:
      spec:
        hostNetwork: true
        dnsPolicy: ClusterFirstWithHostNet
        containers: [{ name: little-model, image: 'little:1' }]
  cloudWorker:
    hpa: { maxReplicas: 6 }
    template: { spec: { containers: [{ name: big-model, image: 'big:1' }] } }
`;

const JOINT = 'JointInferenceService vision/helmet';
const DECLARED = change(EDGE, "image: 'little:1'", 'ports: [{ containerPort: 8080 }]');

describe('hpa-host-network fires on a joint inference', () => {
  test('whose edge worker declares a port on the network of the node', () => {
    expect(fires(hpaHostNetwork, DECLARED)).toEqual([[JOINT, 'spec.edgeWorker.template.spec.hostNetwork']]);
  });

  test('whose edge worker takes a port of the node alone', () => {
    const own = change(EDGE, '        hostNetwork: true\n', '');
    const text = change(own, "image: 'little:1'", 'ports: [{ containerPort: 8080, hostPort: 80 }]');
    expect(fires(hpaHostNetwork, text)).toEqual([
      [JOINT, 'spec.edgeWorker.template.spec.containers["little-model"].ports[0].hostPort'],
    ]);
  });

  test('whose cloud worker is on the network of the node, declared or not: it listens', () => {
    const container = "containers: [{ name: big-model, image: 'big:1' }]";
    expect(fires(hpaHostNetwork, change(EDGE, container, `hostNetwork: true, ${container}`))).toEqual([
      [JOINT, 'spec.cloudWorker.template.spec.hostNetwork'],
    ]);
  });
});

describe('hpa-host-network is silent', () => {
  test('of an edge worker that is on the network of the node and declares no port', () => {
    expect(fires(hpaHostNetwork, EDGE)).toEqual([]);
  });

  test('of the Deployment that Sedna made of such a worker, which its label tells', () => {
    const made = (type: string) => change(
      change(HOST, '{ app: classifier }', `{ app: classifier, jointinferenceservice.sedna.io/worker-type: ${type} }`),
      PORTS,
      'image: server:1.2',
    );
    expect(fires(hpaHostNetwork, made('edge'))).toEqual([]);
    expect(fires(hpaHostNetwork, made('cloud'))).toEqual([[DEPLOYMENT, NETWORK]]);
  });

  test('of an edge worker that nothing scales', () => {
    expect(fires(hpaHostNetwork, change(DECLARED, '    hpa: { maxReplicas: 4 }\n', ''))).toEqual([]);
    expect(fires(hpaHostNetwork, change(DECLARED, 'maxReplicas: 4', 'maxReplicas: 1'))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when the pods have a network of their own', 'hostNetwork: true', 'hostNetwork: false'],
    ['when nothing is said of the network', 'hostNetwork: true', 'hostNetwork: null'],
    ['when the autoscaler scales something else',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaHostNetwork, change(HOST, from, to))).toEqual([]);
  });

  test('when the host port is zero, which is none', () => {
    const own = change(HOST, '      hostNetwork: true\n', '');
    expect(fires(hpaHostNetwork, change(own, 'containerPort: 8080', 'containerPort: 8080, hostPort: 0'))).toEqual([]);
  });

  test('of a DaemonSet without an autoscaler', () => {
    expect(fires(hpaHostNetwork, `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: a, ports: [{ containerPort: 1 }] }] } } }
`)).toEqual([]);
  });
});
