import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.dirname(__dirname);

/** The licences of all packages among the files of a bundle, which are given from the root of the project. */
export function licences(inputs: readonly string[]): string {
  const packages = new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
  return [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(path.join(ROOT, folder)).find((f) => /^licen[cs]e/i.test(f));
    if (file === undefined) throw new Error(`${folder} has no licence`);
    return `${name} ${version}\n\n${fs.readFileSync(path.join(ROOT, folder, file), 'utf8').trim()}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file belongs to; undefined for a file of this project. */
function packageOf(file: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}
