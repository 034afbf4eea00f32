import { stringify } from 'yaml';
import type { Plan } from './fleet';
import type { Manifest } from './manifests';
import { buildPlain } from './plain-files';

/** Plain objects, printed by the package `yaml` with the options that cdk8s gives it. */
export function build(plan: Plan): () => void {
  return buildPlain(plan, print);
}

function print(objects: readonly Manifest[]): string {
  // A fresh copy, as cdk8s makes one: the printer would turn what two objects share into an anchor and an alias.
  const options = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;
  return objects.map((o) => stringify(structuredClone(o), options)).join('---\n');
}
