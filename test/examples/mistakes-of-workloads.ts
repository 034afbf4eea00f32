import {
  all, each, hasUtilization, hasWorkload, sameName, scaler, type Change, type Mistake, type World,
} from './world';

const first = (pod: any) => pod.containers[0];
const claims = (pod: any) => (pod.volumes ?? []).filter((v: any) => v.persistentVolumeClaim);

function scaledWith(
  find: (pod: any) => boolean, change: (pod: any, group: any[], namespace: string, workload: any) => void,
) {
  return scaler(
    ({ pod, group, object, workload }) => change(pod, group, object.metadata.namespace, workload),
    (found) => hasWorkload(found) && find(found.pod),
  );
}

function claimOf(mode: string) {
  return scaledWith((pod) => claims(pod).length > 0, (pod, group, namespace) => group.push({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claims(pod)[0].persistentVolumeClaim.claimName, namespace },
    spec: { accessModes: [mode], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
  }));
}

/** An object in the namespace of each autoscaler. */
function inNamespace(make: (namespace: string) => any) {
  return scaler(({ group, object }) => { group.push(make(object.metadata.namespace)); });
}

const quota = (namespace: string, hard: Record<string, string>) => (
  { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team', namespace }, spec: { hard } });

/** Workloads of which a Service sends to a port. */
function services(change: (service: any) => void) {
  return (world: World): Change[] => all(world, 'Service')
    .filter(({ object, group }) => sameName(group, 'Deployment', object.metadata) !== undefined)
    .map(({ object, where }) => [where, () => change(object)]);
}

/** What people get wrong in the workload, in its namespace and in front of it. */
export const MISTAKES_OF_WORKLOADS: readonly Mistake[] = [
  {
    name: 'the CPU request is removed',
    rules: ['hpa-missing-request'],
    at: scaler(({ pod }) => {
      delete first(pod).resources.requests.cpu;
      delete first(pod).resources.limits?.cpu;
    }, hasUtilization),
  },
  {
    name: 'the resources are removed',
    rules: ['hpa-missing-request'],
    at: scaler(({ pod }) => { delete first(pod).resources; }, hasUtilization),
  },
  {
    name: 'the resources are misspelt',
    rules: ['field-unknown', 'hpa-missing-request'],
    at: scaler(({ pod }) => {
      first(pod).resource = first(pod).resources;
      delete first(pod).resources;
    }, hasUtilization),
  },
  {
    name: 'the requests are one level too far out',
    rules: ['field-unknown', 'hpa-missing-request'],
    at: scaler(({ pod }) => {
      first(pod).requests = first(pod).resources.requests;
      delete first(pod).resources;
    }, hasUtilization),
  },
  {
    name: 'a sidecar has no request',
    rules: ['hpa-missing-request'],
    at: scaler(({ pod }) => { pod.containers.push({ name: 'logs', image: 'fluent/fluent-bit:3.1' }); }, hasUtilization),
  },
  {
    name: 'the request is above the limit',
    rules: ['container-resources-invalid'],
    at: scaler(({ pod }) => { first(pod).resources = { requests: { cpu: '2' }, limits: { cpu: '1' } }; }),
  },
  {
    name: 'the memory is not a quantity',
    rules: ['container-resources-invalid'],
    at: scaler(({ pod }) => { first(pod).resources.requests.memory = '2GB'; }),
  },
  {
    name: 'a GPU is requested without a limit',
    rules: ['container-resources-invalid'],
    at: scaler(({ pod }) => {
      const { resources } = first(pod);
      resources.requests['nvidia.com/gpu'] = '1';
      delete resources.limits?.['nvidia.com/gpu'];
    }),
  },
  {
    name: 'the workload is of an API version that was removed',
    rules: ['api-version-removed'],
    at: scaler(({ workload }) => { workload.apiVersion = 'apps/v1beta2'; }, hasWorkload),
  },
  {
    name: 'the pods do not have the labels of the selector',
    rules: ['selector-mismatch'],
    at: each('Deployment', ({ spec }) => { spec.template.metadata.labels = { app: 'other' }; }),
  },
  {
    name: 'the selector is removed',
    rules: ['field-missing', 'selector-mismatch'],
    at: each('Deployment', ({ spec }) => { delete spec.selector; }),
  },
  {
    name: 'a second workload with an autoscaler has the same labels',
    rules: ['hpa-ambiguous-selector', 'shared-selector'],
    at: scaler(({ object, workload, group }) => {
      for (const found of [object, workload]) {
        const other = structuredClone(found);
        other.metadata.name += '-canary';
        if (found === object) other.spec.scaleTargetRef.name += '-canary';
        group.push(other);
      }
    }, hasWorkload),
  },
  {
    name: 'the pods name their node',
    rules: ['hpa-pinned-node', 'node-name-and-affinity'],
    at: scaler(({ pod }) => { pod.nodeName = 'edgenode'; }),
  },
  {
    name: 'the pods use the network of their node',
    rules: ['hpa-host-network'],
    at: scaler(({ pod }) => { pod.hostNetwork = true; }, ({ pod }) => pod.hostNetwork !== true),
  },
  {
    name: 'the pods bind a port of their node',
    rules: ['hpa-host-network'],
    at: scaler(({ pod }) => { first(pod).ports = [{ containerPort: 8080, hostPort: 8080 }]; }, hasWorkload),
  },
  {
    name: 'the pods mount a claim for one pod',
    rules: ['claim-read-write-once-pod'],
    at: claimOf('ReadWriteOncePod'),
  },
  {
    name: 'the pods mount a claim for one node',
    rules: ['claim-read-write-once'],
    at: claimOf('ReadWriteOnce'),
  },
  {
    name: 'the rollout has less time than the startup',
    rules: ['startup-over-deadline'],
    at: scaledWith((pod) => first(pod).startupProbe, (_pod, _group, _namespace, workload) => {
      workload.spec.progressDeadlineSeconds = 60;
    }),
  },
  {
    name: 'a variable is a number',
    rules: ['field-type-wrong'],
    at: each('Deployment', ({ spec }) => {
      (first(spec.template.spec).env ??= []).push({ name: 'THREADS', value: 4 });
    }),
  },
  {
    name: 'a label is a boolean',
    rules: ['field-type-wrong'],
    at: each('Deployment', ({ spec }) => { spec.template.metadata.labels.canary = true; }),
  },
  {
    name: 'the replicas are a text',
    rules: ['field-type-wrong'],
    at: each('Deployment', ({ spec }) => { spec.replicas = '2'; }),
  },
  {
    name: 'the image is misspelt',
    rules: ['field-unknown'],
    at: each('Deployment', ({ spec }) => {
      first(spec.template.spec).images = first(spec.template.spec).image;
      delete first(spec.template.spec).image;
    }),
  },
  {
    name: 'the containers are one level too far out',
    rules: ['field-unknown', 'field-missing'],
    at: each('Deployment', ({ spec }) => {
      spec.template.containers = spec.template.spec.containers;
      delete spec.template.spec.containers;
    }),
  },
  {
    name: 'the readiness probe is removed',
    rules: ['no-readiness'],
    at: scaledWith((pod) => first(pod).readinessProbe && pod.containers.length === 1, (pod) => {
      delete first(pod).readinessProbe;
    }),
  },
  {
    name: 'the variable of an argument is removed',
    rules: ['undefined-variable'],
    at: (world) => all(world, 'Deployment').flatMap(({ object, group, where }): Change[] => {
      const [{ envFrom = [] }] = object.spec.template.spec.containers;
      return envFrom.map(({ configMapRef }: any) => [where, () => {
        const name = { name: configMapRef.name, namespace: object.metadata.namespace };
        sameName(group, 'ConfigMap', name).data = {};
      }]);
    }),
  },
  {
    name: 'a LimitRange has a maximum below the request',
    rules: ['limit-range-rejects-pods'],
    at: inNamespace((namespace) => ({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'small', namespace },
      spec: { limits: [{ type: 'Container', max: { cpu: '10m' } }] },
    })),
  },
  {
    name: 'a ResourceQuota has no room for one pod',
    rules: ['quota-rejects-pods'],
    at: inNamespace((namespace) => quota(namespace, { 'requests.cpu': '10m' })),
  },
  {
    name: 'a ResourceQuota bounds limits that the pods do not have',
    rules: ['quota-rejects-pods'],
    at: scaler(({ group, object }) => {
      group.push(quota(object.metadata.namespace, { 'limits.cpu': '64', 'limits.memory': '64Gi' }));
    }, ({ pod }) => !(first(pod).resources.limits?.cpu && first(pod).resources.limits.memory)),
  },
  {
    name: 'a ResourceQuota has room for one pod',
    rules: ['quota-below-max', 'quota-rejects-pods'],
    at: inNamespace((namespace) => quota(namespace, { pods: '1' })),
  },
  {
    name: 'the Namespace is restricted, and the pods are privileged',
    rules: ['pod-security-rejects-pods'],
    at: scaler(({ group, object, pod }) => {
      const name = object.metadata.namespace;
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
      first(pod).securityContext = { privileged: true };
      const namespace = group.find((o) => o.kind === 'Namespace' && o.metadata.name === name);
      if (namespace) namespace.metadata.labels = labels;
      else group.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    }),
  },
  {
    name: 'the Service sends to a port name that is not there',
    rules: ['service-target-port-unknown'],
    at: services(({ spec }) => { spec.ports[0].targetPort = 'rest'; }),
  },
  {
    name: 'the Service sends to a port number that is not there',
    rules: ['service-port-undeclared'],
    at: services(({ spec }) => { spec.ports[0].targetPort = 9999; }),
  },
  {
    name: 'the selector of the Service is misspelt',
    rules: ['service-selects-nothing'],
    at: services(({ spec }) => { spec.selector[Object.keys(spec.selector)[0]] += 's'; }),
  },
];
