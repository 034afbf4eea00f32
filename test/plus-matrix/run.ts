import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { isDeepStrictEqual } from 'util';
import * as yaml from 'js-yaml';

/**
 * Compiles and runs `program.ts` and `existing.ts` with each cdk8s-plus that is supported, beside the compiled library,
 * and compares what is printed with that of cdk8s-plus-27; `mixed.ts` with two of them in one app; `newest.txt` with
 * the newest one.
 *
 * Usage: run.ts [FOLDER of the compiled library, lib by default; it is compiled when it is missing or older than src]
 */
const PROJECT = path.resolve(__dirname, '../..');
const BASE = 27;
/** Those that are tried besides, and the newest that the registry had; a newer one is found. */
const OTHERS = [32, 33];
const NEWEST = 34;

/** What a version prints of objects of the user and 27 does not: it has no property for it. */
const PRINTED_BY_NEWER: Readonly<Record<string, unknown>> = { revisionHistoryLimit: 10, shareProcessNamespace: false };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'plus-matrix-'));
const modules = path.join(work, 'node_modules');
const bin = (name: string) => path.join(PROJECT, 'node_modules', '.bin', name);

function versionOf(name: string): string {
  const file = path.join(PROJECT, 'node_modules', name, 'package.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')).version;
}

function newest(): number {
  let version = NEWEST;
  const isThere = () => spawnSync('npm', ['view', `cdk8s-plus-${version + 1}`, 'version']).status === 0;
  while (isThere()) version += 1;
  return version;
}

function install(versions: readonly number[]): void {
  fs.writeFileSync(path.join(work, 'package.json'), '{"private":true}\n');
  const packages = ['cdk8s', 'constructs', `cdk8s-plus-${BASE}`].map((name) => `${name}@${versionOf(name)}`);
  for (const version of versions) if (version !== BASE) packages.push(`cdk8s-plus-${version}`);
  const flags = ['--omit=optional', '--no-audit', '--no-fund', '--legacy-peer-deps', '--prefer-offline'];
  execFileSync('npm', ['install', ...flags, ...packages], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
}

function isFresh(lib: string): boolean {
  if (!fs.existsSync(path.join(lib, 'index.d.ts'))) return false;
  const { mtimeMs } = fs.statSync(path.join(lib, 'index.js'));
  const files = fs.readdirSync(path.join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' });
  return files.every((file) => fs.statSync(path.join(PROJECT, 'src', file)).mtimeMs <= mtimeMs);
}

function placeLibrary(lib: string): void {
  const home = path.join(modules, 'cdk8s-elastic-inference');
  fs.mkdirSync(home, { recursive: true });
  fs.copyFileSync(path.join(PROJECT, 'package.json'), path.join(home, 'package.json'));
  if (isFresh(lib)) {
    fs.cpSync(lib, path.join(home, 'lib'), { recursive: true });
    return;
  }
  console.log(`${lib} is not of this source: the library is compiled`);
  const out = ['--outDir', path.join(home, 'lib'), '--incremental', 'false'];
  execFileSync(bin('tsc'), ['-p', path.join(PROJECT, 'tsconfig.json'), ...out], { cwd: PROJECT, stdio: 'inherit' });
}

/** Writes a program with the package of a version in the place of its last import of cdk8s-plus. */
function place(source: string, name: string, version: number): string {
  const text = fs.readFileSync(path.join(__dirname, source), 'utf8');
  const own = `'cdk8s-plus-${BASE}'`;
  const at = text.lastIndexOf(own);
  if (at < 0) throw new Error(`${source} does not import ${own}`);
  const placed = `${text.slice(0, at)}'cdk8s-plus-${version}'${text.slice(at + own.length)}`;
  fs.writeFileSync(path.join(work, `${name}.ts`), placed);
  return name;
}

function compile(names: readonly string[]): void {
  fs.writeFileSync(path.join(work, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'node16',
      strict: true,
      skipLibCheck: true,
      typeRoots: [path.join(PROJECT, 'node_modules', '@types')],
      types: ['node'],
    },
    files: names.map((name) => `${name}.ts`),
  }));
  execFileSync(bin('tsc'), ['-p', work], { stdio: 'inherit' });
}

