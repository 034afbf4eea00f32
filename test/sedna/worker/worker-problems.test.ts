import { App, Chart, Duration, Testing } from 'cdk8s';
import { Node, Pod, Protocol, RestartPolicy, ServiceAccount, Volume } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  Accelerator, EdgeNodes, EdgePlacement, NodeGroup, ScalingBehavior, ScalingMetric, SednaJointInference, SednaModel,
  type SednaEdgeWorkerOptions, type SednaWorkerOptions,
} from '../../../src';
import { find, jointProps, refusal, RESOURCES, synth, testChart } from '../../helpers';

const CONTAINER = { image: 'registry.example.com/worker:1.0', resources: RESOURCES };

type Side = 'edge' | 'cloud';

/** A joint inference one side of which is changed, also to what no compiler would take. */
function define(chart: Chart, changes: object, side: Side = 'edge', id: string = 'Helmet'): SednaJointInference {
  const props = jointProps(chart);
  return new SednaJointInference(chart, id, { ...props, [side]: { ...props[side], ...changes } });
}

const kindsIn = (chart: Chart): string[] => synth(chart).map((o) => o.kind).filter((kind) => kind !== 'Model');
const podOf = (chart: Chart, id: string = 'Own') => new Pod(chart, id, { containers: [{ image: 'registry.example.com/worker:1.0' }] });

const SEDNA = '(https://github.com/kubeedge/sedna)';
const API = '(Kubernetes API validation)';
const MODEL = 'must be a SednaModel — a service without its model is Failed for good; define one, or refer to it by SednaModel.fromModelName';
const POD = 'must be a Pod of cdk8s-plus — nothing else has the spec of a pod; make a Pod, or describe a container';
const BESIDE = 'cannot be combined with pod — the pod says it itself, so it could have no effect; set it on the pod, or leave pod out';
const LOST = `must have no labels and annotations — the schema of JointInferenceService has no field for them, so they would never reach the pods; remove them; the pods have the labels of the property labels ${SEDNA}`;
const PLACEMENT = 'must be an EdgePlacement — nothing else places the pods; define one';
const REJECTED = 'the API server would reject the autoscaler';
const TOLERANCE = `is not known to Sedna — the schema of JointInferenceService is older than it, so it would be dropped or refused; leave it out ${SEDNA}`;
const SECONDS = 'must be a whole number of at least 0 — the API server would reject the pod; give a Duration of whole seconds, 0 or more';
const SUBDOMAIN = `must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name ${API}`;
const OWN = { image: CONTAINER.image };
const ALWAYS = 'must be Always — Sedna makes a Deployment of it, which takes nothing else; leave it out';
const PODS = 'the API server would reject the pod; give another name';
const NETWORK = 'the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number';
const METRICS = [ScalingMetric.cpuUtilization(50)];

type Row = [what: string, changes: (chart: Chart) => object, ...lines: string[]];

