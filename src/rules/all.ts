import { adapterNameTwice } from './adapter-name-twice';
import { adapterQueryUngrouped } from './adapter-query-ungrouped';
import { adapterRatioUnguarded } from './adapter-ratio-unguarded';
import { configMapTooLarge } from './config-map-too-large';
import { customMetricUnserved } from './custom-metric-unserved';
import { duplicateObject } from './duplicate-object';
import { Facts } from './facts';
import { graceTooShort } from './grace-too-short';
import { hostPathRoams } from './host-path-roams';
import { hpaFixedReplicas } from './hpa-fixed-replicas';
import { hpaHostNetwork } from './hpa-host-network';
import { hpaMissingRequest } from './hpa-missing-request';
import { hpaPinnedNode } from './hpa-pinned-node';
import { hpaTargetBelowIdle } from './hpa-target-below-idle';
import { hpaUnknownContainer } from './hpa-unknown-container';
import { hpaUnreachableTarget } from './hpa-unreachable-target';
import { kedaCpuOnlyZero } from './keda-cpu-only-zero';
import { latestTag } from './latest-tag';
import type { Manifest } from './manifest';
import { metricOfUnreadyPods } from './metric-of-unready-pods';
import { metricsServerInsecureTls } from './metrics-server-insecure-tls';
import { monitorPortUnknown } from './monitor-port-unknown';
import { noReadiness } from './no-readiness';
import { nodeNameAndAffinity } from './node-name-and-affinity';
import { pdbBlocksDrain } from './pdb-blocks-drain';
import { pdbOverlap } from './pdb-overlap';
import { rateWindowTooShort } from './rate-window-too-short';
import type { Finding, Rule } from './rule';
import { sednaAutoscalerAccess } from './sedna-autoscaler-access';
import { sednaDuplicateVariable } from './sedna-duplicate-variable';
import { sednaGeneratedNameTaken } from './sedna-generated-name-taken';
import { sednaHostNetworkDns } from './sedna-host-network-dns';
import { sednaModelElsewhere } from './sedna-model-elsewhere';
import { sednaModelMissing } from './sedna-model-missing';
import { sednaName } from './sedna-name';
import { sednaOldManager } from './sedna-old-manager';
import { sednaPrunedMetadata } from './sedna-pruned-metadata';
import { sednaReservedVariable } from './sedna-reserved-variable';
import { sednaSharedWork } from './sedna-shared-work';
import { selectorMismatch } from './selector-mismatch';
import { servicePortUndeclared } from './service-port-undeclared';
import { serviceSpansWorkloads } from './service-spans-workloads';
import { serviceTargetPortUnknown } from './service-target-port-unknown';
import { sharedSelector } from './shared-selector';
import { startupOverDeadline } from './startup-over-deadline';
import { twoAutoscalers } from './two-autoscalers';
import { undefinedVariable } from './undefined-variable';
import { valueTargetOnTotal } from './value-target-on-total';

/** Every rule, in the order in which their findings are told. */
export const RULES: readonly Rule[] = [
  duplicateObject,
  selectorMismatch,
  sharedSelector,
  twoAutoscalers,
  hpaMissingRequest,
  hpaUnknownContainer,
  hpaFixedReplicas,
  hpaPinnedNode,
  nodeNameAndAffinity,
  hpaHostNetwork,
  hpaUnreachableTarget,
  pdbBlocksDrain,
  pdbOverlap,
  serviceTargetPortUnknown,
  startupOverDeadline,
  graceTooShort,
  undefinedVariable,
  configMapTooLarge,
  kedaCpuOnlyZero,
  monitorPortUnknown,
  adapterQueryUngrouped,
  adapterNameTwice,
  rateWindowTooShort,
  sednaName,
  sednaReservedVariable,
  sednaDuplicateVariable,
  sednaPrunedMetadata,
  sednaGeneratedNameTaken,
  sednaModelElsewhere,
  sednaHostNetworkDns,
  sednaOldManager,
  hostPathRoams,
  hpaTargetBelowIdle,
  latestTag,
  noReadiness,
  servicePortUndeclared,
  serviceSpansWorkloads,
  customMetricUnserved,
  metricOfUnreadyPods,
  metricsServerInsecureTls,
  adapterRatioUnguarded,
  valueTargetOnTotal,
  sednaModelMissing,
  sednaAutoscalerAccess,
  sednaSharedWork,
];

/** What the rules find in a set of objects from anywhere. */
export function findings(objects: readonly Manifest[], rules: readonly Rule[] = RULES): Finding[] {
  return findingsOf(new Facts(objects), rules);
}

/** What the rules find in facts. */
export function findingsOf(facts: Facts, rules: readonly Rule[] = RULES): Finding[] {
  return rules.flatMap(({ id, severity, check }) => check(facts).map(({ object, problem }) => (
    { rule: id, severity, object: facts.original(object), problem })));
}
