/**
 * The codes that `InferenceRules.check` can return besides the ids of the rules: what cdk8s cannot render, and what a
 * construct finds when the whole program is known.
 */
export const CONSTRUCT_CODES: readonly string[] = [
  'app/file-overwritten',
  'app/misread-text',
  'app/not-rendered',
  'head-ingress/host-not-reached',
  'karmada/all-spokes-drained',
  'karmada/dependency-not-propagated',
  'karmada/drained-spoke-scaled',
  'karmada/drained-without-autoscaler',
  'karmada/namespace-missing',
  'karmada/object-without-policy',
  'karmada/several-namespaces',
  'karmada/signal-on-hub-only',
  'karmada/spread-without-division',
  'placement/policy-applied-before-service',
  'placement/policy-applied-with-service',
  'sedna/grace-period-of-pod',
  'sedna/model-archive-without-path',
  'sedna/model-not-delivered',
  'sedna/model-url-encoded-key',
  'sedna/model-url-encoded-name',
  'sedna/model-url-s3-query',
  'sedna/model-url-semicolon',
  'sedna/models-in-later-chart',
  'sedna/order-lost-in-files',
  'serving/image-needs-accelerator',
];
