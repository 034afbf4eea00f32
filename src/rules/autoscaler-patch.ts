import type { Manifest } from '../kubernetes/manifest';

/**
 * Whether an autoscaler looks like a patch of kustomize: it has neither a target nor metrics, which stand in the file
 * that it changes.
 */
export function isAutoscalerPatch({ kind, spec }: Manifest): boolean {
  // Sedna's autoscalers stand inside its service.
  if (spec === undefined || kind === 'JointInferenceService' || Object.keys(spec).length === 0) return false;
  const { scaleTargetRef, metrics, triggers, targetCPUUtilizationPercentage } = spec;
  return [scaleTargetRef, metrics, triggers, targetCPUUtilizationPercentage].every((field) => field === undefined);
}
