import { jsonObjects } from './json-objects';

/** A piece of a file between two `---`, and the line at which it begins, from 1. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
  /** The how-manieth of its file it is, from 0. */
  readonly number: number;
}

/** In characters: more than anybody applies at once, and no more than a process has memory for. */
const LARGEST = 64_000_000;

/** A document that is larger than anything anybody applies. */
class TooLarge extends Error {
  public constructor() {
    super(`a document is larger than ${LARGEST.toLocaleString('en')} characters`);
  }
}

/**
 * The documents of a text that comes in pieces, as kubectl splits it: at a line `---`, alone or with a comment, and
 * between objects of JSON. No more than one document is held at a time.
 */
export async function* documents(pieces: AsyncIterable<string>, largest = LARGEST): AsyncGenerator<DocumentText> {
  const splitter = new Splitter(largest);
  for await (const piece of pieces) {
    for (const text of splitter.add(piece)) yield* splitter.documentsOf(text);
  }
  for (const text of splitter.end()) yield* splitter.documentsOf(text);
}

/** Takes a text in pieces, and gives back what stands between lines that separate. Each piece is looked at once. */
class Splitter {
  private line = 1;
  private number = 0;
  /** Whole lines of the document that has begun. */
  private held: string[] = [];
  private length = 0;
  /** The line that has begun: it may be long, and come in many pieces. */
  private tail: string[] = [];

  public constructor(private readonly largest: number) {}

  public add(piece: string): string[] {
    this.length += piece.length;
    if (this.length > this.largest) throw new TooLarge();
    const cut = piece.lastIndexOf('\n') + 1;
    if (cut === 0) {
      this.tail.push(piece);
      return [];
    }
    const lines = [...this.tail, piece.slice(0, cut)].join('');
    this.tail = [piece.slice(cut)];
    return this.split(lines);
  }

  public end(): string[] {
    const last = this.tail.join('');
    this.tail = [];
    if (/^---[ \t]*(#.*)?\r?$/.test(last)) return [this.finish('')];
    return [this.finish(last)];
  }

  /** What a text between two separators holds: one document, or the objects of JSON one after the other. */
  public* documentsOf(text: string): Generator<DocumentText> {
    let { line } = this;
    for (const part of jsonObjects(text) ?? [text]) {
      if (part !== '') yield { text: part, line, number: this.number++ };
      line += newlines(part);
    }
    this.line = line + 1; // that of `---`
  }

  private split(lines: string): string[] {
    const found: string[] = [];
    let start = 0;
    for (let next = separator(lines, 0); next; next = separator(lines, next.end)) {
      found.push(this.finish(lines.slice(start, next.start)));
      start = next.end;
    }
    this.held.push(lines.slice(start));
    if (start > 0) this.length = lines.length - start + (this.tail[0]?.length ?? 0);
    return found;
  }

  private finish(rest: string): string {
    this.held.push(rest);
    const text = this.held.join('');
    this.held = [];
    return text;
  }
}

const SEPARATOR = /---[ \t]*(?:#[^\n]*)?\r?\n/y;

/** The first line at or behind the beginning of one that separates documents. */
function separator(lines: string, from: number): { start: number; end: number } | undefined {
  let start = from;
  while (start < lines.length) {
    SEPARATOR.lastIndex = start;
    const found = SEPARATOR.exec(lines);
    if (found) return { start, end: SEPARATOR.lastIndex };
    const next = lines.indexOf('\n---', start);
    if (next < 0) return undefined;
    start = next + 1;
  }
  return undefined;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
