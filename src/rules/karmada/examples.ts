/** Objects of which the examples of these rules are made. */

/** One YAML text of several objects. */
export function documents(...objects: readonly string[]): string {
  return `\n${objects.map((object) => `${object.trimEnd()}\n`).join('---\n')}`;
}

const POD = `  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
`;

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
${POD}`;

/** The same, with the label by which Karmada retains its replicas. */
export const RETAINED = DEPLOYMENT.replace('metadata: { name: classifier, namespace: vision }', `metadata:
  name: classifier
  namespace: vision
  labels: { resourcetemplate.karmada.io/retain-replicas: 'true' }`);

/** The same, with a number of replicas and no autoscaler. */
export function fixed(replicas: number): string {
  return DEPLOYMENT.replace('spec:\n', `spec:\n  replicas: ${replicas}\n`);
}

export const STATEFUL_SET = DEPLOYMENT.replace('kind: Deployment', 'kind: StatefulSet')
  .replace('spec:\n', 'spec:\n  serviceName: classifier\n');

const SCALING = `spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 2
  maxReplicas: 8
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }`;

/** Scales the Deployment in each cluster. */
export const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier, namespace: vision }
${SCALING}`;

/** Scales the Deployment from the hub. */
export const FEDERATED_AUTOSCALER = `apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: classifier, namespace: vision }
${SCALING}`;

/** A policy for objects of the namespace, in both clusters. */
export function policy(objects: readonly string[], scheduling: string = '', name: string = 'everywhere'): string {
  const selectors = objects.map((object) => {
    const [apiVersion, kind, own = 'classifier'] = object.split(' ');
    return `    - { apiVersion: ${apiVersion}, kind: ${kind}, name: ${own} }\n`;
  });
  const replicas = scheduling === '' ? '' : `\n    replicaScheduling: ${scheduling}`;
  return `apiVersion: policy.karmada.io/v1alpha1
kind: PropagationPolicy
metadata: { name: ${name}, namespace: vision }
spec:
  propagateDeps: true
  resourceSelectors:
${selectors.join('')}  placement:
    clusterAffinity: { clusterNames: [bj, sh] }${replicas}`;
}

/** What an override policy changes of one object in Shanghai. */
export function override(object: string, overriders: string): string {
  const [apiVersion, kind, name = 'classifier'] = object.split(' ');
  return `apiVersion: policy.karmada.io/v1alpha1
kind: OverridePolicy
metadata: { name: larger, namespace: vision }
spec:
  resourceSelectors:
    - { apiVersion: ${apiVersion}, kind: ${kind}, name: ${name} }
  overrideRules:
    - targetCluster: { clusterNames: [sh] }
      overriders:
        ${overriders}`;
}

export const DEPLOYMENTS = 'apps/v1 Deployment';
export const AUTOSCALERS = 'autoscaling/v2 HorizontalPodAutoscaler';
