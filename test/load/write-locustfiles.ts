/**
 * Writes the files of each load test among the manifests of a folder as they are mounted in the cluster, and prints
 * their folder and the path of the requests:
 *
 *   ts-node test/load/write-locustfiles.ts <folder> <out>
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

const [from, out] = process.argv.slice(2);
for (const file of fs.readdirSync(from).sort()) {
  for (const doc of parseAllDocuments(fs.readFileSync(path.join(from, file), 'utf8'))) {
    const object = doc.toJS();
    const program: string | undefined = object?.kind === 'ConfigMap' ? object.data?.['locustfile.py'] : undefined;
    if (program === undefined) continue;
    const folder = path.join(out, object.metadata.name);
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries<string>(object.data)) fs.writeFileSync(path.join(folder, name), text);
    console.log(`${folder} ${/^PATH = "(.*)"$/m.exec(program)![1]}`);
  }
}
