import { all, each, sameName, type Change, type Mistake, type World } from './world';

/** Both workers of each JointInferenceService. */
function workers(change: (worker: any, service: any, group: any[]) => void) {
  return (world: World): Change[] => all(world, 'JointInferenceService').flatMap(({ object, group, where }) => (
    ['edgeWorker', 'cloudWorker'].map((side): Change => (
      [`${side} of ${where}`, () => change(object.spec[side], object, group)]))));
}

/** Each policy that names a workload with an autoscaler of a kind. */
function policies(
  scaled: 'HorizontalPodAutoscaler' | 'FederatedHPA', change: (policy: any, deployment: any, group: any[]) => void,
) {
  return (world: World): Change[] => all(world, 'PropagationPolicy').flatMap(({ object, group, where }): Change[] => (
    all(world, scaled).flatMap(({ object: { spec: { scaleTargetRef: { kind, name: target } } } }): Change[] => {
      const selected = object.spec.resourceSelectors.some((s: any) => s.kind === kind && s.name === target);
      const name = { name: target, namespace: object.metadata.namespace };
      return selected ? [[where, () => change(object, sameName(group, 'Deployment', name), group)]] : [];
    })));
}

function override(change: (plaintext: any[], rule: any) => void) {
  return (world: World): Change[] => all(world, 'OverridePolicy')
    .filter(({ object }) => object.spec.overrideRules[0].overriders.plaintext)
    .map(({ object, where }) => [where, () => {
      const [rule] = object.spec.overrideRules;
      change(rule.overriders.plaintext, rule);
    }]);
}

function nested(change: (object: any, manifests: any[]) => void) {
  return ({ groups }: World): Change[] => groups.slice(1).flatMap((group) => group.map((object): Change => (
    [`${object.kind} ${object.metadata.name}`, () => change(object, group)])));
}

/** The backends of routes that are pools. */
function poolBackends(world: World): Array<[where: string, backend: any]> {
  return all(world, 'HTTPRoute').flatMap(({ object, where }) => (
    object.spec.rules.flatMap(({ backendRefs }: any) => backendRefs)
      .filter(({ kind }: any) => kind === 'InferencePool').map((backend: any) => [where, backend])));
}

