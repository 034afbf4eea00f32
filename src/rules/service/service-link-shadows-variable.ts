import { serverPortVariables, type ServerPortVariable } from './server-port-variables';
import type { Inventory } from '../../kubernetes/inventory';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { hasServiceLinks, urlVariable } from '../../kubernetes/service-links';
import { containerName } from '../container-path';
import { title, type Rule } from '../rule';
import { takenVariables } from '../taken-variables';

export const serviceLinkShadowsVariable: Rule = {
  id: 'service-link-shadows-variable',
  title: 'A server should not find the variables of a Service in place of its own',
  severity: 'warning',
  description: [
    'Fires when the service links of a pod are on, and a Service of its namespace sets a variable that the server in',
    'the pod reads as its own configuration.',
    '',
    'Unless `enableServiceLinks` of the pod is `false`, the kubelet sets variables for each Service of the namespace.',
    'A Service named `vllm` sets `VLLM_PORT=tcp://10.0.0.1:8000`. vLLM reads the same variable as a number and does',
    'not start. Any Service of that name in the namespace has this effect, whatever it selects. The first pod may run,',
    'because the variables are set only for Services that existed before it.',
    '',
    'Servers that are known from their source to end with such a value: vLLM (`VLLM_PORT`), Infinity',
    '(`INFINITY_PORT`), `bentoml serve` (`BENTOML_PORT`), `mlflow server` (`MLFLOW_PORT`), Locust (`LOCUST_WEB_PORT`),',
    'and MLServer (`MLSERVER_HTTP_PORT`, `MLSERVER_GRPC_PORT` and `MLSERVER_METRICS_PORT`, for Services such as',
    '`mlserver-metrics`). A server is recognized by its published image or by its command.',
    '',
    'It is silent where the container sets the variable itself, which takes precedence, where an argument replaces it,',
    'where a script in the command names it, and where the environment comes from a Secret, or from a ConfigMap that',
    'is not among the objects. Headless Services and those of type ExternalName set no variables.',
    '',
    'It is also silent where a Kustomization is among the objects, which may rename the Services or patch the pods:',
    'check what `kustomize build` prints.',
  ].join('\n'),
  fix: [
    'Set `enableServiceLinks: false` in the pod, as this library does in all of its pods; the name of a Service in DNS',
    'needs no variables. Or rename the Service.',
    '',
    'Acknowledge it when the settings.json of MLServer sets the port: it takes precedence over the variable.',
  ].join('\n'),
  source: 'https://docs.vllm.ai/en/stable/serving/env_vars.html',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
          args: ['--model=/models/qwen2.5-0.5b']
          ports: [{ containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: vllm }
spec:
  selector: { app: qwen }
  ports: [{ port: 8000 }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      enableServiceLinks: false
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
          args: ['--model=/models/qwen2.5-0.5b']
          ports: [{ containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: vllm }
spec:
  selector: { app: qwen }
  ports: [{ port: 8000 }]
`,
  check: (inventory, report) => {
    if (inventory.of('Kustomization').some(isOfKustomize)) return;
    const linked = inventory.workloads.filter(({ pod }) => hasServiceLinks(pod));
    if (linked.length === 0) return;
    const services = servicesByVariable(inventory);
    for (const { object, namespace, podPath, containers } of linked) {
      for (const container of containers) {
        const taken = takenVariables(inventory, namespace, container);
        if (!taken) continue;
        const isSet = (variable: string) => taken(variable) || container.env?.some((e) => e.name === variable);
        const serviceOf = ({ variable }: ServerPortVariable) => services.get(`${namespace}/${variable}`);
        const read = serverPortVariables(container).find((r) => serviceOf(r) && !isSet(r.variable));
        if (!read) continue;
        const { variable, effect, source } = read;
        report(object, {
          field: `${podPath}.enableServiceLinks`,
          rule: `must be false: ${title(serviceOf(read)!)} sets ${variable} in container ${containerName(container)}`,
          why: `its value is a URL (tcp://…), and ${effect}`,
          fix: 'set enableServiceLinks: false, or rename the Service',
          source,
        });
      }
    }
  },
};

/** The Services by their namespace and the variable that holds their URL. */
function servicesByVariable(inventory: Inventory): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const service of inventory.of('Service')) {
    const variable = service.apiVersion === 'v1' ? urlVariable(service) : undefined;
    if (variable !== undefined) found.set(`${namespaceOf(service)}/${variable}`, service);
  }
  return found;
}

/** The file of kustomize itself, not an object that Flux applies. */
function isOfKustomize({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith('kustomize.config.k8s.io/');
}
