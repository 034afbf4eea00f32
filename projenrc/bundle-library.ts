/**
 * Makes one file of the compiled library: a program needs about 350 of its modules, and Node.js takes longer to find
 * and read so many files than to run them. Within the file a module still runs when one of its classes is first used.
 */
import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { lazyIndex } from './lazy-index';
import { licences } from './licences';
import { peerDependencies } from '../package.json';

const ROOT = path.dirname(__dirname);

/**
 * Bundles a library in place, with the packages that it uses but without those that a program has beside it; gives the
 * files that are inside.
 */
export function bundleLibrary(index: string): readonly string[] {
  const names = lazyIndex(index);
  const { metafile } = buildSync({
    entryPoints: [index],
    outfile: index,
    allowOverwrite: true,
    bundle: true,
    external: Object.keys(peerDependencies).flatMap((name) => [name, `${name}/*`]),
    platform: 'node',
    target: 'node20',
    // Never run: by this line Node.js knows the names when an ES module imports them.
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
    logLevel: 'error',
    keepNames: true,
    metafile: true,
    absWorkingDir: ROOT,
  });
  return Object.keys(metafile.inputs);
}

/** Bundles the library of the package, with the licences of what is inside. */
function main(index: string): void {
  fs.writeFileSync(`${index}.LICENSES.txt`, licences(bundleLibrary(index)));
}

if (require.main === module) main(path.resolve(__dirname, '../lib/index.js'));
