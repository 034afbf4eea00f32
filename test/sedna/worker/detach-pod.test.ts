import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { EnvValue, Pod, type PodProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ScalingMetric, SednaJointInference, type SednaEdgeWorkerOptions } from '../../../src';
import { find, jointProps, refusal, RESOURCES, synth, testChart } from '../../helpers';

const SCALING = { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] };
const CONTAINERS = [{ name: 'mine', image: 'registry.example.com/mine:1', resources: {} }];

/** A service whose edge worker is a ready pod. */
function take(props: PodProps = {}, change: (pod: Pod) => void = () => {}, options: Partial<SednaEdgeWorkerOptions> = {}) {
  const chart = testChart();
  const pod = new Pod(chart, 'Mine', { containers: CONTAINERS, ...props });
  change(pod);
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge: { container: undefined, pod, ...options } }));
  return { chart, pod, helmet };
}

const template = (chart: Chart) => find(chart, 'JointInferenceService').spec.edgeWorker.template;

describe('a ready pod', () => {
  test('is taken out of its chart: Sedna makes the pods', () => {
    const { chart, pod } = take();
    expect(synth(chart).map((o) => o.kind)).toEqual(['Model', 'Model', 'JointInferenceService']);
    expect(chart.node.findAll().includes(pod)).toBe(false);
  });

  test('is taken out of the construct that holds it, which keeps all else', () => {
    const chart = testChart();
    const holder = new Construct(chart, 'Holder');
    const [pod] = ['Mine', 'Other'].map((id) => new Pod(holder, id, { containers: CONTAINERS }));
    new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge: { container: undefined, pod } }));
    expect(holder.node.children.map((c) => c.node.path)).toEqual(['test/Holder/Other']);
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['JointInferenceService', 'Model', 'Model', 'Pod']);
  });

  test('gives its spec to the worker, but for where it runs, which the worker says', () => {
    const spec = (chart: Chart) => find(chart, 'Pod').spec;
    const alone = testChart();
    new Pod(alone, 'Mine', { containers: CONTAINERS, hostNetwork: false });
    const { chart } = take({ hostNetwork: false });
    const { affinity, tolerations, ...rest } = template(chart).spec;
    expect(rest).toEqual(spec(alone));
    expect([affinity, tolerations].map((x) => x !== undefined)).toEqual([true, true]);
    expect(Object.keys(template(chart))).toEqual(['spec']);
  });

  test('is the worker\'s pod, and its first container is the worker', () => {
    const { helmet, pod } = take({ containers: [...CONTAINERS, { name: 'side', image: 'a/side:1' }] });
    expect(helmet.edge.pod === pod).toBe(true);
    expect(helmet.edge.container.name).toBe('mine');
  });

  test('may be changed and patched after it was taken', () => {
    const { chart, pod } = take();
    pod.containers[0].env.addVariable('A', EnvValue.fromValue('b'));
    ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/schedulerName', 'mine'));
    expect(template(chart).spec).toMatchObject({ schedulerName: 'mine', containers: [{ env: [{ name: 'A', value: 'b' }] }] });
  });

  test('is checked by the rules like any other', () => {
    const { chart } = take({}, undefined, { scaling: SCALING });
    expect(refusal(() => synth(chart))).toContain('[hpa-missing-request]');
  });

  test('scales and is spread as one that is described', () => {
    const { chart } = take({ containers: [{ ...CONTAINERS[0], resources: RESOURCES }] }, undefined, { scaling: SCALING });
    expect(template(chart).spec.topologySpreadConstraints).toHaveLength(1);
  });
});

describe('a pod is refused', () => {
  const source = '(https://github.com/kubeedge/sedna)';
  const lost = 'must have no labels and annotations — the schema of JointInferenceService has no field for them, so they would never reach the pods; '
    + `remove them; the pods have the labels of the property labels ${source}`;

  test.each<[string, () => unknown, string[]]>([
    ['with a label', () => take({ metadata: { labels: { team: 'vision' } } }), [`edge.pod: got "team"; ${lost}`]],
    ['with an annotation', () => take({ metadata: { annotations: { note: 'x' } } }), [`edge.pod: got "note"; ${lost}`]],
    ['with both', () => take({ metadata: { labels: { team: 'vision' }, annotations: { note: 'x' } } }), [`edge.pod: got "team, note"; ${lost}`]],
    ['with a label that was added', () => take({}, (pod) => pod.metadata.addLabel('team', 'vision')), [`edge.pod: got "team"; ${lost}`]],
  ])('%s', (_, attempt, problems) => {
    expect(refusal(attempt)).toBe(['SednaJointInference cannot be defined:', ...problems.map((p) => `  [test/Helmet] ${p}`)].join('\n'));
  });

  test('that is another worker\'s already', () => {
    const { chart, pod } = take();
    expect(refusal(() => new SednaJointInference(chart, 'Second', jointProps(chart, { edge: { container: undefined, pod } })))).toBe([
      'SednaJointInference cannot be defined:',
      '  [test/Second] edge.pod: got "test/Mine"; is used by another worker — a change to one would change the other; make a Pod for each',
    ].join('\n'));
  });
});
