import { AutoscaledInference, InferenceMetric, ScalingMetric, type DescribedObject } from '../../src';
import { autoscaledProps, find, refused, testChart } from '../helpers';

function scale(...metrics: ScalingMetric[]): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'Server', autoscaledProps({ metrics }));
}

function printed(...metrics: ScalingMetric[]): any[] {
  return find(scale(...metrics), 'HorizontalPodAutoscaler').spec.metrics;
}

const INGRESS: DescribedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };
const PER_SECOND = InferenceMetric.rate('asked_total');
const SERVER = 'tensorflow-serving';
const LABELS = { matchLabels: { queue: 'frames' } };
const SELECTOR = { selector: { matchLabels: { queue: 'frames' } } };

describe('ScalingMetric', () => {
  const utilization = (percent: number) => ({ type: 'Utilization', averageUtilization: percent });
  const average = (quantity: string) => ({ type: 'AverageValue', averageValue: quantity });
  const value = (quantity: string) => ({ type: 'Value', value: quantity });

  test.each<[string, ScalingMetric, object]>([
    ['cpuUtilization', ScalingMetric.cpuUtilization(60),
      { type: 'Resource', resource: { name: 'cpu', target: utilization(60) } }],
    ['memoryUtilization', ScalingMetric.memoryUtilization(150),
      { type: 'Resource', resource: { name: 'memory', target: utilization(150) } }],
    ['cpuAverageValue', ScalingMetric.cpuAverageValue('1500m'),
      { type: 'Resource', resource: { name: 'cpu', target: average('1500m') } }],
    ['memoryAverageValue', ScalingMetric.memoryAverageValue('64M'),
      { type: 'Resource', resource: { name: 'memory', target: average('64M') } }],
    ['containerCpuUtilization', ScalingMetric.containerCpuUtilization(SERVER, 1),
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: SERVER, target: utilization(1) } }],
    ['containerMemoryUtilization', ScalingMetric.containerMemoryUtilization(SERVER, 80),
      { type: 'ContainerResource', containerResource: { name: 'memory', container: SERVER, target: utilization(80) } }],
    ['containerCpuAverageValue', ScalingMetric.containerCpuAverageValue(SERVER, '2'),
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: SERVER, target: average('2') } }],
    ['containerMemoryAverageValue', ScalingMetric.containerMemoryAverageValue(SERVER, '2Gi'),
      { type: 'ContainerResource', containerResource: { name: 'memory', container: SERVER, target: average('2Gi') } }],
    ['pods', ScalingMetric.pods('ei_scale_ratio', '500m'),
      { type: 'Pods', pods: { metric: { name: 'ei_scale_ratio' }, target: average('500m') } }],
    ['pods of some series', ScalingMetric.pods('depth', '1', LABELS),
      { type: 'Pods', pods: { metric: { name: 'depth', ...SELECTOR }, target: average('1') } }],
    ['objectValue', ScalingMetric.objectValue('latency', INGRESS, '200m'),
      { type: 'Object', object: { describedObject: INGRESS, metric: { name: 'latency' }, target: value('200m') } }],
    ['objectAverageValue', ScalingMetric.objectAverageValue('requests', INGRESS, '10', LABELS),
      {
        type: 'Object',
        object: {
          describedObject: INGRESS,
          metric: { name: 'requests', ...SELECTOR },
          target: average('10'),
        },
      }],
    ['objectValue of a core object', ScalingMetric.objectValue('x', {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'web',
    }, '1'), {
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
        metric: { name: 'x' },
        target: value('1'),
      },
    }],
    ['externalValue', ScalingMetric.externalValue('lag', '1e3', LABELS),
      { type: 'External', external: { metric: { name: 'lag', ...SELECTOR }, target: value('1e3') } }],
    ['externalAverageValue', ScalingMetric.externalAverageValue('queue_depth', '30'),
      { type: 'External', external: { metric: { name: 'queue_depth' }, target: average('30') } }],
    ['inference', ScalingMetric.inference(PER_SECOND, '20'),
      { type: 'Pods', pods: { metric: { name: 'asked_per_second' }, target: average('20') } }],
    ['inference of its own name',
      ScalingMetric.inference(InferenceMetric.gauge('vllm:waiting', { name: 'waiting' }), '500m'),
      { type: 'Pods', pods: { metric: { name: 'waiting' }, target: average('500m') } }],
  ])('%s is printed with the only target that its type supports', (_, metric, expected) => {
    expect(printed(metric)).toEqual([expected]);
    expect(metric.type).toBe((expected as { type: string }).type);
  });

  test('several metrics keep their order', () => {
    const types = printed(ScalingMetric.externalValue('a', '1'), ScalingMetric.cpuUtilization(50),
      ScalingMetric.pods('b', '2')).map((m) => m.type);
    expect(types).toEqual(['External', 'Resource', 'Pods']);
  });

  test('one metric may serve several autoscalers', () => {
    const metric = ScalingMetric.pods('depth', '1', LABELS);
    expect(printed(metric)).toEqual(printed(metric));
  });

  test('the labels are copied: a later change of theirs changes no metric', () => {
    const matchLabels: Record<string, string> = { queue: 'frames' };
    const metric = ScalingMetric.pods('depth', '1', { matchLabels });
    matchLabels.queue = 'other';
    expect(printed(metric)[0].pods.metric.selector).toEqual({ matchLabels: { queue: 'frames' } });
  });

  test('only a utilization is relative to the request', () => {
    expect(ScalingMetric.cpuUtilization(60)._utilization).toEqual({
      resource: 'cpu',
      percent: 60,
      container: undefined,
    });
    expect(ScalingMetric.containerMemoryUtilization('a', 70)._utilization).toEqual({
      resource: 'memory',
      percent: 70,
      container: 'a',
    });
    for (const metric of [
      ScalingMetric.cpuAverageValue('1'),
      ScalingMetric.pods('a', '1'),
      ScalingMetric.externalValue('a', '1'),
      ScalingMetric.objectValue('a', INGRESS, '1'),
    ]) {
      expect(metric._utilization).toBeUndefined();
    }
  });

  test('only a metric of pods has a mean over the pods, with the labels of its series', () => {
    expect(ScalingMetric.inference(PER_SECOND, '20')._ofPods).toEqual({
      name: 'asked_per_second',
      averageValue: '20',
      labels: undefined,
    });
    expect(ScalingMetric.pods('depth', '1', LABELS)._ofPods).toEqual({
      name: 'depth',
      averageValue: '1',
      labels: { queue: 'frames' },
    });
    for (const metric of [
      ScalingMetric.cpuAverageValue('1'),
      ScalingMetric.containerCpuUtilization('a', 1),
      ScalingMetric.externalAverageValue('a', '1'),
      ScalingMetric.objectAverageValue('a', INGRESS, '1'),
    ]) {
      expect(metric._ofPods).toBeUndefined();
    }
  });

  test('only a measure of the server says how it is made', () => {
    expect(ScalingMetric.inference(PER_SECOND, '20')._inference).toBe(PER_SECOND);
    expect(ScalingMetric.pods('asked_per_second', '20')._inference).toBeUndefined();
  });

  test('the same measure serves autoscalers with targets of their own', () => {
    expect(['10', '20'].map((target) => printed(ScalingMetric.inference(PER_SECOND,
      target))[0].pods.target.averageValue)).toEqual(['10', '20']);
  });


  test('a metric with problems is refused at its index', () => {
    const metrics = [ScalingMetric.pods('sound', '1'), ScalingMetric.cpuUtilization(0)];
    expect(refused(() => scale(...metrics))).toEqual([['validation/integer', 'metrics[1].averageUtilization']]);
  });

  test('the same measure twice is refused, whatever its target', () => {
    const metrics = [ScalingMetric.cpuUtilization(50), ScalingMetric.pods('a', '1'), ScalingMetric.cpuUtilization(70)];
    expect(refused(() => scale(...metrics))).toEqual([['scaling/metric-repeated', 'metrics[2]']]);
  });

  test('a measure of the server and a metric of pods of the same name are the same', () => {
    const metrics = [ScalingMetric.inference(PER_SECOND, '20'), ScalingMetric.pods('asked_per_second', '30')];
    expect(refused(() => scale(...metrics))).toEqual([['scaling/metric-repeated', 'metrics[1]']]);
  });

  test.each([
    ['signal', '.signal'],
    ['', ''],
  ])('a problem of what becomes no metric is reported at its index: "%s"', (at, place) => {
    const problem = {
      code: 'test/none',
      field: at,
      rule: 'is none',
      why: 'there is nothing to follow',
      fix: 'give one',
    };
    const found = refused(() => scale(ScalingMetric.cpuUtilization(50), ScalingMetric._wrong(problem)));
    expect(found).toEqual([['test/none', `metrics[1]${place}`]]);
  });

  test.each<[string, ScalingMetric[]]>([
    ['utilization and value of one resource', [ScalingMetric.cpuUtilization(50), ScalingMetric.cpuAverageValue('1')]],
    ['the pod and one of its containers',
      [ScalingMetric.cpuUtilization(50), ScalingMetric.containerCpuUtilization(SERVER, 50)]],
    ['other series of one metric',
      [ScalingMetric.externalValue('lag', '1'), ScalingMetric.externalValue('lag', '1', LABELS)]],
    ['one metric of two objects',
      [ScalingMetric.objectValue('x', INGRESS, '1'), ScalingMetric.objectValue('x', { ...INGRESS, name: 'api' }, '1')]],
  ])('%s are two measures', (_, metrics) => {
    expect(printed(...metrics)).toHaveLength(2);
  });
});
