import type { Plan } from './fleet';
import { buildPlain } from './plain-files';
import { YamlPrinter } from 'cdk8s-elastic-inference/kubernetes/yaml-printer';

/** Plain objects, printed by the printer of this library: the least that a synth can cost. */
export function build(plan: Plan): () => void {
  const printer = new YamlPrinter();
  return buildPlain(plan, (objects) => objects.map((o) => printer.print(o)).join('---\n'));
}
