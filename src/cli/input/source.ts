import { closeSync, openSync, readSync } from 'fs';
import { StringDecoder } from 'string_decoder';

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

/** Standard input: it is kept as it came, because it is read again for the lines of what was found. */
export function inputSource(input: AsyncIterable<Uint8Array | string>): Source {
  const kept: Buffer[] = [];
  let isRead = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    yield* kept;
    if (isRead) return;
    isRead = true;
    for await (const piece of input) {
      kept.push(Buffer.from(piece));
      yield kept[kept.length - 1];
    }
  }
  return { name: STDIN, named: true, pieces: () => decoded(pieces()) };
}

/** Text from bytes; a character may lie across two pieces. A byte order mark is none of the text. */
async function* decoded(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let isFirst = true;
  for await (const piece of pieces) {
    const text = decoder.write(piece);
    yield isFirst ? text.replace(/^\uFEFF/, '') : text;
    isFirst = isFirst && text === '';
  }
  yield decoder.end();
}
