/**
 * Writes what each cluster gets of the manifests in a folder: the objects inside HyperMLServices, and those that
 * Karmada's policies select, with their overrides.
 *
 *   ts-node test/fleet/write-spokes.ts <folder> <out>
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { spokeManifests } from './spoke-manifests';

const [from, to] = process.argv.slice(2);
const objects: any[] = fs.readdirSync(from)
  .filter((f) => f.endsWith('.yaml'))
  .sort()
  .flatMap((f) => parseAllDocuments(fs.readFileSync(path.join(from, f), 'utf8')).map((d) => d.toJS()));

for (const [cluster, list] of spokeManifests(objects)) {
  const folder = path.join(to, cluster);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const documents = list.map((o) => stringify(o, { aliasDuplicateObjects: false }));
  fs.writeFileSync(path.join(folder, 'manifests.yaml'), documents.join('---\n'));
  console.log(`${cluster} ${list.length}`);
}
