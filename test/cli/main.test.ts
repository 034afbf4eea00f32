import { spawnSync, type SpawnSyncReturns } from 'child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import * as ts from 'typescript';
import { deployment, folder, removeFolders, unscalable } from './fake-terminal';

/** The command as it is installed: bin and lib. Each file is compiled by itself, which takes two seconds for all. */
const ROOT = resolve(__dirname, '../..');
let home: string;

beforeAll(() => {
  home = folder({ 'error.yaml': unscalable('a'), 'warning.yaml': deployment('a'), 'bad.yaml': 'a: "' });
  cpSync(join(ROOT, 'bin'), join(home, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.json')) cpSync(join(ROOT, 'src', file), join(home, 'lib', file));
    if (!file.endsWith('.ts')) continue;
    const compiled = join(home, 'lib', file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(compiled), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, 'src', file), 'utf8'), {
      compilerOptions: options,
    });
    writeFileSync(compiled, outputText);
  }
  // Where the package has the command in one file.
  writeFileSync(join(home, 'lib/command.js'), "require('./cli/main');\n");
}, 60_000);

afterAll(removeFolders);

/** Runs a line of a shell in which `$check` is the command. */
function shell(line: string, input = ''): SpawnSyncReturns<string> {
  const check = `${process.execPath} ${join(home, 'bin/elastic-inference')} check`;
  const env = { ...process.env, check, FORCE_COLOR: undefined, NO_COLOR: undefined };
  return spawnSync('bash', ['-o', 'pipefail', '-c', line], {
    cwd: home,
    env,
    input,
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1e8,
  });
}

describe('the command, installed', () => {
  test.each([
    ['$check warning.yaml', 0],
    ['$check error.yaml', 1],
    ['$check bad.yaml', 2],
    ['$check nope.yaml', 2],
    ['$check --nope', 2],
    ['$check error.yaml bad.yaml', 2],
  ])('ends with its exit code: %s is %p', (line, code) => {
    const { status, stderr } = shell(line);
    expect(status).toBe(code);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('reads standard input and pipes', () => {
    expect(shell('$check - --format github', deployment('a')).stdout).toMatch(/^::warning file=stdin,line=14,/);
    expect(shell('$check --format github <(cat warning.yaml)').stdout).toMatch(
      /^::warning file=\/dev\/fd\/\d+,line=14,/,
    );
  });

  test('has no colours in a pipe, unless they are wished', () => {
    expect(shell('$check warning.yaml').stdout).not.toContain('\u001b');
    expect(shell('FORCE_COLOR=1 $check warning.yaml').stdout).toContain('\u001b[33mwarning');
  });

  test('writes all of a large report into a pipe', () => {
    const many = Array.from({ length: 2000 }, (_, i) => deployment(`d${i}`)).join('---\n');
    const { stdout, status } = shell('$check - --format json | cat', many);
    expect(JSON.parse(stdout).findings).toHaveLength(2000);
    expect(status).toBe(0);
  });

  test('ends quietly where nobody reads any more', () => {
    const many = Array.from({ length: 2000 }, (_, i) => unscalable(`d${i}`)).join('---\n');
    const { stdout, stderr } = shell('$check - | head -1', many);
    expect([stdout, stderr]).toEqual(['stdin\n', '']);
    expect(shell('$check - 2>&1 >/dev/null | true', `${many}---\na: "`).stderr).toBe('');
  });

  test('does not end with 0 where its report could not be written', () => {
    expect(shell('$check warning.yaml > /dev/full').status).toBe(2);
  });
});
