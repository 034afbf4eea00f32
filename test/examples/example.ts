import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

const EXAMPLES = path.resolve(__dirname, '../../examples');

/** The files of a folder by name; none when there is no such folder. */
function read(folder: string): Record<string, string> {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** Runs an example as it stands and gives the files that it writes. */
export function run(example: string): Record<string, string> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), `${example}-`));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = out;
  try {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example is a program, not a module
      require(path.join(EXAMPLES, example, 'main.ts'));
    });
    return read(out);
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR; else process.env.CDK8S_OUTDIR = before;
    fs.rmSync(out, { recursive: true });
  }
}

export function golden(example: string): Record<string, string> {
  return read(path.join(EXAMPLES, example, 'golden'));
}

export function objects(files: Record<string, string>): any[] {
  return Object.values(files).flatMap((text) => parseAllDocuments(text).map((d) => d.toJS()));
}

export function seed(name: string): any[] {
  return objects({ [name]: fs.readFileSync(path.join(__dirname, 'seeds', name), 'utf8') });
}

/** The object of a kind, which there is once. */
export function only(all: any[], kind: string): any {
  const found = all.filter((o) => o.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return found[0];
}

/**
 * Every field of `wanted` that `got` lacks or has with another value, as `path: wanted -> got`. Lists are compared by
 * the names of their items where these have names, else by position; quantities by what they stand for.
 */
export function missing(wanted: any, got: any, at: string = ''): string[] {
  if (Array.isArray(wanted)) {
    return wanted.flatMap((item, i) => {
      const other = item?.name !== undefined && Array.isArray(got) ? got.find((g) => g.name === item.name) : got?.[i];
      return missing(item, other, `${at}[${item?.name ?? i}]`);
    });
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted)
      .flatMap(([key, value]) => missing(value, got?.[key], at === '' ? key : `${at}.${key}`));
  }
  return wanted === got ? [] : [`${at}: ${wanted} -> ${got}`];
}