const OF_BOTH: Row[] = [
  ['no model', () => ({ model: undefined }), `model: got undefined; ${MODEL}`],
  ['a model that is null', () => ({ model: null }), `model: got null; ${MODEL}`],
  ['a model by its name', () => ({ model: 'little' }), `model: got "little"; ${MODEL}`],
  ['a model as the API writes it', () => ({ model: { name: 'little' } }), `model: got {"name":"little"}; ${MODEL}`],
  ['a model whose name is no text', () => ({ model: { modelName: 7 } }), `model: got {"modelName":7}; ${MODEL}`],
  ['a model that is no construct', () => ({ model: { modelName: 'helmet' } }), `model: got {"modelName":"helmet"}; ${MODEL}`],
  ['a model of its own class, with a name and a URL that are none', (chart) => ({ model: Object.assign(new Construct(chart, 'Own'), { modelName: 'Not A Name', modelUrl: 's3://b/%ff' }) }),
    `model.modelName: got "Not A Name"; ${SUBDOMAIN}`,
    `model.modelUrl: got "s3://b/%ff"; must hold escapes of UTF-8 only — the path that the worker gets would be no text; write each letter by the escapes of its bytes in UTF-8 ${SEDNA}`],
  ['a construct that is no model', (chart) => ({ model: chart }), `model: got a Chart; ${MODEL}`],
  ['a pod as the API writes it', () => ({ container: undefined, exposed: false, pod: { spec: {} } }), `pod: got {"spec":{}}; ${POD}`],
  ['a pod that is null', () => ({ container: undefined, exposed: false, pod: null }), `pod: got null; ${POD}`],
  ['a pod that is a text', () => ({ container: undefined, exposed: false, pod: 'pod' }), `pod: got "pod"; ${POD}`],
  ['a pod and a container', (chart) => ({ pod: podOf(chart) }), `container: ${BESIDE}`],
  ['a pod and all that it says itself', (chart) => ({
    pod: podOf(chart),
    accelerator: Accelerator.nvidia(),
    hostNetwork: false,
    hostFolders: [],
    volumes: [],
    initContainers: [],
    extraContainers: [],
    serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Identity', 'identity'),
    imagePullSecret: { name: 'registry' },
    terminationGracePeriod: Duration.seconds(1),
    priorityClassName: 'high',
    runtimeClassName: 'nvidia',
  }), ...['container', 'accelerator', 'hostNetwork', 'hostFolders', 'volumes', 'initContainers', 'extraContainers', 'serviceAccount', 'imagePullSecret',
    'terminationGracePeriod', 'priorityClassName', 'runtimeClassName'].map((key) => `${key}: ${BESIDE}`)],
  ['a pod with labels and annotations', (chart) => {
    const pod = podOf(chart);
    pod.metadata.addLabel('team', 'vision');
    pod.metadata.addAnnotation('prometheus.io/scrape', 'true');
    return { container: undefined, pod };
  }, `pod: got "team, prometheus.io/scrape"; ${LOST}`],
  ['a pod of another worker, with labels', (chart) => {
    const pod = podOf(chart);
    define(chart, { container: undefined, pod }, 'cloud', 'First');
    pod.metadata.addLabel('team', 'vision');
    return { container: undefined, pod };
  },
  'pod: got "test/Own"; is used by another worker — a change to one would change the other; make a Pod for each',
  `pod: got "team"; ${LOST}`],
  ['a pod without a container', (chart) => ({ container: undefined, pod: new Pod(chart, 'Own') }), 'pod: must have a container — the API server would reject it; add one'],
  ['a pod that ends', (chart) => ({ container: undefined, pod: new Pod(chart, 'Own', { containers: [OWN], restartPolicy: RestartPolicy.NEVER }) }), `pod.restartPolicy: got "Never"; ${ALWAYS}`],
  ['a pod that starts again after failures only', (chart) => ({ container: undefined, pod: new Pod(chart, 'Own', { containers: [OWN], restartPolicy: RestartPolicy.ON_FAILURE }) }), `pod.restartPolicy: got "OnFailure"; ${ALWAYS}`],
  ['a pod that was placed before, and a placement', (chart) => {
    const placement = new EdgePlacement(chart, 'Here');
    const pod = podOf(chart);
    placement.placeOn(pod);
    return { container: undefined, pod, placement };
  }, 'placement: got "test/Own"; is of a pod that was placed before — Kubernetes takes several node affinity terms as alternatives, so the pods could land on the nodes of either; '
    + 'leave placement out, or do not place the pod before'],
  ['a pod with containers of one name', (chart) => ({ container: undefined, pod: new Pod(chart, 'Own', { containers: [OWN, OWN], initContainers: [{ ...OWN, name: 'main' }] }) }),
    `pod.containers[1].name: got "main"; is the name of pod.containers[0] already — ${PODS}`,
    `pod.initContainers[0].name: got "main"; is the name of pod.containers[0] already — ${PODS}`],
  ['a pod with containers of the name of Sedna\'s own', (chart) => ({
    container: undefined, pod: new Pod(chart, 'Own', { containers: [{ ...OWN, name: 'storage-initializer' }], initContainers: [{ ...OWN, name: 'storage-initializer' }] }),
  }), ...['containers', 'initContainers'].map((list) => `pod.${list}[0].name: got "storage-initializer"; is the name of the container by which Sedna downloads a model already — ${PODS}`)],
  ['a pod with ports that are none, and with one twice', (chart) => ({
    container: undefined,
    pod: new Pod(chart, 'Own', { containers: [{ ...OWN, ports: [{ number: 80, name: 'http' }] }, { ...OWN, name: 'a', ports: [{ number: 81, name: 'http' }] }, { ...OWN, name: 'b', ports: [{ number: 80 }, { number: 70000, name: 'Web' }] }] }),
  }),
  `pod.containers[1].ports[0]: got {"name":"http","number":81}; is the same as port http (80) — ${NETWORK}`,
  `pod.containers[2].ports[0]: got {"number":80}; is the same as port http (80) — ${NETWORK}`,
  'pod.containers[2].ports[1].number: got 70000; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535',
  `pod.containers[2].ports[1].name: got "Web"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; give another name ${API}`],
  ['a pod on the network of its node, with another port of it', (chart) => ({
    container: undefined, pod: new Pod(chart, 'Own', { hostNetwork: true, containers: [{ ...OWN, ports: [{ number: 80, hostPort: 81 }] }] }),
  }), 'pod.containers[0].ports[0].hostPort: got 81; must be 80, because the pod shares the node\'s network — the API server would reject the pod; leave it out'],
  ['a pod that mounts on the model', (chart) => ({
    container: undefined,
    model: SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb'),
    pod: new Pod(chart, 'Own', { containers: [OWN, { ...OWN, name: 'side', volumeMounts: [{ path: '/home/data/data/little', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }] }),
  }), 'pod.containers[1].mounts[0].path: got "/home/data/data/little"; is taken by the model that Sedna mounts — the API server rejects two mounts on one path; mount it elsewhere'],
  ['a pod with volumes of the model\'s name, and of one name', (chart) => ({
    container: undefined,
    model: SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb'),
    pod: new Pod(chart, 'Own', {
      containers: [{ ...OWN, volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'A', 'a') }] }],
      initContainers: [{ ...OWN, name: 'before', volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'B', 'a') }] }],
      volumes: [Volume.fromEmptyDir(chart, 'C', 'data-littlez')],
    }),
  }),
  'pod.volumes: got "a"; is the name of the volume test/A already — a pod tells its volumes apart by their names; give another name',
  'pod.volumes: got "data-littlez"; is the name of the model\'s volume already — a pod tells its volumes apart by their names; give another name'],
  ['a placement by its name', () => ({ placement: 'edge' }), `placement: got "edge"; ${PLACEMENT}`],
  ['a choice of nodes in place of a placement', () => ({ placement: { nodes: ['edgenode'] } }), `placement: got {"nodes":["edgenode"]}; ${PLACEMENT}`],
  ['no numbers of replicas', () => ({ scaling: {} }),
    `scaling.maxReplicas: got undefined; must be a whole number of at least 1 — ${REJECTED}; give the most replicas that the nodes can hold`,
    'scaling.metrics: got undefined; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)'],
  ['no replicas at most', () => ({ scaling: { maxReplicas: 0, metrics: METRICS } }),
    `scaling.maxReplicas: got 0; must be a whole number of at least 1 — ${REJECTED}; give the most replicas that the nodes can hold`],
  ['no replicas at least', () => ({ scaling: { maxReplicas: 2, minReplicas: 0, metrics: METRICS } }),
    'scaling.minReplicas: got 0; must be at least 1 — a HorizontalPodAutoscaler cannot start a workload again that has no pod, unless the cluster has the feature HPAScaleToZero; '
    + 'keep one replica (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/)'],
  ['more replicas at least than at most, which Sedna\'s schema admits', () => ({ scaling: { maxReplicas: 2, minReplicas: 3, metrics: METRICS } }),
    `scaling.minReplicas: got 3; must not be above maxReplicas (2) — ${REJECTED}; lower minReplicas or raise maxReplicas`],
  ['no metric', () => ({ scaling: { maxReplicas: 2, metrics: [] } }),
    'scaling.metrics: got []; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)'],
  ['a metric as the API writes it', () => ({ scaling: { maxReplicas: 2, metrics: [{ type: 'Resource' }] } }),
    'scaling.metrics[0]: got {"type":"Resource"}; must be a ScalingMetric — nothing else can be checked and printed; use a factory of ScalingMetric'],
  ['a pace as the API writes it', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: { scaleUp: {} } } }),
    'scaling.behavior: got {"scaleUp":{}}; must be a ScalingBehavior — nothing else can be checked and printed; use ScalingBehavior.of'],
  ['a tolerance up', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.05 } }) } }),
    `scaling.behavior.scaleUp.tolerance: got 0.05; ${TOLERANCE}`],
  ['a tolerance in both directions, of nothing too', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 0.5 } }) } }),
    `scaling.behavior.scaleUp.tolerance: got 0; ${TOLERANCE}`,
    `scaling.behavior.scaleDown.tolerance: got 0.5; ${TOLERANCE}`],
  ['a grace of half a second', () => ({ terminationGracePeriod: Duration.millis(500) }), `terminationGracePeriod: got 0.5; ${SECONDS}`],
  ['a priority class that none can be called', () => ({ priorityClassName: 'High!' }), `priorityClassName: got "High!"; ${SUBDOMAIN}`],
  ['an empty priority class', () => ({ priorityClassName: '' }), `priorityClassName: got ""; ${SUBDOMAIN}`],
  ['a runtime class that none can be called', () => ({ runtimeClassName: 'nvidia_runtime' }), `runtimeClassName: got "nvidia_runtime"; ${SUBDOMAIN}`],
  ['a runtime class that is null', () => ({ runtimeClassName: null }), `runtimeClassName: got null; ${SUBDOMAIN}`],
  ['several things at once, in the order of the properties', () => ({
    model: undefined, container: undefined, placement: {}, scaling: { maxReplicas: NaN, metrics: METRICS }, terminationGracePeriod: Duration.millis(1), priorityClassName: '_', runtimeClassName: '.',
  }),
  `model: got undefined; ${MODEL}`,
  'container: got undefined; is required without pod — there is nothing to run; describe the container, or give a pod',
  `placement: got {}; ${PLACEMENT}`,
  `scaling.maxReplicas: got NaN; must be a whole number of at least 1 — ${REJECTED}; give the most replicas that the nodes can hold`,
  `terminationGracePeriod: got 0.001; ${SECONDS}`,
  `priorityClassName: got "_"; ${SUBDOMAIN}`,
  `runtimeClassName: got "."; ${SUBDOMAIN}`],
];

