import { Duration } from 'cdk8s';
import { AutoscaledInference, InferenceDeployment, ModelServer } from '../../src';
import { longestRequest } from '../../src/servers/longest-request';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

test('the longest request is what was set, or that of the server', () => {
  const chart = testChart();
  const server = ModelServer.torchServe();
  expect(longestRequest(new AutoscaledInference(chart, 'A', autoscaledProps({ server })))).toBe(60);
  const maxRequestDuration = Duration.minutes(2);
  expect(longestRequest(new AutoscaledInference(chart, 'B', autoscaledProps({ maxRequestDuration })))).toBe(120);
  expect(longestRequest(new InferenceDeployment(chart, 'C', deploymentProps({ server })))).toBe(60);
});
