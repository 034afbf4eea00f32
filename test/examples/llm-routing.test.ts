import { parse } from 'yaml';
import { golden, objects, only, run } from './example';
import { findings } from '../../src/rules/catalogue/findings';

const files = run('llm-routing');
const printed = objects(files);
const named = (kind: string, name: string) => only(printed.filter((o) => o.metadata.name === name), kind);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('llm-routing'));
});

test('has nothing that a rule knows better', () => {
  expect(findings(printed)).toEqual([]);
});

test('routes the host to the pool, and the pool to the pods of the model', () => {
  const [rule] = named('HTTPRoute', 'chat').spec.rules;
  expect(rule.backendRefs).toEqual([{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'chat' }]);
  const { selector, targetPorts } = named('InferencePool', 'chat').spec;
  const { metadata, spec } = named('Deployment', 'chat').spec.template;
  expect(metadata.labels).toMatchObject(selector.matchLabels);
  expect(targetPorts).toEqual([{ number: spec.containers[0].ports[0].containerPort }]);
});

test('names the picker at the port of its Service, for which Istio has a rule', () => {
  const { name, port } = named('InferencePool', 'chat').spec.endpointPickerRef;
  const service = named('Service', name);
  expect(service.spec.ports.map((one: any) => one.port)).toContain(port.number);
  expect(named('Deployment', name).spec.template.metadata.labels).toMatchObject(service.spec.selector);
  expect(named('DestinationRule', name).spec.host).toBe(name);
});

test('scales on a metric that the adapter serves, from pods that a monitor scrapes', () => {
  const [{ pods }] = named('HorizontalPodAutoscaler', 'chat').spec.metrics;
  const { rules } = parse(named('ConfigMap', 'adapter-config').data['config.yaml']);
  expect(rules.map((rule: any) => rule.name.as)).toEqual([pods.metric.name]);
  expect(named('PodMonitor', 'chat').spec.selector.matchLabels).toEqual({ app: 'chat' });
});
