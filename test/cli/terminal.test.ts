import { processTerminal } from '../../src/cli/terminal';

interface Given {
  readonly env?: NodeJS.ProcessEnv;
  readonly isOut?: boolean;
  readonly isErr?: boolean;
  readonly isIn?: boolean;
}

function of({ env = {}, isOut = false, isErr = false, isIn = false }: Given) {
  const written: string[] = [];
  const stream = (name: string, isTTY: boolean) => ({
    isTTY: isTTY || undefined,
    write: (text: string) => written.push(`${name}: ${text}`),
  });
  const given = {
    env,
    stdin: { isTTY: isIn || undefined },
    stdout: stream('out', isOut),
    stderr: stream('err', isErr),
    cwd: () => '/here',
  };
  return { ...processTerminal(given as unknown as NodeJS.Process), written };
}

describe('the terminal of a process', () => {
  test.each<[Given, boolean]>([
    [{}, false],
    [{ isOut: true }, true],
    [{ isErr: true }, false],
    [{ isOut: true, env: { NO_COLOR: '1' } }, false],
    [{ isOut: true, env: { NO_COLOR: '' } }, true],
    [{ isOut: true, env: { TERM: 'dumb' } }, false],
    [{ env: { FORCE_COLOR: '1' } }, true],
    [{ env: { FORCE_COLOR: '0' } }, false],
    [{ env: { FORCE_COLOR: '' } }, false],
    [{ env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
  ])('has colours where a person reads them, or they are wished: %j', (given, hasColors) => {
    expect(of(given).hasColors).toBe(hasColors);
  });

  test('knows who types and who watches', () => {
    expect(
      [of({}), of({ isIn: true }), of({ isErr: true })].map(({ isInputInteractive, isErrorInteractive }) => [
        isInputInteractive,
        isErrorInteractive,
      ]),
    ).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  test('writes to the two streams', () => {
    const terminal = of({});
    terminal.out('a');
    terminal.err('b');
    expect(terminal.written).toEqual(['out: a', 'err: b']);
    expect(terminal.cwd).toBe('/here');
  });
});
