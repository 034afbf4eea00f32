import { parse } from 'yaml';
import { golden, objects, only, run } from './example';
import { findings } from '../../src/rules/catalogue/findings';

const files = run('elastic-video-inference');
const printed = objects(files);
const named = (kind: string, name: string) => only(printed.filter((o) => o.metadata.name === name), kind);
const of = (kind: string) => printed.filter((o) => o.kind === kind);

const TYPES = ['face-int8', 'face-fp32', 'car-int8', 'car-fp32', 'people'];
const MODELS: Record<string, string> = {
  'face-int8': 'face-detection-retail-0005_INT8',
  'face-fp32': 'face-detection-retail-0005_FP32',
  'car-int8': 'person-vehicle-bike-detection-crossroad-0078_INT8',
  'car-fp32': 'person-vehicle-bike-detection-crossroad-0078_FP32',
  'people': 'SqueezeNetSSD-5Class',
};

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('elastic-video-inference'));
});

describe.each(TYPES)('the engine of %s', (type) => {
  const engine = named('Deployment', `ei-infer-${type}-app`);
  const env = Object.fromEntries(engine.spec.template.spec.containers[0].env.map((v: any) => [v.name, v.value]));

  test('takes frames of its type from the queue, with the model of that type', () => {
    expect(env).toEqual({
      INFER_MODEL_NAME: MODELS[type],
      INFER_TYPE: type,
      INPUT_QUEUE_HOST: 'ei-redis-svc',
      OUTPUT_BROKER_HOST: 'ei-redis-svc',
    });
    expect(named('Service', 'ei-redis-svc').spec.ports).toEqual([{ name: 'redis', port: 6379, targetPort: 6379 }]);
  });

  test('has a stream that puts frames of its type into the queue', () => {
    const stream = named('Deployment', `ei-sample-${type}-deployment`).spec.template.spec.containers[0];
    expect(stream.env).toEqual(expect.arrayContaining([
      { name: 'INFER_TYPE', value: type },
      { name: 'QUEUE_HOST', value: 'ei-redis-svc' },
    ]));
  });

  test('requests CPU, which the template of the source does not', () => {
    expect(engine.spec.template.spec.containers[0].resources.requests.cpu).toBe('200m');
  });

  test('is monitored on a port that it has, once its pods are ready', () => {
    const [endpoint] = named('PodMonitor', `ei-infer-${type}-app`).spec.podMetricsEndpoints;
    expect(engine.spec.template.spec.containers[0].ports)
      .toEqual([expect.objectContaining({ name: endpoint.port, containerPort: 8000 })]);
    expect(endpoint.relabelings)
      .toEqual([{ sourceLabels: ['__meta_kubernetes_pod_ready'], regex: 'true', action: 'keep' }]);
  });

  test('has a dashboard with its frames and drops', () => {
    const { data } = named('ConfigMap', `ei-infer-${type}-app-dashboard`);
    const dashboard = JSON.parse(data[`ei-infer-${type}-app.json`]);
    const frames = dashboard.panels.find((p: any) => p.title === 'Frames');
    expect(frames.targets.map((t: any) => t.legendFormat))
      .toEqual(expect.arrayContaining(['ei_infer_fps', 'ei_drop_fps']));
  });
});

describe('the autoscalers of the source', () => {
  test('that of cars holds CPU at 80 %, with one to four replicas', () => {
    const { minReplicas, maxReplicas, metrics } = named('HorizontalPodAutoscaler', 'ei-infer-car-fp32-app').spec;
    expect([minReplicas, maxReplicas]).toEqual([1, 4]);
    expect(metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ]);
  });

  test('that of people holds the scale ratio at 1, with one to four replicas', () => {
    const { minReplicas, maxReplicas, metrics } = named('HorizontalPodAutoscaler', 'ei-infer-people-app').spec;
    expect([minReplicas, maxReplicas]).toEqual([1, 4]);
    expect(metrics).toEqual([{
      type: 'Pods',
      pods: { metric: { name: 'ei_scale_ratio' }, target: { type: 'AverageValue', averageValue: '1' } },
    }]);
  });

  test('that of KEDA goes to zero, wakes with the queue, and is the only one of its engine', () => {
    const { minReplicaCount, scaleTargetRef, triggers } = only(printed, 'ScaledObject').spec;
    expect([minReplicaCount, scaleTargetRef.name]).toEqual([0, 'ei-infer-car-int8-app']);
    expect(triggers.map((t: any) => t.type)).toEqual(['prometheus', 'redis']);
    expect(of('HorizontalPodAutoscaler').map((o) => o.spec.scaleTargetRef.name)).not.toContain('ei-infer-car-int8-app');
  });
});

describe('the path from the metric to the replica', () => {
  const config = named('ConfigMap', 'adapter-config');

  test('is one rule, of a series that the engines show', () => {
    expect(parse(config.data['config.yaml']).rules)
      .toEqual([expect.objectContaining({ seriesQuery: 'ei_scale_ratio{namespace!="",pod!=""}' })]);
  });

  test('is missed by a user who leaves the rules out, who is told so', () => {
    const told = (all: any[]) => findings(all)
      .filter((f) => f.rule === 'custom-metric-unserved')
      .map((f) => f.object.metadata?.name);
    expect(told(printed)).toEqual([]);
    expect(told(printed.filter((o) => o !== config))).toEqual(['ei-infer-people-app']);
  });
});
