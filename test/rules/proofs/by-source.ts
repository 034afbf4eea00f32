/** How a rule is shown where its controller is not at hand: the place in the controller's source that was read. */
export interface Read {
  /** Whose source it is. */
  readonly controller: string;
  /** The lines, of one commit. */
  readonly source: string;
  /** What stands there, so that the failing example of the rule cannot work. */
  readonly shows: string;
}

const KARMADA = 'https://github.com/karmada-io/karmada/blob/f8fdd02df3760fd9521624f284877fa84e7be6ef/pkg/';
const KEDA = 'https://github.com/kedacore/keda/blob/8b4f083ca8c8c2baf8477e322bd4d16ac4dfa09a/';
const HTTP_ADD_ON = 'https://github.com/kedacore/http-add-on/blob/59b2f6a115ad735a108d830f4d525f8462497c7d/';
const SEDNA = 'https://github.com/kubeedge/sedna/blob/2c30e569eedadf6a89c22f3ec6d6310a61c3b66b/';
const JOINT_INFERENCE = 'pkg/globalmanager/controllers/jointinference/jointinferenceservice.go';
const ADAPTER = 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/01919d0ef11859bc214e0c8a8bd5368afd9d47f7/';
const PROMETHEUS = 'https://github.com/prometheus/prometheus/blob/d15adb9ad7e5d9fbde3a9a8f30200593a5a14d86/';
const TENSORSTACK = 'https://github.com/t9k/user-manuals/blob/fbf6b3cdabacc4886470054d155b5494e95c3358/src/';

const KUBERNETES = 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/';

