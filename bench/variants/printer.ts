import type { Plan } from './fleet';
import { buildPlain } from './plain-files';
import { yamlOf } from 'cdk8s-elastic-inference/kubernetes/yaml-printer';

/** Plain objects, printed by the printer of this library: the least that a synth can cost. */
export function build(plan: Plan): () => void {
  return buildPlain(plan, yamlOf);
}
