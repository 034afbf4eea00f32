/** Whether the group of an API version is one of Karmada's own, such as `policy.karmada.io/v1alpha1`. */
export function isOfKarmada(apiVersion: string): boolean {
  return /(^|\.)karmada\.io\//.test(apiVersion);
}
