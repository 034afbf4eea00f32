import { deployment, folder, pieces, ran, removeFolders, type Ran } from './fake-terminal';
import { FORMATS } from '../../src/cli/check';
import { ruleNames } from '../../src/cli/settings/selection';

afterAll(removeFolders);

const HINT = 'elastic-inference --help lists the commands, and elastic-inference check --help the options\n';
const run = (...args: string[]): Promise<Ran> =>
  ran(args, { cwd: folder({ 'a.yaml': deployment('a'), '--x.yaml': deployment('x'), '7': deployment('seven') }) });
const files = async (...args: string[]): Promise<string[]> => {
  const cwd = folder({ 'a.yaml': deployment('a'), '--x.yaml': deployment('x'), '7': deployment('seven') });
  const { out } = await ran(['check', ...args, '--format', 'json'], { cwd, input: pieces(deployment('in')) });
  return JSON.parse(out).findings.map(({ file }: any) => file);
};

describe('a command line that is wrong ends with 2, and says what is wrong', () => {
  test.each<[string[], string]>([
    [[], 'name a command'],
    [['chek'], 'Did you mean check?'],
    [['frobnicate'], 'Unknown argument: frobnicate'],
    [['check', 'a.yaml', '--selct', 'x'], 'Unknown argument: selct; did you mean --select?'],
    [['check', 'a.yaml', '--zzzzzz'], 'Unknown argument: zzzzzz'],
    [['check', 'a.yaml', '--no-select'], 'Unknown arguments: no-select, noSelect; did you mean --select?'],
    [['check', 'a.yaml', '--select.x=y'], 'Unknown argument: select.x; did you mean --select?'],
    [['check', 'a.yaml', '--select'], 'Not enough arguments following: select'],
    [['check', 'a.yaml', '--format'], 'Not enough arguments following: format'],
    [['check', 'a.yaml', '--fail-on'], 'Not enough arguments following: fail-on'],
    [['check', 'a.yaml', '--config'], 'Not enough arguments following: config'],
    [
      ['check', 'a.yaml', '--format', 'xml'],
      'Invalid values:\n  Argument: format, Given: "xml", Choices: "text", "json", "sarif", "github", "junit"',
    ],
    [
      ['check', 'a.yaml', '--fail-on', 'none'],
      'Invalid values:\n  Argument: fail-on, Given: "none", Choices: "error", "warning", "advice"',
    ],
    [['explain', 'a', 'b'], 'Unknown argument: b'],
    [['rules', '--format', 'xml'], 'Invalid values:\n  Argument: format, Given: "xml", Choices: "text", "json"'],
  ])('%j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err: `elastic-inference: ${message}\n${HINT}` });
  });

  test('for a rule that is not there, with what is meant', async () => {
    expect(await run('check', 'a.yaml', '--ignore', 'latest-tga')).toEqual({
      code: 2,
      out: '',
      err: 'elastic-inference: --ignore: there is no rule latest-tga\ndid you mean latest-tag?\n',
    });
  });

  test('for a configuration file that is not there', async () => {
    expect((await run('check', 'a.yaml', '-c', 'nope.yaml')).err).toBe(
      'elastic-inference: nope.yaml: there is no such file\n',
    );
  });
});

describe('what is checked', () => {
  test('are files, folders and standard input, in their order', async () => {
    expect(await files('a.yaml')).toEqual(['a.yaml']);
    expect(await files('-', 'a.yaml')).toEqual(['stdin', 'a.yaml']);
    expect(await files('a.yaml', '-')).toEqual(['a.yaml', 'stdin']);
    expect(await files('-')).toEqual(['stdin']);
    expect(await files('.')).toEqual(['--x.yaml', 'a.yaml']);
    expect(await files('7')).toEqual(['7']);
  });

  test('is standard input where nothing is named, and nobody types', async () => {
    expect(await files()).toEqual(['stdin']);
    expect(await ran(['check'], { isInputInteractive: true })).toEqual({
      code: 2,
      out: '',
      err: 'elastic-inference: name files or folders, or - for standard input\n',
    });
  });

  test('may be called like an option behind --', async () => {
    expect(
      JSON.parse((await run('check', '--format', 'json', '--', '--x.yaml', 'a.yaml')).out).findings.map(
        ({ file }: any) => file,
      ),
    ).toEqual(['--x.yaml', 'a.yaml']);
  });

  test('stands before or behind the options', async () => {
    const [before, behind] = [
      await run('check', 'a.yaml', '-f', 'github'),
      await run('check', '-f', 'github', 'a.yaml'),
    ];
    expect(before.out).toMatch(/^::warning file=a.yaml,line=14,/);
    expect(behind.out).toBe(before.out);
  });

  test('is not swallowed by a list of rules', async () => {
    expect(
      JSON.parse((await run('check', '--select', 'latest-tag', 'a.yaml', '--format=json')).out).findings,
    ).toHaveLength(1);
  });
});

test('of an option that is given twice the last counts', async () => {
  expect((await run('check', 'a.yaml', '--format', 'text', '--format', 'github')).out).toMatch(/^::warning/);
  expect((await run('check', 'a.yaml', '--fail-on', 'warning', '--fail-on', 'error')).code).toBe(0);
});

describe('help', () => {
  test('names the commands', async () => {
    const { code, out, err } = await run('--help');
    expect([code, err]).toEqual([0, '']);
    for (const command of ['check [paths..]', 'explain [rule]', 'rules', 'completion']) {
      expect(out).toContain(`elastic-inference ${command}`);
    }
  });

  test('of check names the options, their choices, the exit codes, and examples', async () => {
    const { code, out } = await run('check', '--help');
    expect(code).toBe(0);
    for (const option of ['--format', '--fail-on', '--select', '--ignore', '--config']) expect(out).toContain(option);
    for (const format of FORMATS) expect(out).toContain(`"${format}"`);
    expect(out).toContain('Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 input that cannot be used.');
    expect(out).toContain('helm template shop | elastic-inference check -');
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('has the version beside it', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '0.0.0\n', err: '' });
  });
});

describe('completion', () => {
  const completed = async (...words: string[]): Promise<string[]> =>
    (await run('--get-yargs-completions', 'elastic-inference', ...words)).out.trim().split('\n');

  test('has a script', async () => {
    const { code, out } = await run('completion');
    expect(code).toBe(0);
    expect(out).toContain('elastic-inference');
    expect(out).toContain('--get-yargs-completions');
  });

  test.each<[string, string[], string[]]>([
    ['commands', [''], ['check', 'explain', 'rules', 'completion']],
    ['formats', ['check', '--format', ''], [...FORMATS]],
    ['severities', ['check', '--fail-on', ''], ['error', 'warning', 'advice']],
    ['formats behind a choice of rules', ['check', '--select', 'latest-tag', '--format', ''], [...FORMATS]],
    ['rules to select', ['check', '--select', ''], ruleNames()],
    ['rules to ignore', ['check', 'a.yaml', '--ignore', 'hpa'], ruleNames()],
    ['rules to explain', ['explain', ''], ruleNames()],
  ])('offers %s', async (_, words, expected) => {
    expect(await completed(...words)).toEqual(expect.arrayContaining(expected));
  });
});
