import { fakeTerminal } from './fake-terminal';
import { Progress } from '../../src/cli/progress';

const LINE = '\r\u001b[K';

describe('the line of progress', () => {
  beforeEach(() => { jest.useFakeTimers({ now: 0 }); });
  afterEach(() => { jest.useRealTimers(); });

  function shown(isErrorInteractive: boolean, steps: ReadonlyArray<[at: number, objects: number]>): string[] {
    const terminal = fakeTerminal({ isErrorInteractive });
    const progress = new Progress(terminal);
    for (const [at, objects] of steps) {
      jest.setSystemTime(at);
      progress.show(objects);
    }
    progress.judging(steps[steps.length - 1][1]);
    progress.end();
    progress.end();
    return terminal.written.err.split(LINE);
  }

  test('counts after two seconds, a few times a second, and is wiped at the end', () => {
    expect(shown(true, [[0, 1], [1999, 2], [2000, 3], [2001, 4], [2199, 5], [2200, 12_345]]))
      .toEqual(['', '3 objects read …', '12,345 objects read …', 'judging 12,345 objects …', '']);
  });

  test('is silent in a short run', () => {
    expect(shown(true, [[0, 1], [1999, 2]])).toEqual(['']);
  });

  test('is silent where nobody watches', () => {
    expect(shown(false, [[0, 1], [9000, 2]])).toEqual(['']);
  });
});