type Printed = Map<string, unknown[]>;

/** Runs a compiled program, and reads what it prints. */
function printed(name: string): Printed {
  const out = path.join(work, 'dist', name);
  execFileSync('node', [path.join(work, `${name}.js`), out], {
    cwd: work,
    stdio: 'inherit',
    // What the library bundles stays with the project where it was compiled without its bundle.
    env: { ...process.env, CDK8S_ELASTIC_INFERENCE_ADVICE: 'off', NODE_PATH: path.join(PROJECT, 'node_modules') },
  });
  return new Map(fs.readdirSync(out).sort().map((file) => (
    [file, yaml.loadAll(fs.readFileSync(path.join(out, file), 'utf8'))])));
}

/** A value without what only newer versions print. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, member]) => PRINTED_BY_NEWER[key] !== member);
  return Object.fromEntries(kept.map(([key, member]) => [key, comparable(member)]));
}

function shown(files: Printed): string {
  return [...files].flatMap(([file, objects]) => (
    objects.map((object) => `# ${file}\n${yaml.dump(comparable(object), { sortKeys: true })}`))).join('---\n');
}

/** Whether a version prints what the base prints; shows where not. */
function isSame(name: string, expected: string, got: string): boolean {
  if (got === expected) return true;
  const files = [[`${name}.expected`, expected], [`${name}.got`, got]].map(([file, content]) => {
    fs.writeFileSync(path.join(work, file), content);
    return path.join(work, file);
  });
  console.error(spawnSync('diff', ['-U', '8', ...files], { encoding: 'utf8' }).stdout);
  return false;
}

/** What `newest.txt` must print of the containers. */
function newestProblems(files: Printed): string[] {
  const deployment: any = [...files.values()].flat().find((o: any) => o.kind === 'Deployment');
  const [server, exporter] = deployment.spec.template.spec.containers;
  const facts: Array<[what: string, got: unknown, expected: unknown]> = [
    ['a gRPC probe', server.readinessProbe.grpc, { port: 8500, service: 'resnet' }],
    ['headers of a probe', server.livenessProbe.httpGet.httpHeaders, [{ name: 'Accept', value: 'application/json' }]],
    ['capabilities', exporter.securityContext.capabilities, { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }],
    ['a seccomp profile', exporter.securityContext.seccompProfile,
      { type: 'Localhost', localhostProfile: 'profiles/exporter.json' }],
  ];
  return facts.filter(([, got, expected]) => !isDeepStrictEqual(got, expected))
    .map(([what, got]) => `newest: ${what} is printed as ${JSON.stringify(got)}`);
}

function main(): number {
  const last = newest();
  const versions = [...new Set([BASE, ...OTHERS, NEWEST, last - 1, last])].sort();
  install(versions);
  placeLibrary(path.resolve(process.argv[2] ?? path.join(PROJECT, 'lib')));
  const programs = ['program', 'existing'].map((source) => (
    versions.map((version) => place(`${source}.ts`, `${source}-${version}`, version))));
  const others = [place('mixed.ts', 'mixed-27', BASE), place('mixed.ts', 'mixed', last)];
  compile([...programs.flat(), ...others, place('newest.txt', 'newest', last)]);
  const failed: string[] = [];
  for (const [base, ...rest] of programs) {
    const expected = shown(printed(base));
    failed.push(...rest.filter((name) => !isSame(name, expected, shown(printed(name)))));
  }
  if (!isSame('mixed', ...others.map((name) => shown(printed(name))) as [string, string])) failed.push('mixed');
  failed.push(...newestProblems(printed('newest')));
  const tried = `cdk8s-plus ${versions.join(', ')}`;
  console.log(failed.length > 0 ? `${tried} print not the same: ${failed.join(', ')}` : `${tried} print the same`);
  return failed.length > 0 ? 1 : 0;
}

let code = 1;
try {
  code = main();
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
process.exitCode = code;
