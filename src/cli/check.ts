import { createColors } from 'picocolors';
import type { Severity } from '../rules/rule';
import { ManifestSet } from './input/manifest-set';
import { STDIN } from './input/source';
import { sourcesOf, type Sources } from './input/sources';
import { judge, type Judging } from './judge';
import { Progress } from './progress';
import { githubReport } from './report/github';
import { jsonReport } from './report/json';
import { junitReport } from './report/junit';
import { isAtLeast, isOpen, printable, type Report, type UnusableInput } from './report/reported-finding';
import { sarifReport } from './report/sarif';
import { textReport } from './report/text';
import { readConfiguration, type Configuration } from './settings/configuration';
import { ruleFilter } from './settings/selection';
import { CLEAN, FOUND, UNUSABLE, type Terminal } from './terminal';
import { VERSION } from './version';

export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What the command line says. */
export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn?: Severity;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly config?: string;
  readonly kubernetesVersion?: string;
}

/** Judges manifests; the exit code says whether anything at or above `failOn` was found. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const configuration = readConfiguration(options.config, terminal.cwd);
  const isSelected = selection(options, configuration);
  const sources = sourcesOf(options.paths, terminal.cwd, terminal.input);
  const { acknowledge } = configuration;
  const { set, findings, unused } = await judged(sources, { isSelected, acknowledge }, terminal);
  const failOn = options.failOn ?? configuration.failOn ?? 'error';
  const unusable = [...missing(sources), ...set.unusable];
  if (set.objects.length === 0 && unusable.length === 0) unusable.push(nothing(options.paths));
  const report: Report = { findings, unusable, objects: set.objects.length, files: [...set.files], failOn };
  terminal.out(printed(report, options.format, terminal));
  tell(report, sources, terminal);
  for (const { rule, object = 'any object' } of unused.filter((one) => isSelected(one.rule))) {
    const note = `note: ${configuration.path}: the acknowledgement of ${rule} on ${object} met nothing`;
    terminal.err(`${printable(note)}\n`);
  }
  if (unusable.length > 0) return UNUSABLE;
  return findings.some((f) => isOpen(f) && isAtLeast(f.severity, failOn)) ? FOUND : CLEAN;
}

/** Reads all sources and judges them, with a line of progress where a person waits. */
async function judged({ sources }: Sources, judging: Judging, terminal: Terminal) {
  const progress = new Progress(terminal);
  try {
    const set = await ManifestSet.read(sources, (objects) => progress.show(objects));
    progress.judging(set.objects.length);
    return { set, ...await judge(set, judging) };
  } finally {
    progress.end();
  }
}

function selection({ select, ignore }: CheckOptions, configuration: Configuration): (rule: string) => boolean {
  const { path } = configuration;
  const [option, chosen] = select.length > 0 ? ['--select', select] : [`${path}: select`, configuration.select];
  const isSelected = ruleFilter(option, chosen.length > 0 ? chosen : ['*']);
  const isIgnored = ruleFilter('--ignore', ignore);
  const isIgnoredHere = ruleFilter(`${path}: ignore`, configuration.ignore);
  return (rule) => isSelected(rule) && !isIgnored(rule) && !isIgnoredHere(rule);
}

function missing(sources: Sources): UnusableInput[] {
  return sources.missing.map(({ file, message }) => ({ file, message, expected: 'a file, a folder, or - for stdin' }));
}

function nothing(paths: readonly string[]): UnusableInput {
  return {
    file: paths.map((path) => (path === '-' ? STDIN : path)).join(' '),
    message: 'there is no object of Kubernetes in it',
    expected: 'at least one document with apiVersion and kind, in files .yaml, .yml or .json',
  };
}

function printed(report: Report, format: Format, { hasColors }: Terminal): string {
  if (format === 'json') return jsonReport(report);
  if (format === 'sarif') return sarifReport(report, VERSION);
  if (format === 'github') return githubReport(report);
  if (format === 'junit') return junitReport(report);
  return textReport(report, createColors(hasColors));
}

/** What could not be read, and what the user should know of the choice of files, on standard error. */
function tell({ unusable }: Report, { notes }: Sources, terminal: Terminal): void {
  for (const { file, line, message, expected } of unusable) {
    const at = line === undefined ? file : `${file}:${line}`;
    terminal.err(`${printable(`${at}: ${message}; expected ${expected}`)}\n`);
  }
  for (const note of notes) terminal.err(`${printable(`note: ${note}`)}\n`);
}
