import { KARMADA_RULES } from './karmada-rules';
import { apiVersionDeprecated } from '../api/api-version-deprecated';
import { apiVersionRemoved } from '../api/api-version-removed';
import { hpaFixedReplicas } from '../autoscaler/hpa-fixed-replicas';
import { hpaHostNetwork } from '../autoscaler/hpa-host-network';
import { hpaMissingRequest } from '../autoscaler/hpa-missing-request';
import { hpaPinnedNode } from '../autoscaler/hpa-pinned-node';
import { hpaReplicasZero } from '../autoscaler/hpa-replicas-zero';
import { hpaScaleUpDisabled } from '../autoscaler/hpa-scale-up-disabled';
import { hpaTargetBelowIdle } from '../autoscaler/hpa-target-below-idle';
import { hpaUnknownContainer } from '../autoscaler/hpa-unknown-container';
import { hpaUnreachableTarget } from '../autoscaler/hpa-unreachable-target';
import { kedaConnectingTrigger } from '../autoscaler/keda-connecting-trigger';
import { kedaCpuOnlyZero } from '../autoscaler/keda-cpu-only-zero';
import { kedaFallbackUnused } from '../autoscaler/keda-fallback-unused';
import { kedaFallbackWakesZero } from '../autoscaler/keda-fallback-wakes-zero';
import { kedaMissingRequest } from '../autoscaler/keda-missing-request';
import { kedaOwnPodsOnlyZero } from '../autoscaler/keda-own-pods-only-zero';
import { kedaScaledObjectRefused } from '../autoscaler/keda-scaled-object-refused';
import { kedaTriggerInvalid } from '../autoscaler/keda-trigger-invalid';
import { metricBelowMaximum } from '../autoscaler/metric-below-maximum';
import { twoAutoscalers } from '../autoscaler/two-autoscalers';
import { valueTargetOnTotal } from '../autoscaler/value-target-on-total';
import { hpaBehaviorRejected } from '../autoscaler-spec/hpa-behavior-rejected';
import { hpaLimitsRejected } from '../autoscaler-spec/hpa-limits-rejected';
import { hpaMinEqualsMax } from '../autoscaler-spec/hpa-min-equals-max';
import { hpaResourceUnserved } from '../autoscaler-spec/hpa-resource-unserved';
import { destinationRuleHostTwice } from '../istio/destination-rule-host-twice';
import { tlsHostUnverified } from '../istio/tls-host-unverified';
import { virtualServiceHostShadowed } from '../istio/virtual-service-host-shadowed';
import { adapterNameTwice } from '../metrics/adapter-name-twice';
import { adapterQueryUngrouped } from '../metrics/adapter-query-ungrouped';
import { adapterRatioUnguarded } from '../metrics/adapter-ratio-unguarded';
import { customMetricUnserved } from '../metrics/custom-metric-unserved';
import { kedaCounterQuery } from '../metrics/keda-counter-query';
import { kedaQueryManyValues } from '../metrics/keda-query-many-values';
import { kedaServerSeriesZero } from '../metrics/keda-server-series-zero';
import { kedaSignalUnsettled } from '../metrics/keda-signal-unsettled';
import { metricOfUnreadyPods } from '../metrics/metric-of-unready-pods';
import { metricTargetInvalid } from '../metrics/metric-target-invalid';
import { metricTypeInvalid } from '../metrics/metric-type-invalid';
import { metricsServerInsecureTls } from '../metrics/metrics-server-insecure-tls';
import { monitorPortUnknown } from '../metrics/monitor-port-unknown';
import { monitorSelectsNothing } from '../metrics/monitor-selects-nothing';
import { rateWindowTooShort } from '../metrics/rate-window-too-short';
import { limitRangeRejectsPods } from '../namespace/limit-range-rejects-pods';
import { podSecurityRejectsPods } from '../namespace/pod-security-rejects-pods';
import { quotaBelowMax } from '../namespace/quota-below-max';
import { quotaRejectsPods } from '../namespace/quota-rejects-pods';
import { edgeMeshExcludedService } from '../placement/edge-mesh-excluded-service';
import { edgeMeshHeaderHash } from '../placement/edge-mesh-header-hash';
import { edgeMeshUnknownPolicy } from '../placement/edge-mesh-unknown-policy';
import { nodeAffinityAlternatives } from '../placement/node-affinity-alternatives';
import { spreadCountsTaintedNodes } from '../placement/spread-counts-tainted-nodes';
import type { Rule } from '../rule';
import { hpaAmbiguousSelector } from '../scale-target/hpa-ambiguous-selector';
import { scaleTargetMissing } from '../scale-target/scale-target-missing';
import { scaleTargetMistaken } from '../scale-target/scale-target-mistaken';
import { scaleTargetUnscalable } from '../scale-target/scale-target-unscalable';
import { vpaAndHpa } from '../scale-target/vpa-and-hpa';
import { sednaAutoscalerAccess } from '../sedna/sedna-autoscaler-access';
import { sednaDuplicateVariable } from '../sedna/sedna-duplicate-variable';
import { sednaGeneratedNameTaken } from '../sedna/sedna-generated-name-taken';
import { sednaHostNetworkDns } from '../sedna/sedna-host-network-dns';
import { sednaModelElsewhere } from '../sedna/sedna-model-elsewhere';
import { sednaModelMissing } from '../sedna/sedna-model-missing';
import { sednaModelUrl } from '../sedna/sedna-model-url';
import { sednaName } from '../sedna/sedna-name';
import { sednaOldManager } from '../sedna/sedna-old-manager';
import { sednaPrunedMetadata } from '../sedna/sedna-pruned-metadata';
import { sednaRecreatedDeployment } from '../sedna/sedna-recreated-deployment';
import { sednaReservedVariable } from '../sedna/sedna-reserved-variable';
import { sednaSharedWork } from '../sedna/sedna-shared-work';
import { httpRouteTaken } from '../service/http-route-taken';
import { httpRouteUnmatched } from '../service/http-route-unmatched';
import { httpRouteWaitShort } from '../service/http-route-wait-short';
import { serviceLinkShadowsVariable } from '../service/service-link-shadows-variable';
import { servicePortUndeclared } from '../service/service-port-undeclared';
import { serviceSelectsNothing } from '../service/service-selects-nothing';
import { serviceSpansWorkloads } from '../service/service-spans-workloads';
import { serviceTargetPortUnknown } from '../service/service-target-port-unknown';
import { hyperMlServiceKarmadaObject } from '../tensorstack/hyper-ml-service-karmada-object';
import { hyperMlServiceNamespaceMissing } from '../tensorstack/hyper-ml-service-namespace-missing';
import { hyperMlServiceReferenceMissing } from '../tensorstack/hyper-ml-service-reference-missing';
import { claimReadWriteOnce } from '../workload/claim-read-write-once';
import { claimReadWriteOncePod } from '../workload/claim-read-write-once-pod';
import { configMapTooLarge } from '../workload/config-map-too-large';
import { containerResourcesInvalid } from '../workload/container-resources-invalid';
import { duplicateObject } from '../workload/duplicate-object';
import { fieldMissing } from '../workload/field-missing';
import { fieldTypeWrong } from '../workload/field-type-wrong';
import { fieldUnknown } from '../workload/field-unknown';
import { graceTooShort } from '../workload/grace-too-short';
import { hostPathRoams } from '../workload/host-path-roams';
import { latestTag } from '../workload/latest-tag';
import { livenessBeforeLoad } from '../workload/liveness-before-load';
import { noReadiness } from '../workload/no-readiness';
import { nodeNameAndAffinity } from '../workload/node-name-and-affinity';
import { objectNameInvalid } from '../workload/object-name-invalid';
import { pdbBlocksDrain } from '../workload/pdb-blocks-drain';
import { pdbOverlap } from '../workload/pdb-overlap';
import { selectorMismatch } from '../workload/selector-mismatch';
import { sharedSelector } from '../workload/shared-selector';
import { startupOverDeadline } from '../workload/startup-over-deadline';
import { undefinedVariable } from '../workload/undefined-variable';

