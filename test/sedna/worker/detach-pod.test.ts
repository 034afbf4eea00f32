import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { EnvValue, Pod, type PodProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ScalingMetric, SednaJointInference, type SednaEdgeWorkerOptions } from '../../../src';
import { detachPod, isDetached } from '../../../src/sedna/worker/detach-pod';
import { find, jointProps, refusal, refused, RESOURCES, synth, testChart } from '../../helpers';

const SCALING = { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] };
const CONTAINERS = [{ name: 'mine', image: 'registry.example.com/mine:1', resources: {} }];

/** A joint inference whose edge worker is a Pod of the user. */
function take(
  props: PodProps = {},
  change: (pod: Pod) => void = () => {},
  options: Partial<SednaEdgeWorkerOptions> = {},
) {
  const chart = testChart();
  const pod = new Pod(chart, 'Mine', { containers: CONTAINERS, ...props });
  change(pod);
  const helmet = new SednaJointInference(
    chart,
    'Helmet',
    jointProps(chart, { edge: { container: undefined, pod, ...options } }),
  );
  return { chart, pod, helmet };
}

const template = (chart: Chart) => find(chart, 'JointInferenceService').spec.edgeWorker.template;

describe('a Pod of the user', () => {
  test('is removed from its chart, because Sedna creates the pods', () => {
    const { chart, pod } = take();
    expect(synth(chart).map((o) => o.kind)).toEqual(['Model', 'Model', 'JointInferenceService']);
    expect(chart.node.findAll().includes(pod)).toBe(false);
  });

  test('is removed from the construct that holds it, which keeps its other children', () => {
    const chart = testChart();
    const holder = new Construct(chart, 'Holder');
    const [pod] = ['Mine', 'Other'].map((id) => new Pod(holder, id, { containers: CONTAINERS }));
    new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge: { container: undefined, pod } }));
    expect(holder.node.children.map((c) => c.node.path)).toEqual(['test/Holder/Other']);
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['JointInferenceService', 'Model', 'Model', 'Pod']);
  });

  test('gives its spec to the worker, but for where it runs, which the worker says, and for service links', () => {
    const spec = (chart: Chart) => find(chart, 'Pod').spec;
    const alone = testChart();
    new Pod(alone, 'Mine', { containers: CONTAINERS, hostNetwork: false });
    const { chart } = take({ hostNetwork: false });
    const { affinity, tolerations, enableServiceLinks, ...rest } = template(chart).spec;
    expect(rest).toEqual(spec(alone));
    expect(enableServiceLinks).toBe(false);
    expect([affinity, tolerations].map((x) => x !== undefined)).toEqual([true, true]);
    expect(Object.keys(template(chart))).toEqual(['spec']);
  });

  test('is the worker\'s pod, and its first container is the worker', () => {
    const { helmet, pod } = take({ containers: [...CONTAINERS, { name: 'side', image: 'a/side:1' }] });
    expect(helmet.edge.pod === pod).toBe(true);
    expect(helmet.edge.container.name).toBe('mine');
  });

  test('may be changed and patched after it was removed', () => {
    const { chart, pod } = take();
    pod.containers[0].env.addVariable('A', EnvValue.fromValue('b'));
    ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/schedulerName', 'mine'));
    ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/enableServiceLinks', true));
    expect(template(chart).spec).toMatchObject({
      enableServiceLinks: true,
      schedulerName: 'mine',
      containers: [{ env: [{ name: 'A', value: 'b' }] }],
    });
  });

  test('is checked by the rules like any other', () => {
    const { chart } = take({}, undefined, { scaling: SCALING });
    expect(refusal(() => synth(chart))).toContain('hpa-missing-request');
  });

  test('scales and is spread as one that is described', () => {
    const { chart } = take({ containers: [{ ...CONTAINERS[0], resources: RESOURCES }] }, undefined, {
      scaling: SCALING,
    });
    expect(template(chart).spec.topologySpreadConstraints).toHaveLength(1);
  });
});

test('a pod is detached once it is removed from its chart, and keeps its path', () => {
  const chart = testChart();
  const pod = new Pod(chart, 'Mine', { containers: CONTAINERS });
  expect(isDetached(pod)).toBe(false);
  detachPod(pod);
  expect([isDetached(pod), chart.node.children, pod.node.path]).toEqual([true, [], 'test/Mine']);
});

test('a pod stays detached when another construct takes its id', () => {
  const chart = testChart();
  const pod = new Pod(chart, 'Mine', { containers: CONTAINERS });
  detachPod(pod);
  new Construct(chart, 'Mine');
  expect(isDetached(pod)).toBe(true);
});

describe('a pod is refused', () => {
  test.each<[string, () => unknown]>([
    ['with a label', () => take({ metadata: { labels: { team: 'vision' } } })],
    ['with an annotation', () => take({ metadata: { annotations: { note: 'x' } } })],
    ['with both', () => take({ metadata: { labels: { team: 'vision' }, annotations: { note: 'x' } } })],
    ['with a label that was added', () => take({}, (pod) => pod.metadata.addLabel('team', 'vision'))],
  ])('%s', (_, attempt) => {
    expect(refused(attempt)).toEqual([['sedna/pod-metadata-lost', 'edge.pod']]);
  });

  test('that another worker uses already', () => {
    const { chart, pod } = take();
    const props = jointProps(chart, { edge: { container: undefined, pod } });
    expect(refused(() => new SednaJointInference(chart, 'Second', props))).toEqual([['sedna/pod-shared', 'edge.pod']]);
  });
});
