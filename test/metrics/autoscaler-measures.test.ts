import {
  AutoscaledInference, InferenceDeployment, InferenceMetric, ModelServer, ScalingMetric, type IInference,
} from '../../src';
import { measuresOf } from '../../src/metrics/autoscaler-measures';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const SERVER = ModelServer.custom({ image: 'a/b:1', httpPort: 8080, metricsPort: 9100 });

function scaled(metrics: ScalingMetric[]): IInference {
  return new AutoscaledInference(testChart(), 'It', autoscaledProps({ server: SERVER, metrics }));
}

describe('the measures that an autoscaler follows', () => {
  test('are those that pods show, with target, labels and place; others come from elsewhere', () => {
    const perSecond = InferenceMetric.rate('asked_total');
    const found = measuresOf(scaled([
      ScalingMetric.cpuUtilization(50), ScalingMetric.inference(perSecond,
        '20'), ScalingMetric.externalAverageValue('depth', '3'), ScalingMetric.pods('fps', '500m', {
        matchLabels: { stream: 'a' },
      }),
    ]));
    expect(found.map(({ metric, target, labels, index }) => [metric.name, target, labels, index])).toEqual([
      ['asked_per_second', '20', {}, 1],
      ['fps', '500m', { stream: 'a' }, 3],
    ]);
    expect(found[0].metric).toBe(perSecond);
  });

  test('are none where the number is fixed', () => {
    expect(measuresOf(new InferenceDeployment(testChart(), 'It', deploymentProps({ replicas: 2 })))).toEqual([]);
  });
});
