import { CompiledLibrary } from './compiled-library';
import { lazyIndex } from '../../projenrc/lazy-index';

describe('a lazy index', () => {
  const library = new CompiledLibrary();
  let names: string[] = [];

  beforeAll(() => {
    names = lazyIndex(library.index);
  });
  afterAll(() => library.remove());

  test('exports what it did, and loads a file when its class is asked for', () => {
    const program = [
      'const index = require("./index.js");',
      'const before = String(globalThis.loaded);',
      'console.log(Object.keys(index).join(), before, new index.A().constructor.name, globalThis.loaded.join());',
    ].join('\n');
    expect(library.run(program)).toBe('A,Kind,B undefined A a');
    expect(names).toEqual(['A', 'Kind', 'B']);
  });
});
