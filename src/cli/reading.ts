import { ManifestSet } from './input/manifest-set';
import { STDIN } from './input/source';
import { sourcesOf } from './input/sources';
import { Progress } from './progress';
import { printable, type UnusableInput } from './report/reported-finding';
import type { Terminal } from './terminal';

/** What was read for a command. */
export interface Reading {
  readonly set: ManifestSet;
  /** What could not be read, also that there is nothing to read. */
  readonly unusable: readonly UnusableInput[];
  /** What the user should know of the choice of files. */
  readonly notes: readonly string[];
}

/** Reads the manifests behind the arguments of a command, with a line of progress where a person waits. */
export async function readAll(paths: readonly string[], terminal: Terminal): Promise<Reading> {
  const { sources, missing, notes } = sourcesOf(paths, terminal.cwd, terminal.input);
  const progress = new Progress(terminal);
  const set = await ManifestSet.read(sources, (objects) => progress.show(objects)).finally(() => progress.end());
  const expected = 'a file, a folder, or - for stdin';
  const unusable: UnusableInput[] = [...missing.map((one) => ({ ...one, expected })), ...set.unusable];
  if (set.objects.length === 0 && unusable.length === 0) unusable.push(nothing(paths));
  return { set, unusable, notes };
}

function nothing(paths: readonly string[]): UnusableInput {
  return {
    file: paths.map((path) => (path === '-' ? STDIN : path)).join(' '),
    message: 'there is no object of Kubernetes in it',
    expected: 'at least one document with apiVersion and kind, in files .yaml, .yml or .json',
  };
}

/** Says on standard error what could not be read, and what the user should know of the choice of files. */
export function tellReading({ unusable, notes }: Reading, { err }: Terminal): void {
  for (const { file, line, message, expected } of unusable) {
    const at = line === undefined ? file : `${file}:${line}`;
    err(`${printable(`${at}: ${message}; expected ${expected}`)}\n`);
  }
  for (const note of notes) err(`${printable(`note: ${note}`)}\n`);
}
