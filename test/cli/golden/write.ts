import { writeFileSync } from 'fs';
import { GOLDEN, outputOf } from './outputs';

/** Rewrites the golden outputs of the command: `npm run golden`. No test does. */
async function write(): Promise<void> {
  for (const [format, file] of GOLDEN) writeFileSync(file, (await outputOf(format)).out);
}

void write();
