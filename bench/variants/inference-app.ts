import type { Plan } from './fleet';
import { buildIn } from './library';
import { InferenceApp } from 'cdk8s-elastic-inference';

/** The fleet as a user of this library writes it, in its own app. */
export function build(plan: Plan): () => void {
  return buildIn(new InferenceApp({ outdir: plan.outdir }), plan);
}
