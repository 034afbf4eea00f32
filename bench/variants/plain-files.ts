import * as fs from 'fs';
import * as path from 'path';
import { byChart, type Plan } from './fleet';
import { manifests, type Manifest } from './manifests';

/** The same objects as plain JSON, and whatever prints them: without cdk8s. */
export function buildPlain(plan: Plan, print: (objects: readonly Manifest[]) => string): () => void {
  const files = byChart(plan).map(({ chart, services }) => ({ chart, objects: services.flatMap(manifests) }));
  return () => {
    fs.mkdirSync(plan.outdir, { recursive: true });
    for (const { chart, objects } of files) {
      fs.writeFileSync(path.join(plan.outdir, `${chart}.k8s.yaml`), print(objects));
    }
  };
}
