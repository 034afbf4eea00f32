import { ApiObject, JsonPatch } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-27';
import { AutoscaledInference, InferenceRules, ModelServer, type InferenceDeploymentProps } from '../../../src';
import { autoscaledProps, pod, testChart } from '../../helpers';

/** A Service named `vllm` gives pods VLLM_PORT=tcp://…, on which vLLM does not start. */
const VLLM: Partial<InferenceDeploymentProps> = { server: ModelServer.vllm() };

test('the pods of the library have no service links', () => {
  const chart = testChart();
  new AutoscaledInference(chart, 'Vllm', autoscaledProps(VLLM));
  expect(pod(chart).enableServiceLinks).toBe(false);
  expect(InferenceRules.check(chart.node.root).map((f) => f.rule)).not.toContain('service-link-shadows-variable');
});

test.each([
  ['a pod that asks for them', true, ['service-link-shadows-variable']],
  ['a pod that has none', false, []],
])('of cdk8s-plus, %s', (_, enableServiceLinks, expected) => {
  const chart = testChart();
  new AutoscaledInference(chart, 'Server', autoscaledProps());
  const other = new Deployment(chart, 'Other', {
    containers: [{ image: 'vllm/vllm-openai:v0.11.0', portNumber: 8000 }],
  });
  ApiObject.of(other).addJsonPatch(JsonPatch.add('/spec/template/spec/enableServiceLinks', enableServiceLinks));
  new Service(chart, 'Service', { metadata: { name: 'vllm' }, selector: other, ports: [{ port: 8000 }] });
  const found = InferenceRules.check(chart.node.root).map((f) => f.rule);
  expect(found.filter((rule) => rule === 'service-link-shadows-variable')).toEqual(expected);
});
