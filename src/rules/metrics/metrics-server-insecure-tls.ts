import type { Rule } from '../rule';

const FLAG = '--kubelet-insecure-tls';
const isFlag = (argument: string) => argument === FLAG || argument === `${FLAG}=true`;

export const metricsServerInsecureTls: Rule = {
  id: 'metrics-server-insecure-tls',
  title: 'metrics-server must verify the certificates of kubelets',
  severity: 'advice',
  description: [
    'Looks at the arguments of containers. Fires on the flag `--kubelet-insecure-tls`.',
    '',
    'With the flag, metrics-server scrapes kubelets without verifying who answers. Anybody on the network can',
    'answer in the place of a kubelet, with numbers that autoscalers follow.',
  ].join('\n'),
  fix: [
    'Give the kubelets signed certificates (`serverTLSBootstrap: true`), and remove the flag.',
    '',
    'Acknowledge it on a test cluster such as minikube, and for KubeEdge, whose edge nodes have certificates of',
    'their own.',
  ].join('\n'),
  source: 'https://github.com/kubernetes-sigs/metrics-server#requirements',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: metrics-server, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: metrics-server } }
  template:
    metadata: { labels: { k8s-app: metrics-server } }
    spec:
      containers:
        - name: metrics-server
          image: registry.k8s.io/metrics-server/metrics-server:v0.9.0
          args: [--kubelet-insecure-tls]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: metrics-server, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: metrics-server } }
  template:
    metadata: { labels: { k8s-app: metrics-server } }
    spec:
      containers:
        - name: metrics-server
          image: registry.k8s.io/metrics-server/metrics-server:v0.9.0
          args: [--metric-resolution=15s]
`,
  check: (inventory, report) => {
    for (const { object, podPath, containers } of inventory.workloads) {
      for (const { name, command = [], args = [] } of containers) {
        const inCommand = command.find(isFlag);
        const flag = inCommand ?? args.find(isFlag);
        if (flag === undefined) continue;
        const property = inCommand === undefined ? 'args' : 'command';
        report(object, {
          field: `${podPath}.containers[${JSON.stringify(name ?? '(no name)')}].${property}`,
          value: flag,
          rule: 'switches off the verification of the certificates of kubelets',
          why: 'anybody on the network can answer in the place of a kubelet, with numbers that autoscalers follow',
          fix: 'give the kubelets signed certificates (serverTLSBootstrap) and remove the flag; '
            + 'acknowledge this on a test cluster, or for KubeEdge',
        });
      }
    }
  },
};
