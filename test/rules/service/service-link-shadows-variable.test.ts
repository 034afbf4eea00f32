import { serviceLinkShadowsVariable } from '../../../src/rules/service/service-link-shadows-variable';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const SHADOWED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: llm }
spec:
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - { name: server, image: 'vllm/vllm-openai:v0.11.0', args: ['--model=qwen'] }
---
apiVersion: v1
kind: Service
metadata: { name: vllm, namespace: llm }
spec: { selector: { app: other }, ports: [{ port: 8000 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: llm }
data: { PORT: '1' }
`;

const DEPLOYMENT = 'Deployment llm/qwen';
const LINKS = 'spec.template.spec.enableServiceLinks';
const ARGS = "args: ['--model=qwen'] }";

test('the examples of service-link-shadows-variable', () => {
  expect(codes(serviceLinkShadowsVariable.failing)).toEqual(['service-link-shadows-variable']);
  expect(codes(serviceLinkShadowsVariable.repaired)).toEqual([]);
});

describe('service-link-shadows-variable fires', () => {
  test('on a pod with links beside a Service that sets a variable of its server', () => {
    expect(told(serviceLinkShadowsVariable, SHADOWED)).toEqual([[
      DEPLOYMENT,
      `${LINKS}: must be false: Service llm/vllm sets VLLM_PORT in container "server" — `
      + 'its value is a URL (tcp://…), and vLLM ends with "VLLM_PORT … appears to be a URI" when its engine starts; '
      + 'set enableServiceLinks: false, or rename the Service '
      + '(https://github.com/vllm-project/vllm/blob/main/vllm/envs.py)',
    ]]);
  });

  test.each<[string, string, string]>([
    ['links that are on by the field', '      containers:', '      enableServiceLinks: true\n      containers:'],
    ['a load balancer', 'spec: { selector', 'spec: { type: LoadBalancer, selector'],
    ['other variables', ARGS, "env: [{ name: PORT, value: '1' }], envFrom: [{ configMapRef: { name: settings } }] }"],
  ])('with %s', (_, from, to) => {
    expect(fires(serviceLinkShadowsVariable, change(SHADOWED, from, to))).toEqual([[DEPLOYMENT, LINKS]]);
  });

  test('on a second variable of the server, where the container sets the first', () => {
    const text = change(SHADOWED, "image: 'vllm/vllm-openai:v0.11.0'", "image: 'seldonio/mlserver:1.7.1'");
    const second = '---\napiVersion: v1\nkind: Service\nmetadata: { name: mlserver-metrics, namespace: llm }\n'
      + 'spec: { ports: [{ port: 8082 }] }\n';
    const first = change(text, 'name: vllm,', 'name: mlserver-http,');
    const env = "env: [{ name: MLSERVER_HTTP_PORT, value: '8080' }] }";
    expect(told(serviceLinkShadowsVariable, change(first, ARGS, env) + second)).toEqual([[
      DEPLOYMENT,
      `${LINKS}: must be false: Service llm/mlserver-metrics sets MLSERVER_METRICS_PORT in container "server" — `
      + 'its value is a URL (tcp://…), and MLServer takes it for a whole number, which it is not, and ends; '
      + 'set enableServiceLinks: false, or rename the Service '
      + '(https://github.com/SeldonIO/MLServer/blob/master/mlserver/settings.py)',
    ]]);
    expect(fires(serviceLinkShadowsVariable, change(first, ARGS, env))).toEqual([]);
  });

  test('beside a Kustomization of Flux, which is applied like any object', () => {
    const flux = '---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\n';
    expect(fires(serviceLinkShadowsVariable, SHADOWED + flux)).toEqual([[DEPLOYMENT, LINKS]]);
  });

  test('on the worker of a joint inference', () => {
    expect(fires(serviceLinkShadowsVariable, `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: chat }
spec: { cloudWorker: { template: { spec: { containers: [{ name: big-model, command: [vllm, serve, qwen] }] } } } }
---
apiVersion: v1
kind: Service
metadata: { name: vllm }
spec: { ports: [{ port: 8000 }] }
`)).toEqual([['JointInferenceService chat', 'spec.cloudWorker.template.spec.enableServiceLinks']]);
  });
});

describe('service-link-shadows-variable is silent', () => {
  test('before kustomize has rendered the objects', () => {
    const kustomization = '---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamePrefix: a-\n';
    expect(fires(serviceLinkShadowsVariable, SHADOWED + kustomization)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['where the links are off', '      containers:', '      enableServiceLinks: false\n      containers:'],
    ['on a Service of another name', 'name: vllm,', 'name: vllm-qwen,'],
    ['on a Service of another namespace', 'name: vllm, namespace: llm', 'name: vllm, namespace: web'],
    ['on a headless Service', 'spec: { selector', 'spec: { clusterIP: None, selector'],
    ['on an alias', 'spec: { selector', 'spec: { type: ExternalName, selector'],
    ['on a Service of Knative', 'apiVersion: v1\nkind: Service', 'apiVersion: serving.knative.dev/v1\nkind: Service'],
    ['where the container sets the variable', ARGS, "env: [{ name: VLLM_PORT, value: '40000' }] }"],
    ['where a ConfigMap sets the variable',
      ARGS, 'envFrom: [{ prefix: VLLM_, configMapRef: { name: settings } }] }'],
    ['where a Secret may set it', ARGS, 'envFrom: [{ secretRef: { name: settings } }] }'],
    ['on another server', 'vllm/vllm-openai:v0.11.0', 'tensorflow/serving:2.19.1'],
  ])('%s', (_, from, to) => {
    expect(fires(serviceLinkShadowsVariable, change(SHADOWED, from, to))).toEqual([]);
  });
});
