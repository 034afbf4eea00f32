import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { lazyIndex } from '../../projenrc/lazy-index';

describe('a lazy index', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lazy-index-'));
  const write = (name: string, ...lines: string[]) => {
    fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  };

  let names: string[] = [];

  beforeAll(() => {
    const loaded = (name: string) => `(globalThis.loaded ??= []).push('${name}');`;
    const declared = 'exports.A = exports.Kind = void 0;';
    write('a.js', '"use strict";', declared, loaded('a'), 'exports.A = class A {};', 'exports.Kind = { ONE: 1 };');
    write('b.js', '"use strict";', 'exports.B = void 0;', loaded('b'), 'class B {}', 'exports.B = B;');
    // Interfaces leave nothing behind.
    write('c.js', '"use strict";', loaded('c'));
    const stars = ['a', 'b', 'c'].map((name) => `__exportStar(require("./${name}"), exports);`);
    write('index.js', '"use strict";', ...stars);
    names = lazyIndex(path.join(folder, 'index.js'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What a program prints, in a process of its own. */
  const run = (program: string, ...flags: string[]) => (
    execFileSync(process.execPath, [...flags, '-e', program], { cwd: folder, encoding: 'utf8' }).trim());

  test('exports what it did, and loads a file when its class is asked for', () => {
    const program = [
      'const index = require("./index.js");',
      'const before = String(globalThis.loaded);',
      'console.log(Object.keys(index).join(), before, new index.A().constructor.name, globalThis.loaded.join());',
    ].join('\n');
    expect(run(program)).toBe('A,Kind,B undefined A a');
    expect(names).toEqual(['A', 'Kind', 'B']);
  });
});
