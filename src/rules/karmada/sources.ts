/** Pages of Karmada that state what these rules check. */

const DOCS = 'https://karmada.io/docs/userguide';

export const PROPAGATION = `${DOCS}/scheduling/propagation-policy/`;
export const OVERRIDES = `${DOCS}/scheduling/override-policy/`;
/** How Karmada retains and divides replicas, and the scripts by which it knows more kinds. */
export const INTERPRETER = `${DOCS}/globalview/customizing-resource-interpreter/`;
export const FEDERATED = `${DOCS}/autoscaling/federatedhpa/`;
export const NAMESPACES = `${DOCS}/bestpractices/namespace-management/`;
/** What Karmada propagates by itself. */
export const DEPENDENCIES = `${DOCS}/scheduling/propagate-dependencies/`;
