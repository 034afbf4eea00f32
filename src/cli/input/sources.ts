import { readdirSync, realpathSync, statSync } from 'fs';
import { basename, dirname, join, relative, resolve, sep } from 'path';
import { isKustomization, patchesOf } from './kustomization';
import { fileSource, inputSource, pipeSource, type Source } from './source';

/** What is to be read, and what the user should know of how it was chosen. */
export interface Sources {
  readonly sources: readonly Source[];
  /** What cannot be read, with the reason. */
  readonly missing: ReadonlyArray<{ readonly file: string; readonly message: string }>;
  readonly notes: readonly string[];
}

const MANIFESTS = /\.(ya?ml|json)$/i;
const SKIPPED = new Set(['node_modules']);
const KUSTOMIZE = 'kubectl kustomize';

/**
 * The files behind the arguments of a command: a file, a folder with all that is below it, or `-` for standard input.
 * Files come in the order of their names, and each once.
 */
export function sourcesOf(paths: readonly string[], cwd: string, input: AsyncIterable<Uint8Array | string>): Sources {
  const found = new Finding(cwd);
  let stdin: Source | undefined;
  for (const path of paths) {
    if (path === '-') found.add((stdin ??= inputSource(input)));
    else found.path(path);
  }
  return found.all();
}

/** A file that was found. */
interface Candidate {
  readonly source: Source;
  /** Its path, if it lies in a folder that is read. */
  readonly path?: string;
}

class Finding {
  private readonly candidates: Candidate[] = [];
  private readonly missing: Array<{ file: string; message: string }> = [];
  private readonly notes: string[] = [];
  private readonly seen = new Set<string | Source>();
  /** Files of folders that are no manifests by themselves; a patch may lie anywhere beside its kustomization. */
  private readonly skipped = new Set<string>();

  public constructor(private readonly cwd: string) {}

  public all(): Sources {
    const sources = this.candidates
      .filter(({ path }) => path === undefined || !this.skipped.has(path))
      .map(({ source }) => source);
    return { sources, missing: this.missing, notes: this.notes };
  }

  public add(source: Source, key: string | Source = source, path?: string): void {
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.candidates.push({ source, path });
  }

  public path(path: string): void {
    const full = resolve(this.cwd, path);
    try {
      if (path === '') throw new Error('the path is empty');
      const found = statSync(full);
      if (found.isDirectory()) this.folder(full);
      else if (found.isFile()) this.file(full);
      else this.add(pipeSource(full, this.nameOf(full)), full);
    } catch (error) {
      this.missing.push({ file: path === '' ? '""' : path, message: reasonOf(error) });
    }
  }

  private file(full: string): void {
    this.add(fileSource(full, this.nameOf(full), true), realpathSync(full));
    if (!isKustomization(basename(full))) return;
    this.note(dirname(full), 'a kustomization is no manifest', 'builds', KUSTOMIZE);
  }

  private folder(folder: string): void {
    const real = realpathSync(folder);
    if (this.seen.has(real)) return;
    this.seen.add(real);
    const names = readdirSync(folder).filter((name) => !name.startsWith('.') && !SKIPPED.has(name)).sort();
    const kustomization = names.find(isKustomization);
    if (kustomization) this.kustomization(folder, kustomization);
    if (names.includes('Chart.yaml') && names.includes('templates')) this.chart(folder);
    for (const name of names) this.entry(join(folder, name));
  }

  private entry(path: string): void {
    if (this.skipped.has(path)) return;
    try {
      const found = statSync(path);
      if (found.isDirectory()) this.folder(path);
      // A pipe in a folder waits for a writer; it is no manifest.
      if (found.isFile() && MANIFESTS.test(path)) {
        this.add(fileSource(path, this.nameOf(path), false), realpathSync(path), path);
      }
    } catch (error) {
      const isDeadLink = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (isDeadLink && !MANIFESTS.test(path)) return;
      this.missing.push({ file: this.nameOf(path), message: reasonOf(error) });
    }
  }

  private kustomization(folder: string, name: string): void {
    const patches = patchesOf(join(folder, name)).map((patch) => resolve(folder, patch));
    for (const path of [join(folder, name), ...patches]) this.skipped.add(path);
    const left = patches.length === 0 ? '' : `, without ${patches.length === 1 ? 'its patch' : 'its patches'}`;
    this.note(folder, `files of a kustomization are read as they are${left}`, 'builds', KUSTOMIZE);
  }

  private chart(folder: string): void {
    this.skipped.add(join(folder, 'templates'));
    this.skipped.add(join(folder, 'Chart.yaml'));
    this.note(folder, 'the templates of a Helm chart are no manifests', 'renders', 'helm template');
  }

  private note(folder: string, text: string, makes: string, command: string): void {
    const shown = this.nameOf(folder) || '.';
    this.notes.push(`${shown}: ${text}; to check what it ${makes}: ${command} ${shown} | elastic-inference check -`);
  }

  /** A path from where the command runs, with slashes on every system. */
  private nameOf(full: string): string {
    const name = relative(this.cwd, full);
    return (name.startsWith('..') ? full : name).split(sep).join('/');
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  if (code === 'ELOOP') return 'its links lead in a circle';
  return message;
}