/** Every rule, in the order in which their findings are reported. */
export const RULES: readonly Rule[] = [
  apiVersionRemoved,
  duplicateObject,
  fieldTypeWrong,
  fieldUnknown,
  fieldMissing,
  objectNameInvalid,
  selectorMismatch,
  containerResourcesInvalid,
  hpaAmbiguousSelector,
  sharedSelector,
  scaleTargetUnscalable,
  limitRangeRejectsPods,
  quotaRejectsPods,
  podSecurityRejectsPods,
  twoAutoscalers,
  hpaMissingRequest,
  hpaLimitsRejected,
  hpaBehaviorRejected,
  hpaResourceUnserved,
  hpaUnknownContainer,
  hpaReplicasZero,
  hpaFixedReplicas,
  hpaPinnedNode,
  nodeNameAndAffinity,
  nodeAffinityAlternatives,
  edgeMeshExcludedService,
  hpaHostNetwork,
  hpaUnreachableTarget,
  metricTypeInvalid,
  metricTargetInvalid,
  claimReadWriteOncePod,
  pdbBlocksDrain,
  pdbOverlap,
  serviceTargetPortUnknown,
  startupOverDeadline,
  graceTooShort,
  undefinedVariable,
  serviceLinkShadowsVariable,
  httpRouteUnmatched,
  httpRouteTaken,
  configMapTooLarge,
  kedaTriggerInvalid,
  kedaScaledObjectRefused,
  kedaCpuOnlyZero,
  kedaOwnPodsOnlyZero,
  monitorPortUnknown,
  adapterQueryUngrouped,
  adapterNameTwice,
  rateWindowTooShort,
  sednaName,
  sednaReservedVariable,
  sednaDuplicateVariable,
  sednaPrunedMetadata,
  sednaGeneratedNameTaken,
  sednaRecreatedDeployment,
  sednaModelElsewhere,
  sednaModelUrl,
  sednaHostNetworkDns,
  sednaOldManager,
  hyperMlServiceKarmadaObject,
  hyperMlServiceNamespaceMissing,
  hyperMlServiceReferenceMissing,
  ...KARMADA_RULES,
  edgeMeshUnknownPolicy,
  edgeMeshHeaderHash,
  destinationRuleHostTwice,
  tlsHostUnverified,
  hostPathRoams,
  claimReadWriteOnce,
  quotaBelowMax,
  hpaTargetBelowIdle,
  spreadCountsTaintedNodes,
  latestTag,
  noReadiness,
  livenessBeforeLoad,
  servicePortUndeclared,
  serviceSelectsNothing,
  serviceSpansWorkloads,
  httpRouteWaitShort,
  metricBelowMaximum,
  customMetricUnserved,
  monitorSelectsNothing,
  metricOfUnreadyPods,
  kedaQueryManyValues,
  kedaServerSeriesZero,
  kedaSignalUnsettled,
  kedaMissingRequest,
  kedaFallbackUnused,
  metricsServerInsecureTls,
  adapterRatioUnguarded,
  valueTargetOnTotal,
  kedaCounterQuery,
  kedaConnectingTrigger,
  kedaFallbackWakesZero,
  hpaScaleUpDisabled,
  sednaModelMissing,
  sednaAutoscalerAccess,
  sednaSharedWork,
  virtualServiceHostShadowed,
  scaleTargetMistaken,
  vpaAndHpa,
  scaleTargetMissing,
  hpaMinEqualsMax,
  apiVersionDeprecated,
];
