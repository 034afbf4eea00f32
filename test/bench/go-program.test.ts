import { goProgram } from '../../bench/go-program';

describe('a program of Go', () => {
  const WANTED = { name: 'never', module: 'example.com/never', version: 'v0.0.0', variable: 'NEVER_BUILT' };

  afterEach(() => { delete process.env.NEVER_BUILT; });

  test('is the one that the environment names', () => {
    process.env.NEVER_BUILT = '/opt/never';
    expect(goProgram(WANTED, false)).toEqual({ program: '/opt/never' });
  });

  test('is missing where none is at hand and none may be built', () => {
    expect(goProgram(WANTED, false)).toEqual({ missing: 'NEVER_BUILT names no program, and none was built before' });
  });
});
