import { MODELS } from './examples';
import type { Rule } from '../rule';

/** The policies by which a pod on the network of its node resolves the names of Services, or says itself how. */
const RESOLVING = new Set<string | undefined>(['ClusterFirstWithHostNet', 'None']);

export const sednaHostNetworkDns: Rule = {
  id: 'sedna-host-network-dns',
  title: 'An edge worker on the host network must resolve the names of Services',
  severity: 'error',
  description: [
    'Looks at the edge workers of JointInferenceServices. Fires when one has `hostNetwork` with the `dnsPolicy`',
    '`ClusterFirst`, which is the default, or `Default`. With `None` the pod names its DNS servers itself, and',
    'the rule is silent.',
    '',
    'The worker then uses the DNS of its node, which cannot resolve the Service `<name>-cloud`: no hard example',
    'reaches the cloud.',
  ].join('\n'),
  fix: [
    'Set `dnsPolicy: ClusterFirstWithHostNet`, or remove `hostNetwork`. With `hostNetwork: true` on the edge',
    '`SednaJointInference` writes both.',
    '',
    'Acknowledge it when the DNS of the node forwards the names of Services.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  failing: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template:
      spec:
        hostNetwork: true
        containers:
          - { name: little-model, image: 'registry.example.com/little:1.0' }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  repaired: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template:
      spec:
        hostNetwork: true
        dnsPolicy: ClusterFirstWithHostNet
        containers:
          - { name: little-model, image: 'registry.example.com/little:1.0' }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    for (const { object, worker, pod, podPath } of inventory.workloads) {
      if (worker !== 'edge' || pod.hostNetwork !== true || RESOLVING.has(pod.dnsPolicy)) continue;
      report(object, {
        field: `${podPath}.dnsPolicy`,
        value: pod.dnsPolicy ?? 'ClusterFirst',
        rule: 'must be ClusterFirstWithHostNet where hostNetwork is true',
        why: `the worker calls the Service ${object.metadata?.name}-cloud, which the DNS of the node cannot resolve`,
        fix: 'set it, or remove hostNetwork',
      });
    }
  },
};
