/** How a rule is shown on a real control plane. */
export interface Shown {
  /** The fault that its failing example must show there, and its repaired one must not. */
  readonly fault: RegExp;
  /** What both examples leave out, as YAML; a plain Deployment for an autoscaler's target is added without it. */
  readonly added?: string;
}

/** A target with a GPU, so that only the metric is at fault, not a missing request. */
const WITH_GPU = `apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' }, limits: { nvidia.com/gpu: 1 } }
`;

/** The errors that a plain control plane shows: API server, controllers, scheduler and autoscaler. */
export const BY_CONTROL_PLANE: Readonly<Record<string, Shown>> = {
  'api-version-removed': { fault: /rejected: no matches for kind "HorizontalPodAutoscaler" in version/ },
  'field-type-wrong': { fault: /rejected: .*cannot unmarshal number .*EnvVar.*env\.value of type string/ },
  'field-unknown': { fault: /rejected: .*unknown field "spec.minReplica"/ },
  'field-missing': { fault: /rejected: .*spec\.metrics\[0\]\.type/ },
  'object-name-invalid': { fault: /rejected: .*metadata\.name: Invalid value: .*Model_Settings/ },
  'metric-type-invalid': { fault: /rejected: .*spec\.metrics\[0\]\.type: Unsupported value: "resource"/ },
  'selector-mismatch': { fault: /rejected: .*`selector` does not match template `labels`/ },
  'container-resources-invalid': { fault: /rejected: .*Limit must be set for non overcommitable resources/ },
  'hpa-ambiguous-selector': { fault: /ScalingActive is False: AmbiguousSelector/ },
  'scale-target-unscalable': { fault: /AbleToScale is False: FailedGetScale/ },
  'limit-range-rejects-pods': { fault: /FailedCreate .*maximum cpu usage per Container is 2, but limit is 4/ },
  'quota-rejects-pods': { fault: /FailedCreate .*failed quota: .*must specify limits.cpu/ },
  'pod-security-rejects-pods': { fault: /FailedCreate .*violates PodSecurity "restricted:latest"/ },
  'two-autoscalers': { fault: /ScalingActive is False: AmbiguousSelector/ },
  'hpa-missing-request': { fault: /ScalingActive is False: .*missing request for cpu in container logs/ },
  'hpa-limits-rejected': { fault: /rejected: .*spec.maxReplicas: Invalid value: 3/ },
  'hpa-behavior-rejected': { fault: /rejected: .*spec.behavior.scaleDown.policies: Required value/ },
  'hpa-resource-unserved': { fault: /ScalingActive is False: .*failed to get nvidia.com\/gpu/, added: WITH_GPU },
  'hpa-unknown-container': { fault: /ScalingActive is False: FailedGetContainerResourceMetric/ },
  'hpa-replicas-zero': { fault: /ScalingActive is False: ScalingDisabled/ },
  'hpa-scale-up-disabled': { fault: /has 4 to 4 ready replicas at .*: 1 ready/ },
  'hpa-unreachable-target': { fault: /has 4 to 4 ready replicas at .*: 1 ready/ },
  'metric-target-invalid': { fault: /rejected: .*may not set both a target raw value and a target utilization/ },
  'claim-read-write-once-pod': { fault: /FailedScheduling .*ReadWriteOncePod/ },
  'config-map-too-large': { fault: /rejected: .*Too long/ },
  'sedna-duplicate-variable': { fault: /rejected: .*env\[1\]: Duplicate value/ },
  'sedna-pruned-metadata': { fault: /rejected: .*unknown field "spec.edgeWorker.template.metadata/ },
};
