import { readdirSync, realpathSync, statSync } from 'fs';
import { join, relative, resolve, sep } from 'path';
import { isKustomization, patchesOf } from './kustomization';
import { fileSource, inputSource, type Source } from './source';

/** What is to be read, and what the user should know of how it was chosen. */
export interface Sources {
  readonly sources: readonly Source[];
  /** What cannot be read, with the reason. */
  readonly missing: ReadonlyArray<{ readonly file: string; readonly message: string }>;
  readonly notes: readonly string[];
}

const MANIFESTS = /\.(ya?ml|json)$/i;
const SKIPPED = new Set(['node_modules']);

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
  return found;
}

class Finding implements Sources {
  public readonly sources: Source[] = [];
  public readonly missing: Array<{ file: string; message: string }> = [];
  public readonly notes: string[] = [];
  private readonly seen = new Set<string | Source>();

  public constructor(private readonly cwd: string) {}

  public add(source: Source, key: string | Source = source): void {
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.sources.push(source);
  }

  public path(path: string): void {
    const full = resolve(this.cwd, path);
    try {
      if (statSync(full).isDirectory()) this.folder(full);
      else this.add(fileSource(full, this.nameOf(full), true), realpathSync(full));
    } catch (error) {
      this.missing.push({ file: path, message: reasonOf(error) });
    }
  }

  private folder(folder: string): void {
    const real = realpathSync(folder);
    if (this.seen.has(real)) return;
    this.seen.add(real);
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && !SKIPPED.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = entries.map(({ name }) => name);
    const skipped = new Set<string>();
    const kustomization = names.find(isKustomization);
    if (kustomization) this.kustomization(folder, kustomization, skipped);
    if (names.includes('Chart.yaml') && names.includes('templates')) this.chart(folder, skipped);
    for (const { name } of entries) this.entry(join(folder, name), skipped);
  }

  private entry(path: string, skipped: ReadonlySet<string>): void {
    if (skipped.has(path)) return;
    try {
      if (statSync(path).isDirectory()) this.folder(path);
      else if (MANIFESTS.test(path)) this.add(fileSource(path, this.nameOf(path), false), realpathSync(path));
    } catch (error) {
      this.missing.push({ file: this.nameOf(path), message: reasonOf(error) });
    }
  }

  private kustomization(folder: string, name: string, skipped: Set<string>): void {
    const patches = patchesOf(join(folder, name)).map((patch) => resolve(folder, patch));
    for (const path of [join(folder, name), ...patches]) skipped.add(path);
    const shown = this.nameOf(folder) || '.';
    const left = patches.length === 0 ? '' : `, without ${patches.length === 1 ? 'its patch' : 'its patches'}`;
    this.notes.push(
      `${shown}: files of a kustomization are read as they are${left}; `
      + `to check what it builds: kubectl kustomize ${shown} | elastic-inference check -`,
    );
  }

  private chart(folder: string, skipped: Set<string>): void {
    skipped.add(join(folder, 'templates'));
    skipped.add(join(folder, 'Chart.yaml'));
    const shown = this.nameOf(folder) || '.';
    this.notes.push(
      `${shown}: the templates of a Helm chart are no manifests; `
      + `to check what it renders: helm template ${shown} | elastic-inference check -`,
    );
  }

  /** A path from where the command runs, with slashes on every system. */
  private nameOf(full: string): string {
    const name = relative(this.cwd, full);
    return (name.startsWith('..') ? full : name).split(sep).join('/');
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  return message;
}
