import { App, Chart, Duration, Testing } from 'cdk8s';
import { Pod, Protocol, RestartPolicy, ServiceAccount, Volume, type PodProps } from 'cdk8s-plus-27';
import {
  Accelerator, EdgeNodes, EdgePlacement, NodeGroup, ScalingMetric, SednaModel,
} from '../../../src';
import { workerPodProblems } from '../../../src/sedna/worker/worker-pod-problems';
import { find, jointProps, refused, synth, testChart } from '../../helpers';
import { CONTAINER, defineWorker, inside, SIDES, testAccepted, testRefusals, type Row } from '../define-worker';

const OWN = { image: CONTAINER.image };
const kindsIn = (chart: Chart): string[] => synth(chart).map((o) => o.kind).filter((kind) => kind !== 'Model');
const podOf = (chart: Chart, props: PodProps = {}) => new Pod(chart, 'Own', { containers: [OWN], ...props });

const REFUSALS: Row[] = [
  ['a pod as the API writes it', () => ({ container: undefined, pod: { spec: {} } }),
    ['sedna/not-a-pod', 'pod']],
  ['a pod that is null', () => ({ container: undefined, pod: null }), ['sedna/not-a-pod', 'pod']],
  ['a pod that is a text', () => ({ container: undefined, pod: 'pod' }), ['sedna/not-a-pod', 'pod']],
  ['a pod and a container', (chart) => ({ pod: podOf(chart) }), ['sedna/described-by-pod', 'container']],
  [
    'a pod and all that it says itself',
    (chart) => ({
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
      enableServiceLinks: true,
    }),
    ['sedna/described-by-pod', 'container'],
    ['sedna/described-by-pod', 'accelerator'],
    ['sedna/described-by-pod', 'hostNetwork'],
    ['sedna/described-by-pod', 'hostFolders'],
    ['sedna/described-by-pod', 'volumes'],
    ['sedna/described-by-pod', 'initContainers'],
    ['sedna/described-by-pod', 'extraContainers'],
    ['sedna/described-by-pod', 'serviceAccount'],
    ['sedna/described-by-pod', 'imagePullSecret'],
    ['sedna/described-by-pod', 'terminationGracePeriod'],
    ['sedna/described-by-pod', 'priorityClassName'],
    ['sedna/described-by-pod', 'runtimeClassName'],
    ['sedna/described-by-pod', 'enableServiceLinks'],
  ],
  [
    'a pod with labels and annotations',
    (chart) => {
      const pod = podOf(chart);
      pod.metadata.addLabel('team', 'vision');
      pod.metadata.addAnnotation('prometheus.io/scrape', 'true');
      return { container: undefined, pod };
    },
    ['sedna/pod-metadata-lost', 'pod'],
  ],
  [
    'a pod with a label that is given at once',
    (chart) => ({ container: undefined, pod: podOf(chart, { metadata: { labels: { team: 'vision' } } }) }),
    ['sedna/pod-metadata-lost', 'pod'],
  ],
  [
    'a pod with an annotation that is given at once',
    (chart) => ({ container: undefined, pod: podOf(chart, { metadata: { annotations: { note: 'x' } } }) }),
    ['sedna/pod-metadata-lost', 'pod'],
  ],
  [
    'a pod of another worker, with labels',
    (chart) => {
      const pod = podOf(chart);
      defineWorker(chart, { container: undefined, pod }, 'cloud', 'First');
      pod.metadata.addLabel('team', 'vision');
      return { container: undefined, pod };
    },
    ['sedna/pod-shared', 'pod'],
    ['sedna/pod-metadata-lost', 'pod'],
  ],
  ['a pod without a container', (chart) => ({ container: undefined, pod: new Pod(chart, 'Own') }),
    ['sedna/pod-without-container', 'pod']],
  [
    'a pod that ends',
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', { containers: [OWN], restartPolicy: RestartPolicy.NEVER }),
    }),
    ['sedna/pod-restart-policy', 'pod.restartPolicy'],
  ],
  [
    'a pod that starts again after failures only',
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', { containers: [OWN], restartPolicy: RestartPolicy.ON_FAILURE }),
    }),
    ['sedna/pod-restart-policy', 'pod.restartPolicy'],
  ],
  [
    'a pod that was placed before, and a placement',
    (chart) => {
      const placement = new EdgePlacement(chart, 'Here');
      const pod = podOf(chart);
      placement.placeOn(pod);
      return { container: undefined, pod, placement };
    },
    ['sedna/pod-placed-twice', 'placement'],
  ],
  [
    'a pod with containers of one name',
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', { containers: [OWN, OWN], initContainers: [{ ...OWN, name: 'main' }] }),
    }),
    ['sedna/container-name-taken', 'pod.containers[1].name'],
    ['sedna/container-name-taken', 'pod.initContainers[0].name'],
  ],
  [
    "a pod with containers of the name of Sedna's own",
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', {
        containers: [{ ...OWN, name: 'storage-initializer' }],
        initContainers: [{ ...OWN, name: 'storage-initializer' }],
      }),
    }),
    ['sedna/container-name-taken', 'pod.containers[0].name'],
    ['sedna/container-name-taken', 'pod.initContainers[0].name'],
  ],
  [
    'a pod with ports that are none, and with one twice',
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', {
        containers: [
          { ...OWN, ports: [{ number: 80, name: 'http' }] },
          { ...OWN, name: 'a', ports: [{ number: 81, name: 'http' }] },
          { ...OWN, name: 'b', ports: [{ number: 80 }, { number: 70000, name: 'Web' }] },
        ],
      }),
    }),
    ['serving/port-taken', 'pod.containers[1].ports[0]'],
    ['serving/port-taken', 'pod.containers[2].ports[0]'],
    ['validation/port', 'pod.containers[2].ports[1].number'],
    ['validation/name', 'pod.containers[2].ports[1].name'],
  ],
  [
    'a pod on the network of its node, with another port of it',
    (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Own', {
        hostNetwork: true,
        containers: [{ ...OWN, ports: [{ number: 80, hostPort: 81 }] }],
      }),
    }),
    ['serving/host-port-differs', 'pod.containers[0].ports[0].hostPort'],
  ],
  [
    'a pod that mounts on the model',
    (chart) => ({
      container: undefined,
      model: SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb'),
      pod: new Pod(chart, 'Own', {
        containers: [
          OWN,
          {
            ...OWN,
            name: 'side',
            volumeMounts: [{ path: '/home/data/data/little', volume: Volume.fromEmptyDir(chart, 'V', 'v') }],
          },
        ],
      }),
    }),
    ['sedna/mount-path-taken', 'pod.containers[1].mounts[0].path'],
  ],
  [
    "a pod with volumes of the model's name, and of one name",
    (chart) => ({
      container: undefined,
      model: SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb'),
      pod: new Pod(chart, 'Own', {
        containers: [{ ...OWN, volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'A', 'a') }] }],
        initContainers: [
          { ...OWN, name: 'before', volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'B', 'a') }] },
        ],
        volumes: [Volume.fromEmptyDir(chart, 'C', 'data-littlez')],
      }),
    }),
    ['sedna/volume-name-taken', 'pod.volumes'],
    ['sedna/volume-name-taken', 'pod.volumes'],
  ],
];

