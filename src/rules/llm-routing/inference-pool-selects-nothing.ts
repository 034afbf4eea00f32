import { labelsOf, POOL_REFERENCE, poolsOf, poolWorkloads, selectedIn } from './inference-pools';
import { templatesWith } from './pod-templates';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { ends } from '../../kubernetes/workload';
import { misspelled } from '../../validation/nearest';
import { title, type Reported, type Rule } from '../rule';

export const inferencePoolSelectsNothing: Rule = {
  id: 'inference-pool-selects-nothing',
  title: 'An InferencePool should select the pods that it is meant for',
  severity: 'warning',
  description: [
    'Fires when an InferencePool selects no pods among the objects, and pods that are probably meant are there:',
    '',
    '- in another namespace: a pool selects pods of its own namespace only;',
    '- with all labels of the selector but one, whose value is written almost so, with no other digit;',
    '- of a workload with the name of the pool.',
    '',
    'The pool has no endpoint then, and the gateway answers every request with 503. It is silent on other pools that',
    'select nothing here, whose pods may be applied from elsewhere, and where a template of pods in any other object',
    '(a LeaderWorkerSet, a RayService) has the labels.',
  ].join('\n'),
  fix: [
    'Select the labels of the pods, and put the pool into their namespace.',
    '',
    'Acknowledge it when the pods of the pool are applied from elsewhere.',
  ].join('\n'),
  source: POOL_REFERENCE,
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: vllm
          image: docker.io/vllm/vllm-openai:v0.27.1
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: vllm-qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: vllm
          image: docker.io/vllm/vllm-openai:v0.27.1
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
`,
  check: (inventory, report) => {
    for (const pool of poolsOf(inventory)) {
      const labels = labelsOf(pool);
      if (Object.keys(labels).length === 0 || poolWorkloads(inventory, pool).length > 0) continue;
      if (templatesWith(inventory, namespaceOf(pool), labels).length > 0) continue;
      const found = elsewhere(inventory, pool) ?? almost(inventory, pool) ?? sameName(inventory, pool);
      if (found) {
        report(pool, { ...found, why: 'the pool has no endpoint, and the gateway answers every request with 503' });
      }
    }
  },
};

/** What is said of a pool, besides why that matters. */
type Found = Omit<Reported, 'why'>;

/** The labels fit pods of another namespace. */
function elsewhere(inventory: Inventory, pool: Manifest): Found | undefined {
  const spec = { selector: { matchLabels: labelsOf(pool) }, namespaceSelector: { any: true } };
  const [other] = inventory.watched({ ...pool, kind: 'PodMonitor', spec }).filter((workload) => !ends(workload));
  if (other === undefined) return undefined;
  return {
    field: 'metadata.namespace',
    value: pool.metadata?.namespace,
    rule: `must be the namespace of ${title(other.object)}, whose pods the selector fits`,
    fix: `put the pool into the namespace ${other.namespace}`,
  };
}

/** All labels fit but one, which has a slip of the keyboard. */
function almost(inventory: Inventory, pool: Manifest): Found | undefined {
  const labels = Object.entries(labelsOf(pool));
  if (labels.length < 2) return undefined;
  for (const [label, value] of labels) {
    const others = Object.fromEntries(labels.filter(([key]) => key !== label));
    const found = selectedIn(inventory, namespaceOf(pool), others);
    const near = misspelled(value, found.map((workload) => String(workload.podLabels[label] ?? '')));
    if (near === undefined) continue;
    const { object } = found.find((workload) => workload.podLabels[label] === near)!;
    return {
      field: `spec.selector.matchLabels[${JSON.stringify(label)}]`,
      value,
      rule: `fits no pods here; ${title(object)} has ${near}, and all other labels`,
      fix: `write ${near}, or add this label to the pods`,
    };
  }
  return undefined;
}

/** What has the name of the pool, and other labels. */
function sameName(inventory: Inventory, pool: Manifest): Found | undefined {
  const name = pool.metadata?.name;
  const found = ['Deployment', 'StatefulSet'].map((kind) => inventory.find(kind, namespaceOf(pool), name));
  const [other] = found.filter((object) => object !== undefined);
  if (other === undefined) return undefined;
  return {
    field: 'spec.selector',
    rule: `fits no pods here, and not the labels of ${title(other)}`,
    fix: `select the labels of ${title(other)}, or give it these`,
  };
}
