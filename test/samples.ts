/**
 * Proves what the documents say: every TypeScript sample compiles against src and synthesizes, or throws the message
 * that is shown below it, the guide has the table of model servers as it is, and every link leads somewhere.
 *
 *   npm run samples                  jsii-rosetta checks README and docstrings against the compiled assembly first
 *
 * In the documents:
 *   ```ts                            is compiled inside rosetta/default.ts-fixture
 *   ```ts nofixture                  is compiled as a whole program
 *   <!-- same as: path -->           right above a fence: it must be that file, word for word
 *   ```text                          with "… cannot be defined:" or "Validation failed …": it must be what the sample
 *                                    right above it throws
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { compileFunction } from 'vm';
import { App } from 'cdk8s';
import * as ts from 'typescript';
import type { ServerRow } from '../src/servers/model-server-row';
import { MODEL_SERVERS } from '../src/servers/model-server-table';

const ROOT = path.dirname(__dirname);
const GENERATED = new Set(['API.md']);
const SKIPPED = new Set(['node_modules', 'lib', 'dist', 'golden', 'coverage', 'test-reports', 'results']);
const FIXTURE = fs.readFileSync(path.join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
const HERE = '    /// here';

interface Doc {
  readonly file: string;
  readonly lines: readonly string[];
  readonly fences: readonly Fence[];
}

interface Fence {
  readonly info: string;
  /** The line of its first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
}

const faults: string[] = [];
const fault = (file: string, line: number, message: string) => faults.push(`${file}:${line} ${message}`);

function markdownFiles(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || SKIPPED.has(entry.name) ? [] : markdownFiles(at);
    return entry.name.endsWith('.md') ? [path.relative(ROOT, at)] : [];
  });
}

function read(file: string): Doc {
  const lines = fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n');
  const fences: Fence[] = [];
  let open: { info: string; line: number } | undefined;
  lines.forEach((text, i) => {
    const mark = /^```(.*)$/.exec(text);
    if (!mark) return;
    if (open) fences.push({ ...open, code: lines.slice(open.line - 1, i).join('\n') });
    open = open ? undefined : { info: mark[1].trim(), line: i + 2 };
  });
  if (open) fault(file, open.line - 1, 'this fence is never closed');
  return { file, lines, fences };
}

const isSample = ({ info }: Fence) => /^(ts|typescript)\b/.test(info);
const isWhole = ({ info }: Fence) => /\bnofixture\b/.test(info);
const wrap = (fence: Fence) => (isWhole(fence) ? fence.code : FIXTURE.replace(HERE, () => fence.code));

/** Type checks all samples in one program, each as a file that exists in memory only. */
function compileSamples(docs: readonly Doc[]): number {
  const samples = new Map<string, { doc: Doc; fence: Fence; text: string }>();
  docs.forEach((doc) => doc.fences.filter(isSample).forEach((fence) => {
    samples.set(path.join(ROOT, `sample-${samples.size}.ts`), { doc, fence, text: wrap(fence) });
  }));
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT);
  const settings: ts.CompilerOptions = {
    ...options,
    configFilePath: path.join(ROOT, 'tsconfig.dev.json'),
    noEmit: true,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ['node'],
  };
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => samples.has(name) || fileExists(name);
  host.readFile = (name) => samples.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const sample = samples.get(name);
    return sample ? ts.createSourceFile(name, sample.text, language) : getSourceFile(name, language, ...rest);
  };
  const program = ts.createProgram([...samples.keys()], settings, host);
  for (const [name, { doc, fence }] of samples) {
    const source = program.getSourceFile(name)!;
    const above = isWhole(fence) ? 0 : FIXTURE.slice(0, FIXTURE.indexOf(HERE)).split('\n').length - 1;
    for (const d of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      const { line } = source.getLineAndCharacterOfPosition(d.start ?? 0);
      fault(doc.file, fence.line + Math.max(0, line - above), ts.flattenDiagnosticMessageText(d.messageText, ' '));
    }
  }
  return samples.size;
}

/** A fence under `<!-- same as: path -->` is that file. */
function compareFiles({ file, lines, fences }: Doc): number {
  const marked = fences.flatMap((fence) => {
    const mark = /^<!-- same as: (\S+) -->$/.exec(lines[fence.line - 3] ?? '');
    return mark ? [{ fence, original: mark[1] }] : [];
  });
  for (const { fence, original } of marked) {
    const at = path.join(ROOT, original);
    const text = fs.existsSync(at) ? fs.readFileSync(at, 'utf8').trimEnd() : undefined;
    if (text !== fence.code.trimEnd()) fault(file, fence.line, `is not the same as ${original}`);
  }
  return marked.length;
}

