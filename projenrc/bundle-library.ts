/**
 * Makes one file of the compiled library: a program needs about 350 of its modules, and Node.js takes longer to find
 * and read so many files than to run them. Within the file a module still runs when one of its classes is first used.
 */
import * as path from 'path';
import { buildSync } from 'esbuild';
import { lazyIndex } from './lazy-index';

/** Bundles a library in place, without what it depends on. */
export function bundleLibrary(index: string): void {
  const names = lazyIndex(index);
  buildSync({
    entryPoints: [index],
    outfile: index,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    // Never run: by this line Node.js knows the names when an ES module imports them.
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
    logLevel: 'error',
    keepNames: true,
  });
}

if (require.main === module) bundleLibrary(path.resolve(__dirname, '../lib/index.js'));
