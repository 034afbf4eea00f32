import * as fs from 'fs';
import * as path from 'path';
import { stringify } from 'yaml';
import { byChart, type Plan } from './fleet';
import { manifests, type Manifest } from './manifests';

/** The same objects as plain JSON, printed by the package `yaml` with the options that cdk8s gives it. */
export function build(plan: Plan): () => void {
  const files = byChart(plan).map(({ chart, services }) => ({ chart, objects: services.flatMap(manifests) }));
  return () => {
    fs.mkdirSync(plan.outdir, { recursive: true });
    for (const { chart, objects } of files) {
      fs.writeFileSync(path.join(plan.outdir, `${chart}.k8s.yaml`), print(objects));
    }
  };
}

function print(objects: readonly Manifest[]): string {
  // A fresh copy, as cdk8s makes one: the printer would turn what two objects share into an anchor and an alias.
  const options = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;
  return objects.map((o) => stringify(structuredClone(o), options)).join('---\n');
}
