import { documents } from './documents';
import { readYaml, UnreadableYaml, type Fault } from './kubernetes-yaml';
import { positionsOf, stepsOf, type Position } from './positions';
import type { Source } from './source';
import type { Manifest } from '../../kubernetes/manifest';
import { isObject, items } from '../../kubernetes/unpacked-lists';

/** Where an object stands. */
export interface Place {
  readonly source: Source;
  /** The line at which the text of its document begins, from 1: no two documents of a source share it. */
  readonly line: number;
  /** Which document of that text: more than one only where `...` or `%` separates them. */
  readonly document: number;
  /** Where it is in the document: `items[0]` in a list. */
  readonly path: string;
}

/** What could not be read, and what was expected. */
export interface Unusable {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly expected: string;
}

/** Where an object has a key twice in one mapping. */
export interface RepeatedKey {
  readonly object: Manifest;
  readonly line: number;
}

/** Everything that was read, and where it stands. */
export class ManifestSet {
  /**
   * Reads sources one after the other, and one document of each at a time.
   *
   * @param progress is told after each document how many objects there are
   */
  public static async read(sources: readonly Source[], progress: (objects: number) => void): Promise<ManifestSet> {
    const set = new ManifestSet();
    for (const source of sources) await set.add(source, progress);
    return set;
  }

  public readonly objects: Manifest[] = [];
  public readonly unusable: Unusable[] = [];
  public readonly repeatedKeys: RepeatedKey[] = [];
  /** The files in which objects were found. */
  public readonly files = new Set<string>();
  private readonly places = new Map<Manifest, Place>();

  private constructor() {}

  public placeOf(object: Manifest): Place | undefined {
    return this.places.get(object);
  }

  private async add(source: Source, progress: (objects: number) => void): Promise<void> {
    try {
      for await (const { text, line } of documents(source.pieces())) {
        this.addDocument(source, text, line);
        progress(this.objects.length);
      }
    } catch (error) {
      this.unusable.push({
        file: source.name,
        message: (error as Error).message,
        expected: 'a file that can be read',
      });
    }
  }

  private addDocument(source: Source, text: string, line: number): void {
    try {
      const { values, repeatedKey } = readYaml(text);
      values.forEach((value, document) => this.addValue({ source, line, document, path: '' }, value));
      if (repeatedKey) this.addRepeatedKey(values[0], line + repeatedKey.line - 1);
    } catch (error) {
      if (!(error instanceof UnreadableYaml)) throw error;
      this.addUnreadable(source, text, line, error.fault);
    }
  }

  private addUnreadable(source: Source, text: string, line: number, { message, line: inner }: Fault): void {
    // A folder may hold anything; what speaks of neither is no manifest.
    if (!source.named && !(/apiVersion/.test(text) && /kind/.test(text))) return;
    const expected = /\{\{/.test(text)
      ? 'YAML or JSON; a template of Helm must be rendered first: helm template … | elastic-inference check -'
      : 'YAML or JSON as kubectl reads it';
    this.unusable.push({ file: source.name, line: line + inner - 1, message, expected });
  }

  private addRepeatedKey(value: unknown, line: number): void {
    const [first] = items(value);
    if (first) this.repeatedKeys.push({ object: first.object, line });
  }

  private addValue(place: Place, value: unknown): void {
    if (value === null || value === undefined) return;
    if (!isObject(value)) {
      if (!place.source.named) return;
      const [message, expected] = notAnObject(value);
      this.unusable.push({ file: place.source.name, line: place.line, message, expected });
      return;
    }
    this.files.add(place.source.name);
    for (const { object, path } of items(value)) {
      this.objects.push(object);
      this.places.set(object, { ...place, path });
    }
  }

  /**
   * Where fields of objects stand. Each source is read once more, as far as anything in it is asked for.
   *
   * @param wanted objects with fields of theirs
   */
  public async positions(wanted: ReadonlyArray<{ object: Manifest; field: string }>): Promise<Position[]> {
    const found: Position[] = wanted.map(() => ({ line: 1, column: 1 }));
    const bySource = new Map<Source, Map<number, number[]>>();
    wanted.forEach(({ object }, i) => {
      const place = this.places.get(object);
      if (!place) return;
      const byLine = bySource.get(place.source) ?? new Map<number, number[]>();
      bySource.set(place.source, byLine);
      const indexes = byLine.get(place.line) ?? [];
      byLine.set(place.line, indexes);
      indexes.push(i);
    });
    for (const [source, byLine] of bySource) {
      for await (const { text, line } of documents(source.pieces())) {
        const indexes = byLine.get(line);
        if (!indexes) continue;
        const positions = positionsOf(text, indexes.map((i) => this.request(wanted[i])));
        indexes.forEach((i, k) => { found[i] = { ...positions[k], line: positions[k].line + line - 1 }; });
      }
    }
    return found;
  }

  private request({ object, field }: { object: Manifest; field: string }) {
    const { document, path } = this.places.get(object)!;
    return { document, steps: [...stepsOf(path), ...stepsOf(field)] };
  }
}

function notAnObject(value: unknown): [message: string, expected: string] {
  const expected = 'an object of Kubernetes, with apiVersion and kind';
  if (Array.isArray(value)) return ['the document is a list', `${expected}, or a List with items`];
  if (typeof value !== 'object') return [`the document is a ${typeof value}`, expected];
  const { apiVersion, kind } = value as Record<string, unknown>;
  if (kind === undefined && apiVersion === undefined) return ['the document has neither apiVersion nor kind', expected];
  if (kind === undefined) return ['the document has no kind', expected];
  if (apiVersion === undefined) return ['the document has no apiVersion', expected];
  return ['apiVersion and kind must be texts', expected];
}
