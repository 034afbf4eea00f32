import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

/** The objects that Sedna's own controller created for the JointInferenceService of the helmet detection example. */
const FILE = path.join(__dirname, 'observed', 'seed-000.yaml');

export const OBSERVED: readonly any[] = parseAllDocuments(fs.readFileSync(FILE, 'utf8')).map((d) => d.toJS());

/** The name of that JointInferenceService. */
export const SERVICE = 'helmet-detection-inference-example';

/** The only observed object of a kind and name. */
export function observed(kind: string, name: string): any {
  const found = OBSERVED.filter((o) => o.kind === kind && o.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} observed objects ${kind} ${name}`);
  return found[0];
}
