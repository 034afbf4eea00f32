import { change, told } from '../manifests';
import { hpaHostNetwork } from '../../../src/rules/autoscaler/hpa-host-network';

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

const WHY = 'each node has every port once: further replicas stay Pending, and callers of the node\'s address are not balanced; '
  + 'remove hostNetwork and hostPort and reach the pods through their Service (https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md)';

describe('hpa-host-network fires', () => {
  test('on the network of the node beyond one replica', () => {
    expect(told(hpaHostNetwork, HOST)).toEqual([[
      'Deployment vision/classifier',
      `spec.template.spec.hostNetwork: got true; must not bind ports of the node (8080, 8081) on what HorizontalPodAutoscaler vision/scaler scales to 4 — ${WHY}`,
    ]]);
  });

  test('on a port of the node alone', () => {
    const text = change(change(HOST, 'hostNetwork: true', 'hostNetwork: false'), 'containerPort: 8081', 'containerPort: 8081, hostPort: 80');
    expect(told(hpaHostNetwork, text)).toEqual([[
      'Deployment vision/classifier',
      `spec.template.spec.containers[].ports[].hostPort: got "80"; must not bind ports of the node (80) on what HorizontalPodAutoscaler vision/scaler scales to 4 — ${WHY}`,
    ]]);
  });

  test('on a port of the node that a native sidecar takes', () => {
    const text = change(change(HOST, 'hostNetwork: true', 'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 1, hostPort: 15001 }] }]'),
      'ports: [{ name: http, containerPort: 8080 }, { containerPort: 8081 }]', 'image: server:1.2');
    expect(told(hpaHostNetwork, text).map(([, message]) => message)).toEqual([
      `spec.template.spec.containers[].ports[].hostPort: got "15001"; must not bind ports of the node (15001) on what HorizontalPodAutoscaler vision/scaler scales to 4 — ${WHY}`,
    ]);
  });

  test('on the network of the node where no port is declared: the server binds it all the same', () => {
    expect(told(hpaHostNetwork, change(HOST, 'ports: [{ name: http, containerPort: 8080 }, { containerPort: 8081 }]', 'image: server:1.2'))).toEqual([[
      'Deployment vision/classifier',
      `spec.template.spec.hostNetwork: got true; must not bind ports of the node on what HorizontalPodAutoscaler vision/scaler scales to 4 — ${WHY}`,
    ]]);
  });

  test('on the network of the node where a host port of zero says nothing', () => {
    expect(told(hpaHostNetwork, change(HOST, '{ containerPort: 8081 }', '{ containerPort: 8081, hostPort: 0 }'))).toEqual(told(hpaHostNetwork, HOST));
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

function ofWorker(worker: string, what: string, ports: string, replicas: number): string {
  return `spec.${worker}Worker.template.spec.${what}; must not bind ports of the node${ports} on what JointInferenceService vision/helmet scales to ${replicas} — ${WHY}`;
}

describe('hpa-host-network fires on a joint inference', () => {
  test('whose edge worker declares a port on the network of the node', () => {
    expect(told(hpaHostNetwork, change(EDGE, "image: 'little:1'", 'ports: [{ containerPort: 8080 }]'))).toEqual([
      ['JointInferenceService vision/helmet', ofWorker('edge', 'hostNetwork: got true', ' (8080)', 4)],
    ]);
  });

  test('whose edge worker takes a port of the node alone', () => {
    const text = change(change(EDGE, '        hostNetwork: true\n', ''), "image: 'little:1'", 'ports: [{ containerPort: 8080, hostPort: 80 }]');
    expect(told(hpaHostNetwork, text)).toEqual([['JointInferenceService vision/helmet', ofWorker('edge', 'containers[].ports[].hostPort: got "80"', ' (80)', 4)]]);
  });

  test('whose cloud worker is on the network of the node, declared or not: it listens', () => {
    expect(told(hpaHostNetwork, change(EDGE, "containers: [{ name: big-model, image: 'big:1' }]", "hostNetwork: true, containers: [{ name: big-model, image: 'big:1' }]"))).toEqual([
      ['JointInferenceService vision/helmet', ofWorker('cloud', 'hostNetwork: got true', '', 6)],
    ]);
  });
});

describe('hpa-host-network is silent', () => {
  test('of an edge worker that is on the network of the node and declares no port', () => {
    expect(told(hpaHostNetwork, EDGE)).toEqual([]);
  });

  test('of the Deployment that Sedna made of such a worker, which its label tells', () => {
    const made = (type: string) => change(change(HOST, 'labels: { app: classifier }', `labels: { app: classifier, jointinferenceservice.sedna.io/worker-type: ${type} }`),
      'ports: [{ name: http, containerPort: 8080 }, { containerPort: 8081 }]', 'image: server:1.2');
    expect(told(hpaHostNetwork, made('edge'))).toEqual([]);
    expect(told(hpaHostNetwork, made('cloud'))).toHaveLength(1);
  });

  test('of an edge worker that nothing scales', () => {
    const declared = change(EDGE, "image: 'little:1'", 'ports: [{ containerPort: 8080 }]');
    expect(told(hpaHostNetwork, change(declared, '    hpa: { maxReplicas: 4 }\n', ''))).toEqual([]);
    expect(told(hpaHostNetwork, change(declared, 'maxReplicas: 4', 'maxReplicas: 1'))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when the pods have a network of their own', 'hostNetwork: true', 'hostNetwork: false'],
    ['when nothing is said of the network', 'hostNetwork: true', 'hostNetwork: null'],
    ['when the host port is zero, which is none', 'hostNetwork: true\n      containers:\n        - name: server\n          ports: [{ name: http, containerPort: 8080 }',
      'containers:\n        - name: server\n          ports: [{ name: http, containerPort: 8080, hostPort: 0 }'],
    ['when the autoscaler scales something else', 'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
  ])('%s', (_, from, to) => {
    expect(told(hpaHostNetwork, change(HOST, from, to))).toEqual([]);
  });

  test('of a DaemonSet without an autoscaler', () => {
    expect(told(hpaHostNetwork, `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: a, ports: [{ containerPort: 1 }] }] } } }
`)).toEqual([]);
  });
});