/** What a sample throws when it is run, as `app.synth()` prints it; the chart of the fixture is called `vision`. */
function thrown(fence: Fence): string | undefined {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(wrap(fence), { compilerOptions });
  const end = isWhole(fence) ? '' : '\nexports.Sample = Sample;';
  const sample: { Sample?: new (scope: unknown, id: string) => unknown } = {};
  try {
    const app = new App();
    // A whole program has an app of its own.
    const known = ['require', 'exports', ...(isWhole(fence) ? [] : ['app'])];
    compileFunction(outputText + end, known)(require, sample, app);
    if (!sample.Sample) return undefined;
    new sample.Sample(app, 'vision');
    app.synth();
    return undefined;
  } catch (e) {
    return (e as Error).message;
  }
}

const MESSAGE = /cannot be defined:$|^Validation failed with/;
const isMessage = ({ info, code }: Fence) => info === 'text' && MESSAGE.test(code.split('\n')[0]);

/** Every sample synthesizes, but for those that are followed by the message that they throw. */
function runSamples({ file, fences }: Doc): number {
  fences.forEach((fence, i) => {
    const shown = fences[i + 1] && isMessage(fences[i + 1]) ? fences[i + 1].code : undefined;
    const real = isSample(fence) ? thrown(fence) : undefined;
    if (real === shown) return;
    if (shown === undefined) fault(file, fence.line, `is refused: ${real}`);
    else fault(file, fence.line, `does not throw what is shown below it, but: ${real ?? 'nothing'}`);
  });
  return fences.filter(isMessage).length;
}

/** docs/model-servers.md says what the table of model servers says, in the rows of each factory. */
function compareServers({ file, lines }: Doc): number {
  const rows: Array<[string, ServerRow]> = Object.entries(MODEL_SERVERS);
  for (const [factory, row] of rows) {
    const told = lines.filter((text) => text.startsWith(`| \`${factory}\` |`)).join('\n');
    const { id, image, ports, metricsPath, user, group, sharedMemory, startupSeconds, requestSeconds } = row;
    const request = requestSeconds < 100 ? `${requestSeconds} s` : `${requestSeconds / 60} min`;
    const startup = `${startupSeconds / 60} min`;
    const owner = `${user}:${group}`;
    for (const fact of [id, image, ...Object.values(ports), metricsPath, owner, sharedMemory, startup, request]) {
      if (fact !== undefined && !told.includes(String(fact))) fault(file, 1, `does not say ${fact} of ${factory}`);
    }
  }
  return rows.length;
}

/** The anchors of a document, as they are made of its headings, and those that API.md writes itself. */
function anchors({ lines, fences }: Doc): Set<string> {
  const found = new Set<string>();
  lines.forEach((text, i) => {
    if (insideFence(fences, i + 1)) return;
    for (const [, id] of text.matchAll(/<a [^>]*\bid="([^"]+)"/g)) found.add(id);
    const heading = /^#{1,6} +(.*?) *$/.exec(text);
    if (!heading) return;
    const slug = heading[1]
      .replace(/<[^>]*>/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let free = slug;
    for (let n = 1; found.has(free); n += 1) free = `${slug}-${n}`;
    found.add(free);
  });
  return found;
}

function insideFence(fences: readonly Fence[], line: number): boolean {
  return fences.some((f) => line >= f.line - 1 && line <= f.line + f.code.split('\n').length);
}

/** Every relative link leads to a file of the project, and to a heading where it names one. */
function followLinks(docs: readonly Doc[]): number {
  let count = 0;
  const known = new Map(docs.map((d) => [d.file, anchors(d)]));
  for (const { file, lines, fences } of docs.filter((d) => !GENERATED.has(d.file))) {
    lines.forEach((text, i) => {
      if (insideFence(fences, i + 1)) return;
      for (const [, link] of text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        count += 1;
        const [to, anchor] = link.split('#');
        const target = to === '' ? file : path.join(path.dirname(file), to);
        const isThere = !target.startsWith('..') && fs.existsSync(path.join(ROOT, target));
        const isHeading = anchor === undefined || known.get(path.normalize(target))?.has(anchor) === true;
        if (!isThere) fault(file, i + 1, `leads nowhere: ${link}`);
        else if (!isHeading) fault(file, i + 1, `there is no such heading: ${link}`);
      }
    });
  }
  return count;
}

function main(): void {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'samples-'));
  process.env.CDK8S_OUTDIR = out;
  const docs = markdownFiles(ROOT).map(read);
  const written = docs.filter((d) => !GENERATED.has(d.file));
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  const samples = compileSamples(written);
  const same = sum(written.map(compareFiles));
  const messages = sum(written.map(runSamples));
  const guide = written.filter((d) => d.file === path.join('docs', 'model-servers.md'));
  const servers = sum(guide.map(compareServers));
  const links = followLinks(docs);
  fs.rmSync(out, { recursive: true, force: true });

  if (samples === 0) faults.push('there is no sample in any document');
  if (servers === 0) faults.push('there is no docs/model-servers.md');
  faults.forEach((f) => console.error(f));
  const counts = [
    `${samples} samples`,
    `${same} copies of files`,
    `${messages} messages`,
    `${servers} model servers`,
    `${links} links`,
  ];
  console.log(`${counts.join(', ')} in ${written.length} documents: ${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}

main();
