import { documents, type DocumentText } from './documents';
import { readYaml, UnreadableYaml, type Fault } from './kubernetes-yaml';
import { positionsOf, stepsOf, type Position } from './positions';
import { NoText, type Source } from './source';
import { noObject, noYaml } from './unusable';
import type { Manifest } from '../../kubernetes/manifest';
import { isObject, items } from '../../kubernetes/unpacked-lists';

/** Where an object stands. */
export interface Place {
  readonly source: Source;
  /** The how-manieth document of its source it is in, from 0. */
  readonly number: number;
  /** Which one of that document: more than one only where `...` or `%` separates them. */
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
   * @param progress gets the number of objects after each document
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
    const before = this.objects.length + this.unusable.length;
    try {
      for await (const document of documents(source.pieces())) {
        this.addDocument(source, document);
        progress(this.objects.length);
      }
      // What a user names must hold something: an empty file may be the work of a failed command.
      if (source.named && this.objects.length + this.unusable.length === before) this.unusable.push(nothingIn(source));
    } catch (error) {
      // A folder may hold anything.
      if (error instanceof NoText && !source.named) return;
      this.unusable.push({
        file: source.name,
        message: reasonOf(error),
        expected: 'a file of YAML or JSON that can be read',
      });
    }
  }

  private addDocument(source: Source, document: DocumentText): void {
    const { text, line, number } = document;
    try {
      const { values, repeatedKey } = readYaml(text);
      values.forEach((value, inner) => this.addValue({ source, number, document: inner, path: '' }, value, document));
      if (repeatedKey) this.addRepeatedKey(values, document, repeatedKey);
    } catch (error) {
      if (!(error instanceof UnreadableYaml)) throw error;
      const { fault } = error;
      // What speaks of neither is no manifest.
      if (!source.named && !(/apiVersion/.test(text) && /kind/.test(text))) return;
      this.unusable.push({ file: source.name, line: line + fault.line - 1, ...noYaml(text, fault.message) });
    }
  }

  /** It is the key of the last object that begins above it. */
  private addRepeatedKey(values: readonly unknown[], { text, line }: DocumentText, fault: Fault): void {
    const objects = values.flatMap((value, document) => items(value).map((item) => ({ document, ...item })));
    const starts = positionsOf(text, objects.map(({ document, path }) => ({ document, steps: stepsOf(path) })));
    const above = objects.filter((_, i) => starts[i].line <= fault.line);
    const { object } = above[above.length - 1] ?? objects[0] ?? {};
    if (object) this.repeatedKeys.push({ object, line: line + fault.line - 1 });
  }

  private addValue(place: Place, value: unknown, { text, line }: DocumentText): void {
    if (value === null || value === undefined) return;
    const { source } = place;
    if (!isObject(value)) {
      if (source.named) this.unusable.push({ file: source.name, line: firstLine(text, line), ...noObject(value) });
      return;
    }
    this.files.add(source.name);
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
    for (const [source, byNumber] of this.bySource(wanted)) {
      try {
        for await (const { text, line, number } of documents(source.pieces())) {
          const indexes = byNumber.get(number);
          if (!indexes) continue;
          const positions = positionsOf(text, indexes.map((i) => this.request(wanted[i])));
          indexes.forEach((i, k) => { found[i] = { ...positions[k], line: positions[k].line + line - 1 }; });
          byNumber.delete(number);
          if (byNumber.size === 0) break;
        }
      } catch {
        // It was there a moment ago: what was found in it stands, with the first line for a place.
      }
    }
    return found;
  }

  /** The places in a list at which each document of each source is asked for. */
  private bySource(wanted: ReadonlyArray<{ object: Manifest }>): Map<Source, Map<number, number[]>> {
    const sources = new Map<Source, Map<number, number[]>>();
    wanted.forEach(({ object }, i) => {
      const place = this.places.get(object);
      if (!place) return;
      const byNumber = sources.get(place.source) ?? new Map<number, number[]>();
      sources.set(place.source, byNumber);
      const indexes = byNumber.get(place.number) ?? [];
      byNumber.set(place.number, indexes);
      indexes.push(i);
    });
    return sources;
  }

  private request({ object, field }: { object: Manifest; field: string }) {
    const { document, path } = this.places.get(object)!;
    return { document, steps: [...stepsOf(path), ...stepsOf(field)] };
  }
}

function nothingIn({ name: file }: Source): Unusable {
  const message = 'there is no object of Kubernetes in it';
  return { file, message, expected: 'at least one document with apiVersion and kind' };
}

/** The line of the first thing in a document that is no comment. */
function firstLine(text: string, line: number): number {
  let found = line;
  for (let start = 0; start < text.length; found += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0 || !/^\s*(#|$)/.test(text.slice(start, end))) return found;
    start = end + 1;
  }
  return line;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM' ? 'it may not be read' : message;
}