testRefusals(REFUSALS, defineWorker);

test.each<[string, PodProps, string]>([
  ['a label', { metadata: { labels: { team: 'vision' } } }, 'team'],
  ['an annotation', { metadata: { annotations: { note: 'x' } } }, 'note'],
  ['both', { metadata: { labels: { team: 'vision' }, annotations: { note: 'x' } } }, 'team, note'],
])('a pod that would lose %s is refused by their names', (_, props, lost) => {
  const chart = testChart();
  const pod = podOf(chart, props);
  const problems = workerPodProblems({ ...jointProps(chart).edge, container: undefined, pod });
  expect(problems.map(({ code, value }) => [code, value])).toEqual([['sedna/pod-metadata-lost', lost]]);
});

test('a pod that another worker uses is refused by its path', () => {
  const chart = testChart();
  const pod = podOf(chart);
  defineWorker(chart, { container: undefined, pod });
  const [problem, ...others] = workerPodProblems({ ...jointProps(chart).edge, container: undefined, pod });
  expect([problem.code, problem.value, others]).toEqual(['sedna/pod-shared', 'test/Own', []]);
});

test.each(SIDES)('a refusal keeps the pod of the %s worker in its chart, where it can be used again', (side) => {
  const chart = testChart();
  const pod = podOf(chart);
  expect(refused(() => defineWorker(chart, { pod }, side))).toEqual(
    inside(side, [['sedna/described-by-pod', 'container']]),
  );
  expect(kindsIn(chart)).toEqual(['Pod']);
  expect(refused(() => defineWorker(chart, { container: undefined, pod }, side, 'Second'))).toEqual([]);
  expect(kindsIn(chart)).toEqual(['JointInferenceService']);
});

