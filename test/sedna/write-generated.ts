/**
 * Copies a folder of manifests, and adds to it what Sedna would make of each JointInferenceService in it, in a file
 * that is applied last:
 *
 *   ts-node test/sedna/write-generated.ts <folder> <out>
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { reconcile } from './sedna-controller';

const [from, to] = process.argv.slice(2);
fs.rmSync(to, { recursive: true, force: true });
fs.cpSync(from, to, { recursive: true });
const files = fs.readdirSync(from).filter((f) => f.endsWith('.yaml')).sort();
const printed = files.flatMap((f) =>
  parseAllDocuments(fs.readFileSync(path.join(from, f), 'utf8')).map((d) => d.toJS()),
);
const services = printed.filter((o) => o.kind === 'JointInferenceService');
const made = services.map((s) => reconcile(s, printed, { mayScale: true }));
const failed = made.flatMap((m) => m.failed ?? []);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exit(1);
}
// An owner that is not there, by its uid, would have them collected.
const generated = made
  .flatMap((m) => m.objects)
  .map(({ metadata: { ownerReferences, ...metadata }, ...rest }) => ({ ...rest, metadata }));
if (generated.length > 0) {
  fs.writeFileSync(
    path.join(to, 'zz-generated.yaml'),
    generated.map((o) => stringify(o, { aliasDuplicateObjects: false })).join('---\n'),
  );
}
console.log(`${printed.length} printed and ${generated.length} generated objects`);
