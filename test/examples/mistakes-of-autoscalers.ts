import { hasUtilization, hasWorkload, isOfKubernetes, isOwn, scaler, type Mistake, type Scaler } from './world';

const resource = ({ limits }: Scaler) => limits.metrics[0].resource;
const copy = (found: Scaler, name: string) => {
  const other = structuredClone(found.object);
  other.metadata.name = name;
  found.group.push(other);
  return other;
};

/** What people get wrong in the autoscaler itself. */
export const MISTAKES_OF_AUTOSCALERS: readonly Mistake[] = [
  {
    name: 'the name of the target is misspelt',
    rules: ['scale-target-missing'],
    at: scaler(({ object }) => { object.spec.scaleTargetRef.name += 's'; }, isOwn),
  },
  {
    name: 'the target is of another kind',
    rules: ['scale-target-mistaken'],
    at: scaler(({ object: { spec: { scaleTargetRef: ref } } }) => {
      ref.kind = ref.kind === 'StatefulSet' ? 'Deployment' : 'StatefulSet';
    }, isOwn),
  },
  {
    name: 'the kind of the target is in lower case',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object }) => { object.spec.scaleTargetRef.kind = 'deployment'; }, isOwn),
  },
  {
    name: 'the target is a Service',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object: { spec } }) => {
      Object.assign(spec.scaleTargetRef, { apiVersion: 'v1', kind: 'Service' });
    }, isOwn),
  },
  {
    name: 'the target has the API version of the core group',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object }) => { object.spec.scaleTargetRef.apiVersion = 'v1'; }, isOwn),
  },
  {
    name: 'the target has the API version of long ago',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object }) => { object.spec.scaleTargetRef.apiVersion = 'extensions/v1beta1'; }, isOwn),
  },
  {
    name: 'the target has no API version',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object }) => { delete object.spec.scaleTargetRef.apiVersion; }, isOwn),
  },
  {
    name: 'the target is given where the autoscaler has no such field',
    rules: ['field-unknown', 'field-missing', 'scale-target-unscalable'],
    at: scaler(({ object }) => {
      object.spec.targetRef = object.spec.scaleTargetRef;
      delete object.spec.scaleTargetRef;
    }, isOwn),
  },
  {
    name: 'the autoscaler is of autoscaling/v2beta2',
    rules: ['api-version-removed'],
    at: scaler(({ object }) => { object.apiVersion = 'autoscaling/v2beta2'; }, isOfKubernetes),
  },
  {
    name: 'the autoscaler is of a group that does not have it',
    rules: ['api-version-removed'],
    at: scaler(({ object }) => { object.apiVersion = 'apps/v1'; }, isOfKubernetes),
  },
  {
    name: 'the metrics of v2 are in an autoscaler of autoscaling/v1',
    rules: ['field-unknown'],
    at: scaler(({ object }) => { object.apiVersion = 'autoscaling/v1'; }, isOfKubernetes),
  },
  {
    name: 'the minimum is above the maximum',
    rules: ['hpa-limits-rejected', 'karmada-min-above-max'],
    at: scaler(({ limits }) => { limits.minReplicas = limits.maxReplicas + 1; }),
  },
  {
    name: 'the minimum is the maximum',
    rules: ['hpa-min-equals-max'],
    at: scaler(({ limits }) => { limits.minReplicas = limits.maxReplicas; }),
  },
  {
    name: 'there is no maximum',
    rules: ['hpa-limits-rejected', 'field-missing'],
    at: scaler(({ limits }) => { delete limits.maxReplicas; }),
  },
  {
    name: 'the maximum is a text',
    rules: ['field-type-wrong', 'hpa-limits-rejected'],
    at: scaler(({ limits }) => { limits.maxReplicas = String(limits.maxReplicas); }),
  },
  {
    name: 'the maximum is misspelt',
    rules: ['field-unknown', 'hpa-limits-rejected'],
    at: scaler(({ limits }) => {
      limits.maxReplica = limits.maxReplicas;
      delete limits.maxReplicas;
    }),
  },
  {
    name: 'the minimum is zero, with a metric of the pods alone',
    rules: ['hpa-limits-rejected'],
    at: scaler(({ limits }) => { limits.minReplicas = 0; }),
  },
  {
    name: 'the metric has no type',
    rules: ['field-missing'],
    at: scaler(({ limits }) => { delete limits.metrics[0].type; }, isOfKubernetes),
  },
  {
    name: 'the target is in the form of autoscaling/v2beta1',
    rules: ['field-unknown', 'metric-target-invalid'],
    at: scaler((found) => {
      resource(found).targetAverageUtilization = resource(found).target.averageUtilization;
      delete resource(found).target;
    }, hasUtilization),
  },
  {
    name: 'the target is a Value of a resource',
    rules: ['metric-target-invalid'],
    at: scaler((found) => { resource(found).target = { type: 'Value', value: '60' }; }, hasUtilization),
  },
  {
    name: 'the type of the target is in lower case',
    rules: ['metric-target-invalid'],
    at: scaler((found) => { resource(found).target.type = 'utilization'; }, hasUtilization),
  },
  {
    name: 'the target utilization is a text',
    rules: ['field-type-wrong', 'metric-target-invalid'],
    at: scaler((found) => { resource(found).target.averageUtilization = '60'; }, hasUtilization),
  },
  {
    name: 'the target utilization is a percentage',
    rules: ['field-type-wrong', 'metric-target-invalid'],
    at: scaler((found) => { resource(found).target.averageUtilization = '60%'; }, hasUtilization),
  },
  {
    name: 'the target utilization is a fraction',
    rules: ['field-type-wrong', 'metric-target-invalid'],
    at: scaler((found) => { resource(found).target.averageUtilization = 0.6; }, hasUtilization),
  },
  {
    name: 'the target utilization is above what the limits allow',
    rules: ['hpa-unreachable-target'],
    at: scaler((found) => {
      found.pod.containers[0].resources.limits = { cpu: found.pod.containers[0].resources.requests.cpu };
      resource(found).target.averageUtilization = 120;
    }, hasUtilization),
  },
  {
    name: 'a Pods metric has a target utilization',
    rules: ['metric-target-invalid'],
    at: scaler(({ limits }) => {
      limits.metrics[0].pods.target = { type: 'Utilization', averageUtilization: 60 };
    }, ({ limits }) => limits.metrics[0].pods !== undefined),
  },
  {
    name: 'a resource metric names the GPU',
    rules: ['hpa-resource-unserved'],
    at: scaler((found) => { resource(found).name = 'nvidia.com/gpu'; }, hasUtilization),
  },
  {
    name: 'a resource metric names CPU in capitals',
    rules: ['hpa-resource-unserved'],
    at: scaler((found) => { resource(found).name = 'CPU'; }, hasUtilization),
  },
  {
    name: 'a ContainerResource metric names a container that is not there',
    rules: ['hpa-unknown-container'],
    at: scaler(({ limits }) => {
      const { resource: held } = limits.metrics[0];
      limits.metrics[0] = { type: 'ContainerResource', containerResource: { ...held, container: 'app' } };
    }, hasUtilization),
  },
  {
    name: 'scaling up is disabled',
    rules: ['hpa-scale-up-disabled'],
    at: scaler(({ limits }) => { limits.behavior = { scaleUp: { selectPolicy: 'Disabled' } }; }, isOwn),
  },
  {
    name: 'the period of a policy is too long',
    rules: ['hpa-behavior-rejected'],
    at: scaler(({ limits }) => {
      limits.behavior = { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 3600 }] } };
    }, isOwn),
  },
  {
    name: 'the stabilization window is too long',
    rules: ['hpa-behavior-rejected'],
    at: scaler(({ limits }) => { limits.behavior = { scaleDown: { stabilizationWindowSeconds: 7200 } }; }, isOwn),
  },
  {
    name: 'the type of a policy is misspelt',
    rules: ['hpa-behavior-rejected'],
    at: scaler(({ limits }) => {
      limits.behavior = { scaleUp: { policies: [{ type: 'Pod', value: 1, periodSeconds: 60 }] } };
    }, isOwn),
  },
  {
    name: 'the behavior is one level too far in',
    rules: ['field-unknown'],
    at: scaler(({ limits }) => { limits.metrics[0].behavior = {}; }, isOfKubernetes),
  },
  {
    name: 'the metrics are one level too far in',
    rules: ['field-unknown'],
    at: scaler(({ object }) => {
      object.spec.scaleTargetRef.metrics = object.spec.metrics;
      delete object.spec.metrics;
    }, isOfKubernetes),
  },
  {
    name: 'the autoscaler is in another namespace',
    rules: ['scale-target-mistaken', 'scale-target-missing'],
    at: scaler(({ object }) => { object.metadata.namespace = 'monitoring'; }, isOwn),
  },
  {
    name: 'there are two autoscalers for one target',
    rules: ['two-autoscalers'],
    at: scaler((found) => { copy(found, `${found.object.metadata.name}-memory`); }, isOwn),
  },
  {
    name: 'there is a ScaledObject for the target of an autoscaler',
    rules: ['two-autoscalers'],
    at: scaler(({ group, object }) => {
      group.push({
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: object.metadata.name, namespace: object.metadata.namespace },
        spec: {
          scaleTargetRef: { name: object.spec.scaleTargetRef.name },
          minReplicaCount: 1,
          maxReplicaCount: 3,
          triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
        },
      });
    }, (found) => isOfKubernetes(found) && hasUtilization(found)),
  },
  {
    name: 'the autoscaler is there twice, with other limits',
    rules: ['duplicate-object'],
    at: scaler((found) => { copy(found, found.object.metadata.name).spec.maxReplicas = 50; }, isOwn),
  },
  {
    name: 'a VerticalPodAutoscaler sets the requests of the target',
    rules: ['vpa-and-hpa'],
    at: scaler(({ group, object }) => {
      const { name, namespace } = object.metadata;
      const spec = { targetRef: object.spec.scaleTargetRef, updatePolicy: { updateMode: 'Recreate' } };
      const kind = 'VerticalPodAutoscaler';
      group.push({ apiVersion: 'autoscaling.k8s.io/v1', kind, metadata: { name, namespace }, spec });
    }, (found) => isOwn(found) && hasUtilization(found)),
  },
  {
    name: 'the workload has no replicas',
    rules: ['hpa-replicas-zero', 'karmada-federated-zero-replicas'],
    at: scaler(({ workload }) => { workload.spec.replicas = 0; }, hasWorkload),
  },
  {
    name: 'the workload sets its replicas',
    rules: ['hpa-fixed-replicas'],
    at: scaler(({ workload }) => { workload.spec.replicas = 1; }, isOfKubernetes),
  },
  {
    name: 'the workload is a DaemonSet',
    rules: ['scale-target-unscalable'],
    at: scaler(({ object, workload }) => {
      workload.kind = 'DaemonSet';
      object.spec.scaleTargetRef.kind = 'DaemonSet';
    }, hasWorkload),
  },
];