/** What people get wrong in Sedna, Karmada, TensorStack, Istio, KubeEdge and pools of language models. */
export const MISTAKES_OF_PLATFORMS: readonly Mistake[] = [
  {
    name: 'the model of a worker is missing',
    rules: ['sedna-model-missing'],
    at: workers((worker, _, group) => {
      group.splice(group.findIndex((o) => o.kind === 'Model' && o.metadata.name === worker.model.name), 1);
    }),
  },
  {
    name: 'the name of a model is misspelt',
    rules: ['sedna-model-missing'],
    at: workers((worker) => { worker.model.name += 's'; }),
  },
  {
    name: 'the model is in another namespace',
    rules: ['sedna-model-elsewhere'],
    at: each('Model', ({ metadata }) => { metadata.namespace = 'models'; }),
  },
  {
    name: 'a worker names no model',
    rules: ['sedna-model-missing'],
    at: workers((worker) => { delete worker.model; }),
  },
  {
    name: 'Sedna may not create autoscalers',
    rules: ['sedna-autoscaler-access'],
    at: (world) => all(world, 'Role').filter(({ object }) => object.rules[0].apiGroups.includes('autoscaling'))
      .map(({ object, where }) => [where, () => { object.rules[0].verbs = ['get', 'list', 'watch']; }]),
  },
  {
    name: 'the rights of Sedna are bound in another namespace',
    rules: ['sedna-autoscaler-access'],
    at: (world) => all(world, 'JointInferenceService').map(({ group, where }) => [where, () => {
      group.find((o) => o.kind === 'RoleBinding').metadata.namespace = 'sedna';
    }]),
  },
  {
    name: 'the template of a worker has metadata',
    rules: ['sedna-pruned-metadata'],
    at: workers((worker) => { worker.template.metadata = { labels: { app: 'helmet' } }; }),
  },
  {
    name: 'a worker sets a variable of Sedna',
    rules: ['sedna-reserved-variable'],
    at: workers(({ template }) => {
      template.spec.containers[0].env.push({ name: 'MODEL_URL', value: '/data/a.pb' });
    }),
  },
  {
    name: 'a worker has a variable twice',
    rules: ['sedna-duplicate-variable'],
    at: workers((worker) => { worker.template.spec.containers[0].env.push({ name: 'input_shape', value: '1,1' }); }),
  },
  {
    name: 'the name of the service is too long for Sedna',
    rules: ['sedna-name'],
    at: each('JointInferenceService', ({ metadata }) => { metadata.name += '-for-all-construction-sites'; }),
  },
  {
    name: 'the name of the service has a dot',
    rules: ['sedna-name'],
    at: each('JointInferenceService', ({ metadata }) => { metadata.name = 'helmet.detection'; }),
  },
  {
    name: 'the edge worker cannot resolve Services',
    rules: ['sedna-host-network-dns'],
    at: each('JointInferenceService', ({ spec }) => { spec.edgeWorker.template.spec.dnsPolicy = 'ClusterFirst'; }),
  },
  {
    name: 'the Global Manager of Sedna is old',
    rules: ['sedna-old-manager'],
    at: each('JointInferenceService', (_, group) => group.push({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'gm', namespace: 'sedna' },
      spec: {
        selector: { matchLabels: { sedna: 'gm' } },
        template: {
          metadata: { labels: { sedna: 'gm' } },
          spec: { containers: [{ name: 'gm', image: 'kubeedge/sedna-gm:v0.6.0' }] },
        },
      },
    })),
  },
  {
    name: 'the autoscaler of a worker exists already',
    rules: ['sedna-generated-name-taken', 'two-autoscalers'],
    at: each('JointInferenceService', ({ metadata: { name, namespace }, spec }, group) => group.push({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: `hpa-${name}-deployment-cloud`, namespace },
      spec: {
        ...spec.cloudWorker.hpa,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${name}-deployment-cloud` },
      },
    })),
  },
  {
    name: 'no policy propagates what a FederatedHPA scales',
    rules: ['karmada-federated-target-not-propagated'],
    at: policies('FederatedHPA', ({ spec }) => { spec.resourceSelectors.shift(); }),
  },
  {
    name: 'the policy names an object that is not there',
    rules: ['karmada-federated-target-not-propagated'],
    at: policies('FederatedHPA', ({ spec }) => { spec.resourceSelectors[0].name += 's'; }),
  },
  {
    name: 'the policy propagates an autoscaler, and names a workload that is not there',
    rules: ['karmada-target-not-propagated'],
    at: policies('HorizontalPodAutoscaler', ({ spec }) => {
      spec.resourceSelectors.find(({ kind }: any) => kind === 'Deployment').name += 's';
    }),
  },
  {
    name: 'the policy propagates a workload, and not its autoscaler',
    rules: ['karmada-target-not-propagated'],
    at: policies('HorizontalPodAutoscaler', ({ spec }) => { spec.resourceSelectors.pop(); }),
  },
  {
    name: 'what a FederatedHPA scales keeps the replicas of its cluster',
    rules: ['karmada-retain-label-on-federated'],
    at: policies('FederatedHPA', (_, { metadata }) => {
      metadata.labels['resourcetemplate.karmada.io/retain-replicas'] = 'true';
    }),
  },
  {
    name: 'a FederatedHPA has fewer replicas than clusters',
    rules: ['karmada-cluster-without-replica'],
    at: each('FederatedHPA', ({ spec }) => { spec.minReplicas = 1; }),
  },
  {
    name: 'the replicas that an autoscaler sets are divided',
    rules: ['karmada-autoscaled-and-divided'],
    at: policies('HorizontalPodAutoscaler', ({ spec }) => {
      spec.placement.replicaScheduling = { replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated' };
    }),
  },
  {
    name: 'the label that retains replicas is missing',
    rules: ['karmada-retain-label-missing'],
    at: policies('HorizontalPodAutoscaler', (_, { metadata }) => {
      delete metadata.labels['resourcetemplate.karmada.io/retain-replicas'];
    }),
  },
  {
    name: 'two policies select the workload',
    rules: ['karmada-two-policies'],
    at: policies('HorizontalPodAutoscaler', (policy, _, group) => {
      const other = structuredClone(policy);
      other.metadata.name = 'everything-else';
      group.push(other);
    }),
  },
  {
    name: 'the policy is in another namespace than what it selects',
    rules: ['karmada-selector-namespace'],
    at: policies('HorizontalPodAutoscaler', ({ metadata }) => { metadata.namespace = 'fleet'; }),
  },
  {
    name: 'an override sets the replicas of what is scaled',
    rules: ['karmada-autoscaled-replicas-overridden'],
    at: (world) => all(world, 'OverridePolicy')
      .filter(({ object }) => object.spec.resourceSelectors[0].kind === 'Deployment')
      .map(({ object, where }) => [where, () => {
        const replicas = { path: '/spec/replicas', operator: 'add', value: 5 };
        object.spec.overrideRules[0].overriders = { plaintext: [replicas] };
      }]),
  },
  {
    name: 'the path of an override is misspelt',
    rules: ['karmada-override-not-applied'],
    at: override(([first]) => { first.path = '/spec/maxReplica'; }),
  },
  {
    name: 'the value of an override is a text',
    rules: ['karmada-override-value-type'],
    at: override(([first]) => { first.value = '8'; }),
  },
  {
    name: 'an override puts the maximum below the minimum',
    rules: ['karmada-min-above-max'],
    at: override(([first]) => { first.value = 0; }),
  },
  {
    name: 'a manifest inside a HyperMLService has no namespace',
    rules: ['hyper-ml-service-namespace-missing'],
    at: nested(({ metadata }) => { delete metadata.namespace; }),
  },
  {
    name: 'a cluster does not get the runtime of its MLService',
    rules: ['hyper-ml-service-reference-missing'],
    at: (world) => all(world, 'MLServiceRuntime').map(({ object, group, where }) => [where, () => {
      group.splice(group.indexOf(object), 1);
    }]),
  },
  {
    name: 'a HyperMLService contains an object of Karmada',
    rules: ['hyper-ml-service-karmada-object'],
    at: ({ groups }) => groups.slice(1).map((group, i) => [`workload ${i}`, () => group.push({
      apiVersion: 'policy.karmada.io/v1alpha1',
      kind: 'OverridePolicy',
      metadata: { name: 'overrides', namespace: 'demo' },
      spec: { resourceSelectors: [], overrideRules: [] },
    })]),
  },
  {
    name: 'two DestinationRules of one host differ',
    rules: ['destination-rule-host-twice'],
    at: (world) => all(world, 'DestinationRule').filter(({ object }) => object.spec.trafficPolicy.tls)
      .map(({ object, group, where }) => [where, () => {
        const other = structuredClone(object);
        other.metadata.name += '-timeouts';
        other.spec.trafficPolicy.connectionPool = { tcp: { connectTimeout: '1s' } };
        group.push(other);
      }]),
  },
  {
    name: 'a DestinationRule does not verify its host',
    rules: ['tls-host-unverified'],
    at: (world) => all(world, 'DestinationRule').filter(({ object }) => object.spec.trafficPolicy.tls?.subjectAltNames)
      .map(({ object, where }) => [where, () => { delete object.spec.trafficPolicy.tls.subjectAltNames; }]),
  },
  {
    name: 'EdgeMesh does not know the algorithm',
    rules: ['edge-mesh-unknown-policy'],
    at: (world) => all(world, 'DestinationRule').filter(({ object }) => object.spec.trafficPolicy.loadBalancer)
      .map(({ object, where }) => [where, () => { object.spec.trafficPolicy.loadBalancer.simple = 'LEAST_REQUEST'; }]),
  },
  {
    name: 'a second term of the node affinity allows every node',
    rules: ['node-affinity-alternatives'],
    at: (world) => all(world, 'Deployment').filter(({ object }) => object.spec.template.spec.affinity)
      .map(({ object, where }) => [where, () => {
        const { nodeAffinity } = object.spec.template.spec.affinity;
        nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.push({
          matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }],
        });
      }]),
  },
  {
    name: 'a pool selects a label that the pods do not have',
    rules: ['inference-pool-selects-nothing'],
    at: each('InferencePool', ({ spec }) => { spec.selector.matchLabels = { app: 'vllm' }; }),
  },
  {
    name: 'a pool is in another namespace than its pods',
    rules: ['inference-pool-selects-nothing'],
    at: each('InferencePool', ({ metadata }) => { metadata.namespace = 'gateways'; }),
  },
  {
    name: 'a pool names the health port of its picker',
    rules: ['inference-pool-picker-port'],
    at: each('InferencePool', ({ spec }) => { spec.endpointPickerRef.port.number = 9003; }),
  },
  {
    name: 'a pool is of the API before 1.0',
    rules: ['api-version-deprecated'],
    at: each('InferencePool', (pool) => { pool.apiVersion = 'inference.networking.x-k8s.io/v1alpha2'; }),
  },
  {
    name: 'a route does not name the group of its pool',
    rules: ['http-route-inference-pool'],
    at: (world) => poolBackends(world).map(([where, backend]) => [where, () => { delete backend.group; }]),
  },
  {
    name: 'a route misspells the name of its pool',
    rules: ['http-route-inference-pool'],
    at: (world) => poolBackends(world).map(([where, backend]) => [where, () => { backend.name += 's'; }]),
  },
  {
    name: 'what a pool selects may rest at zero',
    rules: ['inference-pool-scales-to-zero'],
    at: (world) => all(world, 'InferencePool').flatMap(({ group }) => (
      group.filter(({ kind }) => kind === 'HorizontalPodAutoscaler'))
      .map((scaler): Change => [scaler.metadata.name, () => { scaler.spec.minReplicas = 0; }])),
  },
];
