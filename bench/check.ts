/**
 * What `elastic-inference check` costs beside kube-score: see README.md.
 *
 *   npm run bench:check [-- --objects 5000,50000 --runs 3 --limit 120]
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { freshCommand } from './check/command';
import { fleet, type Fleet } from './check/fleet';
import { KUBE_SCORE } from './check/kube-score';
import { costTable, PROGRAMS, verdicts, type Cell, type ProgramName, type Round } from './check/report';
import { goProgram } from './go-program';
import { run, type Cost } from './program';

const HELP = `npm run bench:check -- [options]
  --objects <n,n,…>  how many objects a file has                  (5000,50000)
  --runs <n>         rounds of each file                          (3)
  --limit <seconds>  kube-score is ended after so long            (120)`;

/** The files of each number of objects. */
const FILES: ReadonlyArray<readonly [title: string, what: Fleet]> = [
  ['in one namespace', { faults: false, namespaces: false }],
  ['with faults', { faults: true, namespaces: false }],
  ['in many namespaces', { faults: false, namespaces: true }],
];

/** A command that ends in good order: without findings, or with some. */
const ENDED = [0, 1];

interface Options {
  readonly objects: readonly number[];
  readonly runs: number;
  readonly limit: number;
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      objects: { type: 'string', default: '5000,50000' },
      runs: { type: 'string', default: '3' },
      limit: { type: 'string', default: '120' },
      help: { type: 'boolean', default: false },
    },
  });
  const objects = values.objects.split(',').map(Number).sort((a, b) => a - b);
  const [runs, limit] = [Number(values.runs), Number(values.limit)];
  const wrong = ![...objects, runs].every((n) => Number.isInteger(n) && n > 0) || !(limit > 0);
  if (values.help || wrong) {
    console.log(HELP);
    process.exit(values.help ? 0 : 1);
  }
  return { objects, runs, limit };
}

type Start = (file: string) => Promise<Cost>;

/** One round: each program once; every other round in reverse, so that a slow moment hits each of them alike. */
async function round(programs: ReadonlyMap<ProgramName, Start>, file: string, index: number): Promise<Round> {
  const order = [...programs];
  const costs: Round = {};
  for (const [name, start] of index % 2 === 0 ? order : order.reverse()) {
    const cost = await start(file);
    if (!cost.isCut && !ENDED.includes(cost.code ?? -1)) throw new Error(`${name} failed on ${file}: ${cost.code}`);
    costs[name] = cost;
  }
  return costs;
}

async function measure(folder: string, { objects, runs, limit }: Options): Promise<void> {
  const command = await freshCommand(folder);
  const programs = new Map<ProgramName, Start>();
  const [own, other] = PROGRAMS;
  programs.set(own, (file) => run({ program: process.execPath, args: [command, 'check', file] }, limit));
  const found = goProgram(KUBE_SCORE, true);
  if ('missing' in found) console.log(`skipped: kube-score: ${found.missing}`);
  else programs.set(other, (file) => run({ program: found.program, args: ['score', file] }, limit));

  const cells: Cell[] = [];
  for (const [title, what] of FILES) {
    for (const size of objects) {
      process.stderr.write(`measuring ${size} objects ${title} …\n`);
      const file = path.join(folder, 'objects.yaml');
      fs.writeFileSync(file, fleet(size, what));
      const rounds: Round[] = [];
      for (let i = 0; i < runs; i++) rounds.push(await round(programs, file, i));
      cells.push({ title, objects: size, rounds });
    }
  }
  console.log(`\nOne file, medians of ${runs}\n\n${costTable(cells)}\n`);
  for (const line of verdicts(cells)) console.log(line);
}

async function main(): Promise<void> {
  const asked = options();
  // Below the project, so that its modules are found; a folder for each bench, so that two can run.
  const results = path.join(__dirname, 'results');
  fs.mkdirSync(results, { recursive: true });
  const folder = fs.mkdtempSync(path.join(results, 'check-'));
  try {
    await measure(folder, asked);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