describe.each<Side>(['edge', 'cloud'])('the %s worker is refused with', (side) => {
  test.each(OF_BOTH.map(([what, changes, ...lines]) => ({ what, changes, lines })))('$what', ({ changes, lines }) => {
    const chart = testChart();
    const given = changes(chart);
    expect(refusal(() => define(chart, given, side))).toBe(['SednaJointInference cannot be defined:', ...lines.map((line) => `  [test/Helmet] ${side}.${line}`)].join('\n'));
    expect(chart.node.tryFindChild('Helmet')).toBeUndefined();
  });

  test('a model of another namespace, of which its chart tells', () => {
    const app = new App();
    const [models, services] = [new Chart(app, 'models', { namespace: 'models' }), new Chart(app, 'test', { namespace: 'vision' })];
    const model = new SednaModel(models, 'Model', { name: 'helmet', url: '/data/helmet/m.pb', format: 'pb' });
    expect(refusal(() => define(services, { model }, side))).toBe([
      'SednaJointInference cannot be defined:',
      `  [test/Helmet] ${side}.model: got "helmet"; is in the namespace models, not in vision — Sedna looks for it in the namespace of the service, and a service whose model is missing is Failed for good; `
      + `define the model in a chart of the same namespace ${SEDNA}`,
    ].join('\n'));
  });

  test('a refusal keeps its pod in its chart, where it can be used again', () => {
    const chart = testChart();
    const pod = podOf(chart);
    expect(refusal(() => define(chart, { pod }, side))).toBeDefined();
    expect(kindsIn(chart)).toEqual(['Pod']);
    expect(refusal(() => define(chart, { container: undefined, pod }, side, 'Second'))).toBeUndefined();
    expect(kindsIn(chart)).toEqual(['JointInferenceService']);
  });
});

