/**
 * Makes the compiled index load a file when somebody first asks for one of its classes: a program uses a few of them,
 * and half of what the library costs at start is loading the rest. Run on lib/index.js after the compiler; what is
 * exported stays the same.
 */
import * as fs from 'fs';
import * as path from 'path';

const STAR = /^__exportStar\(require\("(\.\/[^"]+)"\), exports\);\n/gm;

/** The classes and enums of a compiled file: the compiler begins with `exports.A = exports.B = void 0;`. */
function namesOf(file: string): string[] {
  const [declared = ''] = /^(exports\.\w+ = )+void 0;$/m.exec(fs.readFileSync(file, 'utf8')) ?? [];
  return [...declared.matchAll(/exports\.(\w+) = /g)].map(([, name]) => name);
}

/** Rewrites an index of `export *` in place, and returns the names of what it exports. */
export function lazyIndex(index: string): string[] {
  const all: string[] = [];
  const text = fs.readFileSync(index, 'utf8').replace(STAR, (_, module: string) => {
    const names = namesOf(path.join(path.dirname(index), `${module}.js`));
    all.push(...names);
    return names.map((name) => `lazy("${name}", () => require("${module}"));\n`).join('');
  });
  const define = [
    'function lazy(name, load) {',
    '    Object.defineProperty(exports, name, { configurable: true, enumerable: true, get: () => load()[name] });',
    '}',
    '',
  ].join('\n');
  fs.writeFileSync(index, text.replace('"use strict";\n', (strict) => strict + define));
  return all;
}
