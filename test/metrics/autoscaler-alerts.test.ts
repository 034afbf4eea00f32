import { alertedModels } from './alert-cases';
import { alertedModel } from '../../src/metrics/alerted-model';
import { autoscalerAlerts } from '../../src/metrics/autoscaler-alerts';
import { testChart } from '../helpers';

const [chat, , resting] = alertedModels(testChart()).map((inference) => alertedModel(inference, 900));

test('an autoscaler that does not exist is healed otherwise with KEDA', () => {
  expect(autoscalerAlerts(chat, 1.3).autoscalerMissing!.description).toContain('scale it to one by hand first');
  expect(autoscalerAlerts(resting, 1.3).autoscalerMissing!.description).toContain('ScaledObject vision/resting');
});

test('a model that is stuck at zero says how it is healed', () => {
  expect(autoscalerAlerts(chat, 1.3).stuckAtZero!.description).toContain('Scale the workload to one replica by hand');
  expect(autoscalerAlerts(resting, 1.3).stuckAtZero).toBeUndefined();
});

test('at zero a metric is read on Kubernetes 1.37 alone, and not with KEDA', () => {
  expect(autoscalerAlerts(chat, 1.3).metricUnreadable!.expr).toContain('condition="ScaledToZero",status="true"');
  expect(autoscalerAlerts(resting, 1.3).metricUnreadable!.expr).not.toContain('ScaledToZero');
});

test('the threshold of a load has no more digits than its target', () => {
  expect(autoscalerAlerts(chat, 1.1).overloaded!.expr).toContain(' > 3.08)');
});
