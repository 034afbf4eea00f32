import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { manifests } from '../../rules/manifests';

/** The objects in the YAML files of a folder. */
export function manifestsOf(folder: string): Manifest[] {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();
  return files.flatMap((name) => manifests(fs.readFileSync(path.join(folder, name), 'utf8')));
}
