/** Makes one file of the command, with the packages that it uses, and writes their licences beside it. */
import * as fs from 'fs';
import * as path from 'path';
import { build, type Plugin } from 'esbuild';
import { licences } from './licences';

const ROOT = path.dirname(__dirname);

/** js-yaml copies its options for each document, by a function for old engines that takes a tenth of a run. */
const PLAIN_COPIES: Plugin = {
  name: 'plain-copies',
  setup: ({ onLoad }) => onLoad({ filter: /js-yaml\.cjs\.js$/ }, ({ path: file }) => {
    const text = fs.readFileSync(file, 'utf8');
    const contents = text.replace(/^function _objectSpread2\(.*?^}/ms, 'const _objectSpread2 = Object.assign;');
    if (contents === text) throw new Error(`${file} has no _objectSpread2: remove this`);
    return { contents };
  }),
};

/** Bundles a compiled command; the licences of the packages inside lie in `<outfile>.LICENSES.txt`. */
export async function bundleCommand(main: string, outfile: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    minify: true,
    // Names of classes are in messages.
    keepNames: true,
    platform: 'node',
    target: 'node20',
    // The engine reads an arrow function to its end before it is needed: that took 5 MiB.
    supported: { arrow: false },
    plugins: [PLAIN_COPIES],
    metafile: true,
    absWorkingDir: ROOT,
    logLevel: 'error',
  });
  fs.writeFileSync(`${outfile}.LICENSES.txt`, licences(Object.keys(metafile.inputs)));
}

if (require.main === module) void bundleCommand(path.join(ROOT, 'lib/cli/main.js'), path.join(ROOT, 'lib/command.js'));
