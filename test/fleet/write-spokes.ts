/**
 * Writes what each cluster gets of the manifests in a folder: the objects inside HyperMLServices, and those that
 * Karmada's policies select, with their overrides.
 *
 *   ts-node test/fleet/write-spokes.ts <folder> <out>
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments, stringify } from 'yaml';

const [from, to] = process.argv.slice(2);
const objects: any[] = fs.readdirSync(from)
  .filter((f) => f.endsWith('.yaml'))
  .sort()
  .flatMap((f) => parseAllDocuments(fs.readFileSync(path.join(from, f), 'utf8')).map((d) => d.toJS()));
const clusters = new Map<string, any[]>();
const give = (cluster: string, object: any) => {
  clusters.set(cluster, [...(clusters.get(cluster) ?? []), object]);
};

for (const { spec } of objects.filter((o) => o.kind === 'HyperMLService')) {
  for (const { clusters: names, manifests } of spec.workloads) {
    for (const name of names) manifests.forEach((m: any) => give(name, m));
  }
}

const isSelectedBy = (s: any, o: any) => s.apiVersion === o.apiVersion && s.kind === o.kind
  && s.name === o.metadata.name && (s.namespace ?? undefined) === o.metadata.namespace;
const isSelected = (selectors: any[], o: any) => selectors.some((s) => isSelectedBy(s, o));

for (const { spec } of objects.filter((o) => /^(Cluster)?PropagationPolicy$/.test(o.kind))) {
  for (const cluster of spec.placement.clusterAffinity.clusterNames) {
    const selected = objects.filter((o) => isSelected(spec.resourceSelectors, o));
    for (const object of selected) give(cluster, overridden(structuredClone(object), cluster));
  }
}

/** An object with Karmada's overrides for a cluster: only the overriders that the examples use. */
function overridden(object: any, cluster: string): any {
  const isOverride = (o: any) => o.kind === 'OverridePolicy' && isSelected(o.spec.resourceSelectors, object);
  for (const { spec } of objects.filter(isOverride)) {
    for (const { targetCluster, overriders } of spec.overrideRules) {
      if (!targetCluster.clusterNames.includes(cluster)) continue;
      for (const { component, value } of overriders.imageOverrider ?? []) {
        if (component !== 'Registry') throw new Error(`an image overrider of ${component} is not supported`);
        for (const c of object.spec.template.spec.containers) {
          c.image = c.image.replace(/^[^/]*[.:][^/]*\//, `${value}/`);
        }
      }
      for (const { path: pointer, operator, value } of overriders.plaintext ?? []) {
        const parts = pointer.slice(1).split('/');
        const last = parts.pop();
        const parent = parts.reduce((at: any, part: string) => at[part], object);
        if (operator === 'remove') {
          delete parent[last];
        } else {
          parent[last] = value;
        }
      }
    }
  }
  return object;
}

for (const [cluster, list] of clusters) {
  const folder = path.join(to, cluster);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const documents = list.map((o) => stringify(o, { aliasDuplicateObjects: false }));
  fs.writeFileSync(path.join(folder, 'manifests.yaml'), documents.join('---\n'));
  console.log(`${cluster} ${list.length}`);
}
