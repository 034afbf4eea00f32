import { Duration, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AutoscaledInference, Forecast, Load, LoadProfile, ModelServer, ModelSource, ScalingMetric,
} from 'cdk8s-elastic-inference';

test('four replicas are enough for a working day', () => {
  const chart = Testing.chart();
  new AutoscaledInference(chart, 'Classifier', {
    name: 'classifier',
    server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
    model: ModelSource.volumeClaim('models', '/resnet'),
    resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
    maxReplicas: 8,
    metrics: [ScalingMetric.cpuUtilization(60)],
  });
  const load = Load.requests({
    profile: LoadProfile.day({ low: 0.5, high: 11.5, peakHours: [10, 15] }),
    serviceTime: Duration.millis(200),
    parallel: 2,
  });

  const day = Forecast.of(chart, { startup: { classifier: Duration.seconds(60) } }).load('classifier', load).run();

  expect(day.peak('classifier')).toBe(4);
  expect(day.unservedDemand('classifier')).toBeLessThan(0.001);
  expect(day.timeAtMaximum('classifier').toSeconds()).toBe(0);
});