testAccepted([
  ['a pod', (chart) => ({ container: undefined, pod: podOf(chart) })],
  ['a pod of another app', () => ({ container: undefined, pod: podOf(new Chart(Testing.app(), 'other')) })],
  [
    'a pod with properties that are left out',
    (chart) => ({
      container: undefined,
      pod: podOf(chart),
      accelerator: undefined,
      hostFolders: undefined,
      priorityClassName: undefined,
    }),
  ],
  [
    'a pod with its placement, its autoscaler and its spreading',
    (chart) => ({
      container: undefined,
      pod: podOf(chart, { containers: [{ ...OWN, resources: CONTAINER.resources }] }),
      placement: new EdgePlacement(chart, 'Here', { nodes: EdgeNodes.any() }),
      scaling: { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] },
      spreadOverNodes: true,
    }),
  ],
  [
    'a pod that was placed on a group of nodes, which it keeps',
    (chart) => {
      const pod = podOf(chart);
      new EdgePlacement(chart, 'Here', { nodes: groupNodes(chart) }).placeOn(pod);
      return { container: undefined, pod };
    },
  ],
  [
    'a pod with ports of one number for two protocols',
    (chart) => ({
      container: undefined,
      pod: podOf(chart, {
        containers: [
          { ...OWN, ports: [{ number: 53 }] },
          { ...OWN, name: 'b', ports: [{ number: 53, protocol: Protocol.UDP }] },
        ],
      }),
    }),
  ],
], defineWorker);

test.each(SIDES)('the %s worker may have a pod with the labels of its chart, which every object of it has', (side) => {
  const chart = new Chart(new App(), 'test', { namespace: 'vision', labels: { team: 'vision' } });
  const pod = podOf(chart);
  expect(refused(() => defineWorker(chart, { container: undefined, pod }, side))).toEqual([]);
  expect(find(chart, 'JointInferenceService').spec[`${side}Worker`].template).not.toHaveProperty('metadata');
});

test.each([{}, null, 'pod', { containers: {} }])(
  'a value that is not a Pod is reported once, also where exposed is left out: %j',
  (pod) => {
    expect(refused(() => defineWorker(testChart(), { container: undefined, pod }))).toEqual([
      ['sedna/not-a-pod', 'edge.pod'],
    ]);
  },
);

test('a pod that was placed before is placed once', () => {
  const chart = testChart();
  const pod = podOf(chart);
  new EdgePlacement(chart, 'Here', { nodes: groupNodes(chart) }).placeOn(pod);
  defineWorker(chart, { container: undefined, pod });
  const { nodeSelector, affinity } = find(chart, 'JointInferenceService').spec.edgeWorker.template.spec;
  expect([nodeSelector, affinity]).toEqual([{ 'apps.kubeedge.io/belonging-to': 'beijing' }, undefined]);
});

function groupNodes(chart: Chart): EdgeNodes {
  return EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Group', 'beijing'));
}