/** The errors that only a controller shows which the control plane does not run. */
export const BY_SOURCE: Readonly<Record<string, Read>> = {
  'kubernetes-feature-missing': {
    controller: 'API server',
    source: `${KUBERNETES}pkg/api/pod/util.go#L1838-L1876`,
    shows: 'dropImageVolumes: without the gate, off by default before 1.35, the volume and its mounts are removed',
  },
  'keda-trigger-invalid': keda(
    'pkg/scalers/cpu_memory_scaler.go#L51-L79',
    'parseResourceMetadata: `type` is no field any more, and without `metricType` there is an "unknown metric type"',
  ),
  'keda-scaled-object-refused': keda(
    'apis/keda/v1alpha1/scaledobject_types.go#L353-L369',
    'CheckReplicaCountBoundsAreValid: "MinReplicaCount=5 must be less than MaxReplicaCount=4", in webhook and operator',
  ),
  'keda-cpu-only-zero': keda(
    'apis/keda/v1alpha1/scaledobject_webhook.go#L568-L585',
    'verifyCPUMemoryScalers: "scale to zero doesn\'t work in this case"',
  ),
  'keda-own-pods-only-zero': keda(
    'pkg/scalers/prometheus_scaler.go#L267-L271',
    'ExecutePromQuery: an empty result is 0, so the trigger is not active, and RequestScale wakes active ones only',
  ),
  'http-route-unmatched': {
    controller: 'HTTP add-on of KEDA',
    source: `${HTTP_ADD_ON}pkg/routing/tablememory.go#L36-L54`,
    shows: 'Remember: a route is stored under the hosts and paths of each of its rules, so without rules under none',
  },
  'http-route-taken': {
    controller: 'HTTP add-on of KEDA',
    source: `${HTTP_ADD_ON}pkg/routing/tablememory.go#L98-L135`,
    shows: 'remember: routes of one host and path are sorted, the older first, and Route takes the first that matches',
  },
  'adapter-query-ungrouped': {
    controller: 'prometheus-adapter',
    source: `${ADAPTER}pkg/custom-provider/series_registry.go#L192-L199`,
    shows: 'MatchValuesToNames: one value for each name, so of two series of a pod the last one counts',
  },
  'rate-window-too-short': {
    controller: 'Prometheus',
    source: `${PROMETHEUS}promql/functions.go#L488-L489`,
    shows: 'extrapolatedRate: a rate needs two samples in its window',
  },
  'sedna-name': sedna(
    'pkg/globalmanager/runtime/worker.go#L196-L231',
    'CreateEdgeMeshService: the Service is `<name>-cloud`, which the API server rejects with a dot',
  ),
  'sedna-reserved-variable': sedna(
    'pkg/globalmanager/runtime/worker.go#L416-L422',
    'injectDeploymentParam: the variables of Sedna are appended, and the last one of a name counts',
  ),
  'sedna-generated-name-taken': sedna(
    `${JOINT_INFERENCE}#L326-L351`,
    'createWorkers: a name that is taken is an error, the service is Failed, and sync leaves a failed one alone',
  ),
  'sedna-recreated-deployment': sedna(
    `${JOINT_INFERENCE}#L414-L430`,
    'deleteDeployment: every Deployment named `<name>-deployment…` or `<name>` is created again',
  ),
  'sedna-model-elsewhere': sedna(
    `${JOINT_INFERENCE}#L517-L521`,
    'createOrUpdateWorker: the Model is read in the namespace of the service, else "failed to get model"',
  ),
  'sedna-model-url': sedna(
    'scripts/storage-initializer/download.py#L275-L286',
    '_extract_compress: an archive is unpacked and removed; JointInference then raises FileExistsError',
  ),
  'sedna-host-network-dns': {
    controller: 'the kubelet',
    source: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/network/dns/dns.go#L311-L318',
    shows: 'getPodDNSType: ClusterFirst on the host network is the DNS of the node',
  },
  'sedna-old-manager': {
    controller: 'Sedna v0.6.0',
    source: 'https://github.com/kubeedge/sedna/blob/v0.6.0/pkg/apis/sedna/v1alpha1/jointinferenceservice_types.go#L45-L56',
    shows: 'EdgeWorker and CloudWorker have no field `hpa`',
  },
  'hyper-ml-service-karmada-object': karmada(
    'util/apigroup.go#L60-L68',
    'NewSkippedResourceConfig: the API groups of Karmada are not propagated',
  ),
  'hyper-ml-service-namespace-missing': tensorstack(
    'appendix/hypermlservice.md',
    'every manifest states its namespace, which the API server demands (closed source: this is its manual)',
  ),
  'hyper-ml-service-reference-missing': tensorstack(
    'references/api-reference/mlservice.md',
    '`runtime` of a release names an MLServiceRuntime of its cluster (closed source: this is its manual)',
  ),
  'karmada-two-policies': karmada(
    'detector/policy.go#L42-L60',
    'propagateResource: the policy that claimed the object is applied; no second one is looked for',
  ),
  'karmada-selector-namespace': karmada(
    'util/validation/validation.go#L57-L70',
    'validateResourceSelectors: "namespace of resource selector must be the same as the namespace of the policy"',
  ),
  'karmada-reserved-namespace': karmada(
    'detector/detector.go#L288-L298',
    'EventFilter: objects in reserved and skipped namespaces (`kube-*`) are not looked at',
  ),
  'karmada-binding-name-too-long': karmada(
    'util/names/names.go#L105-L118',
    'GenerateBindingName: the binding is `<name>-<kind>`, and a name has 253 characters at most',
  ),
  'karmada-namespace-skipped': karmada(
    'controllers/namespace/namespace_sync_controller.go#L92-L96',
    'Reconcile: a Namespace with the label is not created in the clusters',
  ),
  'karmada-autoscaled-and-divided': karmada(
    'scheduler/core/common.go#L97-L153',
    'assignWorkloadReplicas: a cluster whose part is 0 is removed, and the autoscaler there has no target',
  ),
  'karmada-replicas-overwritten': karmada(
    'resourceinterpreter/default/native/retain.go#L36-L47',
    'getAllDefaultRetentionInterpreter: only Deployments retain replicas',
  ),
  'karmada-retain-label-missing': karmada(
    'resourceinterpreter/default/native/retain.go#L145-L163',
    'retainWorkloadReplicas: without the label the replicas of the hub are written',
  ),
  'karmada-retain-label-on-federated': karmada(
    'resourceinterpreter/default/native/retain.go#L145-L163',
    'retainWorkloadReplicas: with the label the replicas that a FederatedHPA writes on the hub reach no cluster',
  ),
  'karmada-federated-target-not-propagated': karmada(
    'controllers/federatedhpa/federatedhpa_controller.go#L408-L424',
    'getBindingByLabel: "no label of policy permanent-id found", FailedGetBinding',
  ),
  'karmada-federated-zero-replicas': karmada(
    'controllers/federatedhpa/federatedhpa_controller.go#L451-L455',
    'getTargetCluster: "binding has no schedulable clusters", FailedGetTargetClusters',
  ),
  'karmada-kind-not-divisible': karmada(
    'resourceinterpreter/default/native/revisereplica.go#L31-L38',
    'getAllDefaultReviseReplicaInterpreter: replicas are divided of Deployments, ReplicaSets, StatefulSets and Jobs',
  ),
  'karmada-nothing-to-divide': karmada(
    'scheduler/core/common.go#L60-L83',
    'AssignReplicas: what has no replicas goes to all clusters, whatever divides',
  ),
  'karmada-cluster-without-replica': karmada(
    'scheduler/core/common.go#L97-L153',
    'assignWorkloadReplicas: a cluster whose part is 0 is removed (removeZeroReplicasCluster)',
  ),
  'karmada-override-not-applied': karmada(
    'util/overridemanager/overridemanager.go#L263-L286',
    'applyJSONPatch: a path that the object does not have is an error, and ensureWork leaves out the cluster',
  ),
  'karmada-override-without-effect': karmada(
    'util/overridemanager/commandargsoverride.go#L56-L86',
    'buildCommandArgsPatchesWithPath: a container that is not there gives no patch, and no error',
  ),
  'karmada-override-value-type': karmada(
    'util/overridemanager/overridemanager.go#L263-L286',
    'applyJSONPatch: the type is not checked; the API server of the cluster rejects the object',
  ),
  'karmada-autoscaled-replicas-overridden': karmada(
    'controllers/binding/common.go#L83-L109',
    'ensureWork: overrides are applied last, after the replicas, so two write one field',
  ),
  'karmada-min-above-max': karmada(
    'controllers/binding/common.go#L108-L109',
    'ensureWork: overrides are applied last; the API server of the cluster rejects a minimum above the maximum',
  ),
  'karmada-claim-without-storage-class': karmada(
    'resourceinterpreter/default/native/retain.go#L92-L104',
    'retainPersistentVolumeClaimFields: only volumeName is kept, so the class that a cluster fills in is removed',
  ),
  'karmada-retention-conflict': karmada(
    'webhook/resourceinterpretercustomization/helper.go#L29-L46',
    'validateCustomizationRule: "conflicting with InterpreterOperation"',
  ),
};

function keda(lines: string, shows: string): Read {
  return { controller: 'KEDA', source: KEDA + lines, shows };
}

function sedna(lines: string, shows: string): Read {
  return { controller: 'Sedna', source: SEDNA + lines, shows };
}

function karmada(lines: string, shows: string): Read {
  return { controller: 'Karmada', source: KARMADA + lines, shows };
}

function tensorstack(page: string, shows: string): Read {
  return { controller: 'TensorStack', source: TENSORSTACK + page, shows };
}
