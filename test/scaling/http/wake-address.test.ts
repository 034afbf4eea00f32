import { Duration, type Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import {
  InferenceAutoscaler, KedaTrigger, LoadShape, LocustLoadTest, PredictRequest, ScalingEngine, ScalingMetric,
  ServedWorkload, type LocustLoadTestProps,
} from '../../../src';
import { refused, testChart } from '../../helpers';

const TRIGGER = KedaTrigger.http({ hosts: ['chat.example.com'], targetConcurrency: 8 });
const OVER_HTTP = { engine: ScalingEngine.keda({ triggers: [TRIGGER] }), minReplicas: 0, metrics: [] };

/** An existing workload; each call of `describe` is another description of it. */
function workload(chart: Chart) {
  const containers = [{ image: 'a/b:1', ports: [{ number: 8080, name: 'http' }] }];
  const own = new Deployment(chart, 'Own', { metadata: { name: 'own' }, containers });
  const service = own.exposeViaService({ name: 'own' });
  return () => ServedWorkload.of(own, { service });
}

const load = (chart: Chart, target: ServedWorkload, changes: Partial<LocustLoadTestProps> = {}) => (
  new LocustLoadTest(chart, 'Load', {
    target,
    request: PredictRequest.http({ path: '/predict' }),
    shape: LoadShape.steps({ users: 1, every: Duration.minutes(1), count: 2 }),
    ...changes,
  }));

test('a load test by another description goes to the interceptor too', () => {
  const chart = testChart();
  const describe = workload(chart);
  new InferenceAutoscaler(chart, 'Scaler', { target: describe(), maxReplicas: 3, ...OVER_HTTP });
  expect(load(chart, describe()).host).toBe('http://own-interceptor.vision:8080');
});

test('a trigger over HTTP behind a load test of the workload is refused, and other autoscalers are not', () => {
  const chart = testChart();
  const describe = workload(chart);
  load(chart, describe());
  expect(refused(() => new InferenceAutoscaler(chart, 'Scaler', { target: describe(), maxReplicas: 3, ...OVER_HTTP })))
    .toEqual([['scaling/http-trigger-too-late', 'target']]);
  const metrics = [ScalingMetric.cpuUtilization(60)];
  expect(refused(() => new InferenceAutoscaler(chart, 'Scaler', { target: describe(), maxReplicas: 3, metrics })))
    .toEqual([]);
});

test('a load test that is given its address and its limit does not depend on the autoscaler', () => {
  const chart = testChart();
  const describe = workload(chart);
  load(chart, describe(), { url: 'https://chat.example.com', timeout: Duration.minutes(9) });
  expect(refused(() => new InferenceAutoscaler(chart, 'Scaler', { target: describe(), maxReplicas: 3, ...OVER_HTTP })))
    .toEqual([]);
});
