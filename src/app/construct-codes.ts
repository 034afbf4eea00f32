/**
 * The codes that `InferenceRules.check` can return besides the ids of the rules: what cdk8s cannot render, and what a
 * construct finds when the whole program is known.
 */
export const CONSTRUCT_CODES: readonly string[] = [
  'app/not-rendered',
  'head-ingress/host-not-reached',
  'karmada/all-spokes-drained',
  'karmada/dependency-not-propagated',
  'karmada/drained-spoke-scaled',
  'karmada/namespace-missing',
  'karmada/object-without-policy',
  'karmada/several-namespaces',
  'karmada/spread-without-division',
  'placement/policy-applied-before-service',
  'placement/policy-applied-with-service',
  'sedna/models-in-later-chart',
  'sedna/order-lost-in-files',
];
