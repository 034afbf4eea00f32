import { closeSync, createReadStream, openSync, readSync } from 'fs';
import { TextDecoder } from 'util';

/** Something that holds manifests and can be read more than once. */
export interface Source {
  /** As messages call it: the path of a file from where the command runs, or `stdin`. */
  readonly name: string;
  /** Whether the user named it; what is found in a folder may be something else than manifests. */
  readonly named: boolean;
  pieces(): AsyncIterable<string>;
}

/** The name of standard input in messages and reports. */
export const STDIN = 'stdin';

/** A file that holds no text: an image, an archive. */
export class NoText extends Error {
  public constructor() {
    super('it is not a text file');
  }
}

export function fileSource(path: string, name: string, named: boolean): Source {
  return { name, named, pieces: () => decoded(bytesOf(path)) };
}

/** How much of a file is read at once. */
const PIECE = 64 * 1024;

/** The bytes of a file; each piece is valid until the next. Nothing else waits meanwhile, and threads cost memory. */
function* bytesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(PIECE);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** A pipe that has a path: a named one, or what a shell makes of `<(helm template .)`. */
export function pipeSource(path: string, name: string): Source {
  async function* opened(): AsyncGenerator<Uint8Array> {
    yield* createReadStream(path);
  }
  return onceSource(name, opened());
}

export function inputSource(input: AsyncIterable<Uint8Array | string>): Source {
  return onceSource(STDIN, input);
}

/** What can be read once is kept as it came, because it is read again for the lines of what was found. */
function onceSource(name: string, input: AsyncIterable<Uint8Array | string>): Source {
  const kept: Buffer[] = [];
  let isRead = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    yield* kept;
    if (isRead) return;
    isRead = true;
    for await (const piece of input) {
      kept.push(Buffer.from(piece as Uint8Array));
      yield kept[kept.length - 1];
    }
  }
  return { name, named: true, pieces: () => decoded(pieces()) };
}

/**
 * Text from bytes: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell writes it. The mark is none of the
 * text, and a character may lie across two pieces.
 */
async function* decoded(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let first = Buffer.alloc(0);
  for await (const piece of pieces) {
    let bytes = Buffer.from(piece);
    if (!decoder) {
      first = Buffer.concat([first, bytes]);
      if (first.length < 2) continue;
      decoder = new TextDecoder(encodingOf(first));
      bytes = first;
    }
    yield textOnly(decoder.decode(bytes, { stream: true }));
  }
  yield textOnly(decoder ? decoder.decode() : first.toString('utf8'));
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function textOnly(text: string): string {
  if (text.includes('\0')) throw new NoText();
  return text;
}
