import * as fs from 'fs';
import * as path from 'path';
import { bundleCommand } from '../../projenrc/bundle-command';
import { compileFolder } from '../compile';

const ROOT = path.dirname(path.dirname(__dirname));
const PROGRAM = 'bin/elastic-inference';

/** Compiles and bundles the command as it is now, as a package has it; gives the program that users start. */
export async function freshCommand(folder: string): Promise<string> {
  compileFolder('src', path.join(folder, 'lib'));
  await bundleCommand(path.join(folder, 'lib/cli/main.js'), path.join(folder, 'lib/command.js'));
  fs.mkdirSync(path.join(folder, 'bin'));
  fs.copyFileSync(path.join(ROOT, PROGRAM), path.join(folder, PROGRAM));
  return path.join(folder, PROGRAM);
}
