/** Makes one file of the command, with the packages that it uses, and writes their licences beside it. */
import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';

const ROOT = path.dirname(__dirname);

/** Bundles a compiled command; the licences of the packages inside lie in `<outfile>.LICENSES.txt`. */
export function bundleCommand(main: string, outfile: string): void {
  const { metafile } = buildSync({
    entryPoints: [main],
    outfile,
    bundle: true,
    minify: true,
    // Names of classes are in messages.
    keepNames: true,
    platform: 'node',
    target: 'node20',
    metafile: true,
    absWorkingDir: ROOT,
    logLevel: 'error',
  });
  fs.writeFileSync(`${outfile}.LICENSES.txt`, licences(Object.keys(metafile.inputs)));
}

function licences(inputs: readonly string[]): string {
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

if (require.main === module) bundleCommand(path.join(ROOT, 'lib/cli/main.js'), path.join(ROOT, 'lib/command.js'));
