import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** A small library as the compiler leaves it, in a folder of its own. */
export class CompiledLibrary {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-library-'));
  public readonly index = path.join(this.folder, 'index.js');

  public constructor() {
    const loaded = (name: string) => `(globalThis.loaded ??= []).push('${name}');`;
    const declared = 'exports.A = exports.Kind = void 0;';
    this.write('a.js', declared, loaded('a'), 'exports.A = class A {};', 'exports.Kind = { ONE: 1 };');
    const itself = 'class B { static of() { return new B(); } }';
    this.write('b.js', 'exports.B = void 0;', loaded('b'), itself, 'exports.B = B;');
    // Interfaces leave nothing behind.
    this.write('c.js', loaded('c'));
    this.write('index.js', ...['a', 'b', 'c'].map((name) => `__exportStar(require("./${name}"), exports);`));
  }

  /** Leaves the index alone. */
  public removeModules(): void {
    ['a.js', 'b.js', 'c.js'].forEach((name) => fs.rmSync(path.join(this.folder, name)));
  }

  /** What a program prints, in a process of its own. */
  public run(program: string, ...flags: string[]): string {
    return execFileSync(process.execPath, [...flags, '-e', program], { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private write(name: string, ...lines: string[]): void {
    fs.writeFileSync(path.join(this.folder, name), `${['"use strict";', ...lines].join('\n')}\n`);
  }
}
