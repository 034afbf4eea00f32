import { createColors } from 'picocolors';
import { judge } from './judge';
import { readAll, tellReading } from './reading';
import type { Severity } from '../rules/rule';
import { githubReport } from './report/github';
import { jsonReport } from './report/json';
import { isAtLeast, isOpen, printable, type Report } from './report/reported-finding';
import { sarifReport } from './report/sarif';
import { textReport } from './report/text';
import { checkedVersion, newerVersionNote } from './settings/checked-version';
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
  const reading = await readAll(options.paths, terminal);
  const { set, unusable } = reading;
  const { acknowledge } = configuration;
  const kubernetes = checkedVersion(options.kubernetesVersion ?? configuration.kubernetesVersion);
  const { findings, unused } = await judge(set, { isSelected, acknowledge, kubernetes });
  const failOn = options.failOn ?? configuration.failOn ?? 'error';
  const objects = set.objects.length;
  const report: Report = { findings, unusable, objects, files: [...set.files], failOn, kubernetes };
  terminal.out(printed(report, options.format, terminal));
  tellReading(reading, terminal);
  const newer = newerVersionNote(kubernetes);
  if (newer !== undefined) terminal.err(`${printable(`note: ${newer}`)}\n`);
  for (const { rule, object = 'any object' } of unused.filter((one) => isSelected(one.rule))) {
    const note = `note: ${configuration.path}: the acknowledgement of ${rule} on ${object} met nothing`;
    terminal.err(`${printable(note)}\n`);
  }
  if (unusable.length > 0) return UNUSABLE;
  return findings.some((f) => isOpen(f) && isAtLeast(f.severity, failOn)) ? FOUND : CLEAN;
}

function selection({ select, ignore }: CheckOptions, configuration: Configuration): (rule: string) => boolean {
  const { path } = configuration;
  const [option, chosen] = select.length > 0 ? ['--select', select] : [`${path}: select`, configuration.select];
  const isSelected = ruleFilter(option, chosen.length > 0 ? chosen : ['*']);
  const isIgnored = ruleFilter('--ignore', ignore);
  const isIgnoredHere = ruleFilter(`${path}: ignore`, configuration.ignore);
  return (rule) => isSelected(rule) && !isIgnored(rule) && !isIgnoredHere(rule);
}

function printed(report: Report, format: Format, { hasColors }: Terminal): string {
  if (format === 'json') return jsonReport(report);
  if (format === 'sarif') return sarifReport(report, VERSION);
  if (format === 'github') return githubReport(report);
  if (format === 'junit') return junit().junitReport(report);
  return textReport(report, createColors(hasColors));
}

/** The report that needs a library, which is loaded only where it is wanted. */
function junit(): typeof import('./report/junit') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called, not before
  return require('./report/junit');
}