describe.each<Side>(['edge', 'cloud'])('the %s worker may have', (side) => {
  test.each<[string, (chart: Chart) => Partial<SednaWorkerOptions>]>([
    ['a model that is made elsewhere, of which nobody knows the namespace', (chart) => ({ model: SednaModel.fromModelName(chart, 'Elsewhere', 'helmet') })],
    ['a model of another chart in the same namespace', (chart) => ({ model: new SednaModel(new Chart(chart.node.root, 'models', { namespace: 'vision' }), 'Model', { url: '/data/a/m', format: 'pb' }) })],
    ['a pod', (chart) => ({ container: undefined, pod: podOf(chart) })],
    ['a pod of another app', () => ({ container: undefined, pod: podOf(new Chart(Testing.app(), 'other')) })],
    ['a pod with properties that are left out', (chart) => ({ container: undefined, pod: podOf(chart), accelerator: undefined, hostFolders: undefined, priorityClassName: undefined })],
    ['a pod with its placement, its autoscaler and its spreading', (chart) => ({
      container: undefined, pod: podOf(chart), placement: new EdgePlacement(chart, 'Here', { nodes: EdgeNodes.any() }), scaling: { maxReplicas: 2, metrics: METRICS }, spreadOverNodes: true,
    })],
    ['a pod that was placed on a group of nodes, which it keeps', (chart) => {
      const pod = podOf(chart);
      new EdgePlacement(chart, 'Here', { nodes: EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Group', 'beijing')) }).placeOn(pod);
      return { container: undefined, pod };
    }],
    ['a pod with ports of one number for two protocols', (chart) => ({
      container: undefined, pod: new Pod(chart, 'Own', { containers: [{ ...OWN, ports: [{ number: 53 }] }, { ...OWN, name: 'b', ports: [{ number: 53, protocol: Protocol.UDP }] }] }),
    })],
    ['a placement of any class', () => ({ placement: { onEdge: true, placeOn: (pod) => (pod as Pod).scheduling.attract(Node.labeled()) } })],
    ['the least that scales', () => ({ scaling: { maxReplicas: 1, minReplicas: 1, metrics: METRICS } })],
    ['a pace without a tolerance', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(5) } }) } })],
    ['Kubernetes\' own pace', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: ScalingBehavior.kubernetesDefault() } })],
    ['no grace at all', () => ({ terminationGracePeriod: Duration.seconds(0) })],
    ['classes of the cluster', () => ({ priorityClassName: 'system-node-critical', runtimeClassName: 'a.b-c' })],
  ])('%s', (_, changes) => {
    const chart = testChart();
    const given = changes(chart);
    expect(refusal(() => define(chart, given, side))).toBeUndefined();
    expect(find(chart, 'JointInferenceService').metadata.name).toBe('helmet');
  });

  test('a pod with the labels of its chart, which every object of it has', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'vision', labels: { team: 'vision' } });
    const pod = podOf(chart);
    expect(refusal(() => define(chart, { container: undefined, pod }, side))).toBeUndefined();
    expect(find(chart, 'JointInferenceService').spec[`${side}Worker`].template).not.toHaveProperty('metadata');
  });
});

