import { readAll, tellReading } from './reading';
import { CLEAN, UNUSABLE, type Terminal } from './terminal';
import { Inventory } from '../kubernetes/inventory';
import { prerequisiteData, prerequisiteText } from '../prerequisites/prerequisite-text';
import { prerequisitesOf } from '../prerequisites/prerequisites-of';

/** What the command line says. */
export interface PrerequisitesOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly all: boolean;
}

/** Lists what the cluster must have before the manifests work. */
export async function listPrerequisites(options: PrerequisitesOptions, terminal: Terminal): Promise<number> {
  const reading = await readAll(options.paths, terminal);
  const found = prerequisitesOf(new Inventory(reading.set.objects));
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify({ prerequisites: prerequisiteData(found) }, null, 2)}\n`);
  } else if (found.length > 0 || reading.unusable.length === 0) {
    terminal.out(prerequisiteText(found, { all: options.all }));
  }
  tellReading(reading, terminal);
  return reading.unusable.length > 0 ? UNUSABLE : CLEAN;
}
