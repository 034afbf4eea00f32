import * as fs from 'fs';
import { CLAIM, ENVIRONMENT, fleet } from '../variants/fleet';
import { CONFIG_HASH } from '../variants/manifests';

/** Writes what Helm and Jsonnet read: the same services as in the other variants, and what all of them share. */
export function writeValues(file: string, services: number): void {
  const values = {
    services: fleet({ services }),
    configHash: CONFIG_HASH,
    claim: CLAIM,
    environment: Object.entries(ENVIRONMENT).map(([name, value]) => ({ name, value })),
  };
  fs.writeFileSync(file, JSON.stringify(values));
}
