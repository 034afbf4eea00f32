/** What the command runs in: another one in tests than in a shell. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Whether somebody types at it, so that nothing comes by itself. */
  readonly isInputInteractive: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly hasColors: boolean;
  /** Whether standard error is read by a person at this moment. */
  readonly isErrorInteractive: boolean;
  readonly cwd: string;
}

/** Exit codes. */
export const CLEAN = 0;
export const FOUND = 1;
export const UNUSABLE = 2;

/** The terminal of this process. Colours: NO_COLOR and FORCE_COLOR win (https://no-color.org). */
export function processTerminal({ stdin, stdout, stderr, env, cwd }: NodeJS.Process): Terminal {
  const wished = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== '';
  const refused = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  return {
    input: stdin,
    isInputInteractive: stdin.isTTY === true,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    hasColors: !refused && (wished || (stdout.isTTY === true && env.TERM !== 'dumb')),
    isErrorInteractive: stderr.isTTY === true,
    cwd: cwd(),
  };
}
