/**
 * Writes the program of `programs.ts` for a version of Kubernetes, for a control plane of that version:
 *
 *   ts-node test/versions/write-queue.ts <1.36|1.37> <folder>
 *
 * The scenario is test/control-plane/queue-<version>.yaml.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { PROVEN, queueProgram, type Proven } from './programs';

const [version, folder] = process.argv.slice(2);
if (!PROVEN.includes(version as Proven)) throw new Error(`${version} is none of ${PROVEN.join(', ')}`);
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'queue.yaml'), queueProgram(version as Proven).synthYaml());
