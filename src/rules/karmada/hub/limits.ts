/** The most characters in the name of an object. */
const LONGEST_NAME = 253;

/** Whether a namespace belongs to Kubernetes or Karmada, which propagates no object there. */
export function isReserved(namespace: string): boolean {
  return /^(kube-|karmada-es-)|^karmada-(system|cluster)$/.test(namespace);
}

/** By how many characters the name of an object is too long: Karmada names its binding `<name>-<kind>`. */
export function excessOfName(name: string, kind: string): number {
  return Math.max(0, name.length + 1 + kind.length - LONGEST_NAME);
}