test.each([{}, null, 'pod', { containers: {} }])('a pod that is none is told as such where nobody says whether there is a Service: %j', (pod) => {
  expect(refusal(() => define(testChart(), { container: undefined, pod }))).toBe(
    `SednaJointInference cannot be defined:\n  [test/Helmet] edge.pod: got ${JSON.stringify(pod)}; ${POD}`,
  );
});

test('a pod that was placed before is placed once', () => {
  const chart = testChart();
  const pod = podOf(chart);
  new EdgePlacement(chart, 'Here', { nodes: EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Group', 'beijing')) }).placeOn(pod);
  const { nodeSelector, affinity } = find(define(chart, { container: undefined, pod }), 'JointInferenceService').spec.edgeWorker.template.spec;
  expect([nodeSelector, affinity]).toEqual([{ 'apps.kubeedge.io/belonging-to': 'beijing' }, undefined]);
});

describe('the Service in front of the edge worker is refused with', () => {
  const LABEL_1035 = `must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name ${API}`;
  const LABEL = `must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name ${API}`;
  const NONE = 'name none, and no container declares one — a Service needs a port; declare the port on the container, or give it here';
  const PORT = 'must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535';
  const APART = 'must be a name of its own — the API server rejects several ports that are not told apart; name each port';
  const ports = [{ number: 8080 }];
  const container = { ...CONTAINER, ports };

  test.each<[string, object, string[]]>([
    ['exposed: false', { container, exposed: false, service: {} }, ['service: cannot be combined with exposed: false — it could have no effect; leave one of them out']],
    ['a name with a capital', { container, service: { name: 'Front' } }, [`service.name: got "Front"; ${LABEL_1035}`]],
    ['a name that starts with a digit', { container, service: { name: '1st' } }, [`service.name: got "1st"; ${LABEL_1035}`]],
    ['an empty name', { container, service: { name: '' } }, [`service.name: got ""; ${LABEL_1035}`]],
    ['a name of 64 characters', { container, service: { name: 'n'.repeat(64) } }, [`service.name: got "${'n'.repeat(64)}"; ${LABEL_1035}`]],
    ['a name that is null', { container, service: { name: null } }, [`service.name: got null; ${LABEL_1035}`]],
    ['annotations that the server rejects', { container, service: { annotations: { 'a b': 'c', 'd': 1 } } }, [
      `service.annotations["a b"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key ${API}`,
      `service.annotations["d"]: got 1; must be a string — the API server would reject the annotation; write the value as a string ${API}`,
    ]],
    ['no port of any container', { service: {} }, [`service.ports: ${NONE}`]],
    ['no port, though it was asked for', { exposed: true }, [`service.ports: ${NONE}`]],
    ['a port that is none', { service: { ports: [{ port: 0 }] } }, [`service.ports[0].port: got 0; ${PORT}`]],
    ['a port above the last', { service: { ports: [{ port: 65536, targetPort: 65535 }] } }, [`service.ports[0].port: got 65536; ${PORT}`]],
    ['a port in text', { service: { ports: [{ port: '80' }] } }, [`service.ports[0].port: got "80"; ${PORT}`]],
    ['a target that is none', { service: { ports: [{ port: 80, targetPort: 1.5 }] } }, [`service.ports[0].targetPort: got 1.5; ${PORT}`]],
    ['a target by its name', { service: { ports: [{ port: 80, targetPort: 'http' }] } }, [`service.ports[0].targetPort: got "http"; ${PORT}`]],
    ['a port with a name that is none', { service: { ports: [{ port: 80, name: 'HTTP' }] } }, [`service.ports[0].name: got "HTTP"; ${LABEL}`]],
    ['two ports of which one has no name', { service: { ports: [{ port: 80, name: 'http-0' }, { port: 81 }] } }, [`service.ports[1].name: got undefined; ${APART}`]],
    ['two ports of one name', { service: { ports: [{ port: 80, name: 'a' }, { port: 81, name: 'a' }, { port: 82, name: 'b' }] } }, [`service.ports[1].name: got "a"; ${APART}`]],
    ['no port beside those of its containers', { container, service: { ports: [] } }, ['service.ports: got []; must not be empty — the API server would reject the Service; leave ports out for those of the container']],
    ['no port at all', { service: { ports: [] } }, [`service.ports: ${NONE}`]],
    ['one number for two ports', { service: { ports: [{ port: 80, name: 'a' }, { port: 80, name: 'b', targetPort: 81 }] } }, [
      'service.ports[1].port: got "80/TCP"; is given twice — the API server would reject the Service; give each port a number of its own',
    ]],
    ['a port of the nodes', { service: { ports: [{ port: 80, nodePort: 30080 }] } }, [
      'service.ports[0].nodePort: got 30080; needs type NODE_PORT or LOAD_BALANCER — the Service is a ClusterIP, so the API server would reject it; '
      + 'leave it out, or make a Service of your own that selects by the worker\'s selector',
    ]],
    ['everything at once', { service: { name: 'F', annotations: { '-': 'a' }, ports: [{ port: -1, targetPort: NaN, name: '_' }, { port: 80 }] } }, [
      `service.name: got "F"; ${LABEL_1035}`,
      `service.annotations["-"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key ${API}`,
      `service.ports[0].port: got -1; ${PORT}`,
      `service.ports[0].targetPort: got NaN; ${PORT}`,
      `service.ports[0].name: got "_"; ${LABEL}`,
      `service.ports[1].name: got undefined; ${APART}`,
    ]],
  ])('%s', (_, changes, lines) => {
    expect(refusal(() => define(testChart(), changes))).toBe(['SednaJointInference cannot be defined:', ...lines.map((line) => `  [test/Helmet] edge.${line}`)].join('\n'));
  });

  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['a name of 63 characters', { container, service: { name: 'n'.repeat(63) } }],
    ['one port without a name', { service: { ports: [{ port: 65535, targetPort: 1 }] } }],
    ['one number for two protocols', { service: { ports: [{ port: 53, name: 'a' }, { port: 53, name: 'b', protocol: Protocol.UDP }] } }],
    ['several ports, told apart', { service: { ports: [{ port: 80, name: 'a' }, { port: 81, name: 'b' }] } }],
    ['ports that nobody is to reach', { container, exposed: false }],
    ['no ports, and no Service', { exposed: false }],
  ])('nothing when there is %s', (_, changes) => {
    expect(refusal(() => define(testChart(), changes))).toBeUndefined();
  });
});
