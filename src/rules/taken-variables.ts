import type { Inventory } from '../kubernetes/inventory';
import type { Container, Labels } from '../kubernetes/manifest';

/**
 * Whether a container takes a variable of a name from a ConfigMap (`envFrom`); undefined where it also takes variables
 * from a Secret, or from a ConfigMap that is not among the objects.
 */
export function takenVariables(
  inventory: Inventory,
  namespace: string,
  { envFrom = [] }: Container,
): ((name: string) => boolean) | undefined {
  const sources: Array<(name: string) => boolean> = [];
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const map = configMapRef && inventory.configMap(namespace, configMapRef.name);
    if (secretRef || !map) return undefined;
    sources.push((name) => name.startsWith(prefix) && holds(map.data, name.slice(prefix.length)));
  }
  return (name) => sources.some((has) => has(name));
}

function holds(data: Labels = {}, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(data, key);
}
