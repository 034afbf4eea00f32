import { CompiledLibrary } from './compiled-library';
import { bundleLibrary } from '../../projenrc/bundle-library';

describe('a library in one file', () => {
  const library = new CompiledLibrary();

  beforeAll(() => {
    bundleLibrary(library.index);
    library.removeModules();
  });
  afterAll(() => library.remove());

  test('needs no other file, and runs a module when its class is asked for', () => {
    const program = [
      'const index = require("./index.js");',
      'const before = String(globalThis.loaded);',
      'console.log(Object.keys(index).join(), before, new index.A().constructor.name, globalThis.loaded.join());',
    ].join('\n');
    expect(library.run(program)).toBe('A,Kind,B undefined A a');
  });

  test('is imported by name from an ES module', () => {
    const program = 'import { B, Kind } from "./index.js"; console.log(B.name, Kind.ONE);';
    expect(library.run(program, '--input-type=module')).toBe('B 1');
  });

  test('keeps the names of classes, also of one that makes itself', () => {
    expect(library.run('console.log(require("./index.js").B.of())')).toBe('B {}');
  });
});
