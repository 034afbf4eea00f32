import { karmadaAutoscaledAndDivided } from '../karmada/karmada-autoscaled-and-divided';
import { karmadaAutoscaledReplicasOverridden } from '../karmada/karmada-autoscaled-replicas-overridden';
import { karmadaBindingNameTooLong } from '../karmada/karmada-binding-name-too-long';
import { karmadaClaimWithoutStorageClass } from '../karmada/karmada-claim-without-storage-class';
import { karmadaClusterWithoutReplica } from '../karmada/karmada-cluster-without-replica';
import { karmadaDynamicDivisionEmptyCluster } from '../karmada/karmada-dynamic-division-empty-cluster';
import { karmadaFederatedTargetNotPropagated } from '../karmada/karmada-federated-target-not-propagated';
import { karmadaFederatedZeroReplicas } from '../karmada/karmada-federated-zero-replicas';
import { karmadaKindNotDivisible } from '../karmada/karmada-kind-not-divisible';
import { karmadaMinAboveMax } from '../karmada/karmada-min-above-max';
import { karmadaNamespaceSkipped } from '../karmada/karmada-namespace-skipped';
import { karmadaNothingToDivide } from '../karmada/karmada-nothing-to-divide';
import { karmadaOverrideNotApplied } from '../karmada/karmada-override-not-applied';
import { karmadaOverrideValueType } from '../karmada/karmada-override-value-type';
import { karmadaOverrideWithoutEffect } from '../karmada/karmada-override-without-effect';
import { karmadaReplicasOverwritten } from '../karmada/karmada-replicas-overwritten';
import { karmadaReservedNamespace } from '../karmada/karmada-reserved-namespace';
import { karmadaRetainLabelMissing } from '../karmada/karmada-retain-label-missing';
import { karmadaRetainLabelOnFederated } from '../karmada/karmada-retain-label-on-federated';
import { karmadaRetentionConflict } from '../karmada/karmada-retention-conflict';
import { karmadaSelectorNamespace } from '../karmada/karmada-selector-namespace';
import { karmadaTargetNotPropagated } from '../karmada/karmada-target-not-propagated';
import { karmadaTwoPolicies } from '../karmada/karmada-two-policies';
import type { Rule } from '../rule';

/** The rules about many clusters under Karmada, in the order in which their findings are reported. */
export const KARMADA_RULES: readonly Rule[] = [
  karmadaTwoPolicies,
  karmadaSelectorNamespace,
  karmadaReservedNamespace,
  karmadaBindingNameTooLong,
  karmadaNamespaceSkipped,
  karmadaAutoscaledAndDivided,
  karmadaReplicasOverwritten,
  karmadaRetainLabelMissing,
  karmadaRetainLabelOnFederated,
  karmadaFederatedTargetNotPropagated,
  karmadaTargetNotPropagated,
  karmadaFederatedZeroReplicas,
  karmadaKindNotDivisible,
  karmadaNothingToDivide,
  karmadaClusterWithoutReplica,
  karmadaDynamicDivisionEmptyCluster,
  karmadaOverrideNotApplied,
  karmadaOverrideWithoutEffect,
  karmadaOverrideValueType,
  karmadaAutoscaledReplicasOverridden,
  karmadaMinAboveMax,
  karmadaClaimWithoutStorageClass,
  karmadaRetentionConflict,
];
