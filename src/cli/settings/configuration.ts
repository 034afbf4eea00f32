import { readFileSync, statSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import { ruleNames } from './selection';
import { UsageError } from './usage-error';
import type { Severity } from '../../rules/rule';
import { nearest } from '../../validation/nearest';
import { readYaml, UnreadableYaml } from '../input/kubernetes-yaml';
import { SEVERITIES } from '../report/reported-finding';

/** Says that a finding is intended. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  /** `Kind namespace/name` or `Kind name`; of all objects where it is not given. */
  readonly object?: string;
  /** The file as reports show it; of all files where it is not given. */
  readonly file?: string;
  /** The field as reports show it; of all fields where it is not given. */
  readonly field?: string;
}

/** What a configuration file says. */
export interface Configuration {
  /** Where it was found, as messages call it. */
  readonly path?: string;
  readonly failOn?: Severity;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly kubernetesVersion?: string;
  readonly acknowledge: readonly Acknowledgement[];
}

/** The names under which a configuration file is found, in the folder of the command or above it. */
export const CONFIGURATION_FILES = ['.elastic-inference.yaml', '.elastic-inference.yml', '.elastic-inference.json'];

const KEYS = ['failOn', 'select', 'ignore', 'kubernetesVersion', 'acknowledge'];
const ACKNOWLEDGEMENT_KEYS = ['rule', 'reason', 'object', 'file', 'field'];
const NONE: Configuration = { select: [], ignore: [], acknowledge: [] };

/**
 * The configuration of a file that is named, or of the one in the folder or the nearest folder above it.
 *
 * Fails with a UsageError that lists everything that is wrong with it.
 */
export function readConfiguration(named: string | undefined, cwd: string): Configuration {
  const file = named === undefined ? nearestFile(cwd) : resolve(cwd, named);
  if (file === undefined) return NONE;
  const path = relative(cwd, file) || file;
  return { ...checked(parsed(textOf(file, path), path), path), path };
}

function textOf(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`${path}: there is no such file`);
    throw new UsageError(`${path}: ${code === 'EISDIR' ? 'it is a folder' : message}`);
  }
}

function nearestFile(folder: string): string | undefined {
  for (const name of CONFIGURATION_FILES) {
    if (statSync(join(folder, name), { throwIfNoEntry: false })?.isFile()) return join(folder, name);
  }
  const above = dirname(folder);
  return above === folder ? undefined : nearestFile(above);
}

function parsed(text: string, path: string): Record<string, unknown> {
  const value = valueOf(text, path) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new UsageError(`${path}: must hold one object`);
  return value as Record<string, unknown>;
}

function valueOf(text: string, path: string): unknown {
  try {
    return readYaml(text).values[0];
  } catch (error) {
    if (!(error instanceof UnreadableYaml)) throw error;
    throw new UsageError(`${path}:${error.fault.line}: ${error.fault.message}`);
  }
}

function checked(given: Record<string, unknown>, path: string): Configuration {
  const wrong: string[] = unknownKeys(given, KEYS, '');
  const { failOn, select = [], ignore = [], kubernetesVersion, acknowledge = [] } = given;
  if (failOn !== undefined && !SEVERITIES.includes(failOn as Severity)) {
    wrong.push(`failOn must be ${SEVERITIES.join(', ')}`);
  }
  if (!areTexts(select)) wrong.push('select must be a list of rule ids');
  if (!areTexts(ignore)) wrong.push('ignore must be a list of rule ids');
  // Without quotes 1.30 is the number 1.3.
  const isVersion = typeof kubernetesVersion === 'string' && /^\d+\.\d+$/.test(kubernetesVersion);
  if (kubernetesVersion !== undefined && !isVersion) {
    wrong.push('kubernetesVersion must be a version such as "1.34", in quotes');
  }
  if (!Array.isArray(acknowledge)) wrong.push('acknowledge must be a list of { rule, reason }');
  else acknowledge.forEach((entry, i) => wrong.push(...wrongAcknowledgement(entry, `acknowledge[${i}]`)));
  if (wrong.length > 0) throw new UsageError([`${path}:`, ...wrong.map((line) => `  ${line}`)].join('\n'));
  return {
    failOn: failOn as Severity | undefined,
    select: select as string[],
    ignore: ignore as string[],
    kubernetesVersion: kubernetesVersion as string | undefined,
    acknowledge: acknowledge as Acknowledgement[],
  };
}

function wrongAcknowledgement(entry: unknown, at: string): string[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [`${at} must be { rule, reason }`];
  const given = entry as Record<string, unknown>;
  const wrong = unknownKeys(given, ACKNOWLEDGEMENT_KEYS, `${at}.`);
  const { rule, reason } = given;
  if (typeof rule !== 'string' || !ruleNames().includes(rule)) {
    wrong.push(`${at}.rule must be the id of a rule${suggestion(rule, ruleNames())}`);
  }
  if (typeof reason !== 'string' || reason.trim() === '') wrong.push(`${at}.reason must say why it is intended`);
  for (const key of ['object', 'file', 'field']) {
    if (given[key] !== undefined && typeof given[key] !== 'string') wrong.push(`${at}.${key} must be a text`);
  }
  return wrong;
}

function unknownKeys(given: Record<string, unknown>, known: readonly string[], at: string): string[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => `${at}${key} is not known${suggestion(key, known) || `; there are ${known.join(', ')}`}`);
}

function suggestion(word: unknown, words: readonly string[]): string {
  const similar = typeof word === 'string' && word.length < 100 ? nearest(word, words) : undefined;
  return similar === undefined ? '' : `; did you mean ${similar}?`;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
