/**
 * Has the real readers of YAML read what the printer of this library prints: those of Go (kubectl, Helm, kustomize) and
 * PyYAML. Prints each document that one of them reads as something else, and exits with 1 where there is one. A reader
 * that is not at hand is skipped, with the reason.
 *
 *   ts-node test/yaml-readers/run.ts [count [seed]]
 *
 * `GO` and `PYTHON` name the programs; that Python needs the package PyYAML.
 */
import { spawnSync } from 'child_process';
import { isDeepStrictEqual } from 'util';
import { dangerousDocuments, meaningOf } from './documents';
import { YamlPrinter } from '../../src/kubernetes/yaml-printer';

interface Reader {
  readonly name: string;
  readonly program: string;
  /** Arguments with which the program fails where the reader cannot be had. */
  readonly ready: readonly string[];
  /** Arguments with which it reads a list of texts from standard input, and writes what is in each. */
  readonly read: readonly string[];
  /** What is in a text, by each reader that the program knows. */
  readings(answer: any): unknown[];
}

const READERS: readonly Reader[] = [
  {
    name: 'Go',
    program: process.env.GO ?? 'go',
    ready: ['mod', 'download'],
    read: ['run', '.'],
    readings: ({ kubectl, v3, error }) => (error === undefined ? [kubectl, v3] : [{ error }]),
  },
  {
    name: 'PyYAML',
    program: process.env.PYTHON ?? 'python3',
    ready: ['-c', 'import yaml'],
    read: ['read.py'],
    readings: (answer) => answer,
  },
];

const MOST_SHOWN = 20;

const [, , count = '4000', seed = '1'] = process.argv;
const printer = new YamlPrinter();
const documents = [...dangerousDocuments(Number(seed), Number(count))];
const texts = documents.map((document) => printer.print(document));

function answerOf(program: string, args: readonly string[], input: string = ''): { text?: string; fault?: string } {
  const options = { cwd: __dirname, input, encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
  const { error, status, stdout, stderr } = spawnSync(program, args, options);
  return status === 0 ? { text: stdout } : { fault: stderr?.trim() || error?.message };
}

/** How many documents a reader reads as something else; all where it cannot be run. */
function faultsOf({ name, program, ready, read, readings }: Reader): number {
  const missing = answerOf(program, ready).fault;
  if (missing !== undefined) {
    console.log(`skipped ${name}: ${missing.split('\n').at(-1)}`);
    return 0;
  }
  const { text, fault } = answerOf(program, read, JSON.stringify(texts));
  if (text === undefined) {
    console.log(`${name} cannot be run: ${fault}`);
    return texts.length;
  }
  let faults = 0;
  (JSON.parse(text) as unknown[]).forEach((answer, i) => {
    const meaning = meaningOf(documents[i]);
    const wrong = readings(answer).filter((found) => !isDeepStrictEqual(meaningOf(found), meaning));
    if (wrong.length === 0) return;
    faults += 1;
    if (faults > MOST_SHOWN) return;
    const lines = [`${name} reads ${JSON.stringify(meaning)}`, `printed as ${JSON.stringify(texts[i])}`];
    console.log([...lines, `as ${JSON.stringify(wrong[0])}`].join('\n  '));
  });
  console.log(`${name}: ${texts.length} documents, ${faults} read as something else`);
  return faults;
}

const faults = READERS.map(faultsOf);
process.exitCode = faults.some((n) => n > 0) ? 1 : 0;
