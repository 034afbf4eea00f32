import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { bundleLibrary } from '../../projenrc/bundle-library';

describe('a library in one file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-library-'));
  const write = (name: string, ...lines: string[]) => {
    fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  };

  beforeAll(() => {
    const loaded = (name: string) => `(globalThis.loaded ??= []).push('${name}');`;
    const declared = 'exports.A = exports.Kind = void 0;';
    write('a.js', '"use strict";', declared, loaded('a'), 'exports.A = class A {};', 'exports.Kind = { ONE: 1 };');
    const itself = 'class B { static of() { return new B(); } }';
    write('b.js', '"use strict";', 'exports.B = void 0;', loaded('b'), itself, 'exports.B = B;');
    // Interfaces leave nothing behind.
    write('c.js', '"use strict";', loaded('c'));
    const stars = ['a', 'b', 'c'].map((name) => `__exportStar(require("./${name}"), exports);`);
    write('index.js', '"use strict";', ...stars);
    bundleLibrary(path.join(folder, 'index.js'));
    ['a.js', 'b.js', 'c.js'].forEach((name) => fs.rmSync(path.join(folder, name)));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What a program prints, in a process of its own. */
  const run = (program: string, ...flags: string[]) => (
    execFileSync(process.execPath, [...flags, '-e', program], { cwd: folder, encoding: 'utf8' }).trim());

  test('needs no other file, and runs a module when its class is asked for', () => {
    const program = [
      'const index = require("./index.js");',
      'const before = String(globalThis.loaded);',
      'console.log(Object.keys(index).join(), before, new index.A().constructor.name, globalThis.loaded.join());',
    ].join('\n');
    expect(run(program)).toBe('A,Kind,B undefined A a');
  });

  test('is imported by name from an ES module', () => {
    const program = 'import { B, Kind } from "./index.js"; console.log(B.name, Kind.ONE);';
    expect(run(program, '--input-type=module')).toBe('B 1');
  });

  test('keeps the names of classes, also of one that makes itself', () => {
    expect(run('console.log(require("./index.js").B.of())')).toBe('B {}');
  });
});
