/**
 * What synth costs beside `helm template` and the other alternatives: see README.md.
 *
 *   npm run bench [-- --help]
 */
import * as fs from 'fs';
import * as path from 'path';
import { compile } from './compile';
import { growth } from './growth';
import type { Cell } from './synth/cells';
import { contestants, isSlow, isTool, TITLES, TOOLS, type Contestant, type ToolName } from './synth/contestants';
import { proveEqual } from './synth/equality';
import { CHECKS, GOALS } from './synth/goals';
import { loads } from './synth/loads';
import { machine } from './synth/machine';
import { Bench } from './synth/measure';
import { HELP, optionsOf, type Options } from './synth/options';
import { synthTable } from './synth/report';
import { findTool } from './synth/tools';
import { verdicts, type Verdict } from './synth/verdicts';

/** Over so many services every value of the fleet occurs. */
const PROVED_SERVICES = 30;

/** The programs of the tools that are asked for and at hand; why the others are not. */
function findTools({ variants, check }: Options, skipped: string[]): Map<ToolName, string> {
  const tools = new Map<ToolName, string>();
  for (const name of TOOLS.filter((tool) => variants.includes(tool))) {
    const found = findTool(name, !check);
    if ('program' in found) tools.set(name, found.program);
    else skipped.push(`${TITLES[name]}: ${found.missing}`);
  }
  return tools;
}

/** One cell for each number of services that there is time for. */
async function measure(bench: Bench, all: Contestant[], asked: Options, skipped: string[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const services of asked.services) {
    const slow = asked.full ? [] : all.filter((contestant) => isSlow(contestant, services));
    if (slow.length > 0) {
      const titles = slow.map(({ variant }) => TITLES[variant]).join('; ');
      skipped.push(`${services} charts, which take minutes a run; use --full: ${titles}`);
    }
    const cell = await bench.cell(all.filter((c) => !slow.includes(c)), services, asked.runs(services));
    if (cell.rounds.length > 0) cells.push(cell);
    else skipped.push(`${services} services: the ${asked.minutes} minutes were over; use --minutes`);
  }
  return cells;
}

/** Measures and prints all that is asked for; gives the verdicts on its goals. */
async function benchmark(folder: string, asked: Options): Promise<Verdict[]> {
  compile(folder);
  const skipped: string[] = [];
  const tools = findTools(asked, skipped);
  const all = contestants(asked.variants.filter((v) => !isTool(v) || tools.has(v)), asked.charts);
  const bench = new Bench(folder, tools, asked.minutes);
  console.log(`${machine(tools)}\n${await proveEqual(bench, all, PROVED_SERVICES)}\n`);

  const cells = await measure(bench, all, asked, skipped);
  const judged = verdicts(asked.check ? CHECKS : GOALS, cells);
  console.log(`${synthTable(cells, all)}\n`);
  for (const what of skipped) console.log(`skipped: ${what}`);
  // A check must judge all; a bench says of how many goals it knows nothing.
  const known = asked.check ? judged : judged.filter(({ state }) => state !== 'not measured');
  for (const { state, text } of known) console.log(`${state}: ${text}`);
  if (known.length < judged.length) console.log(`not measured: ${judged.length - known.length} other goals`);

  process.stderr.write('measuring what it costs to load, and the rules alone\n');
  console.log(`\n${await loads(bench, asked.check ? 1 : 7)}\n\n${growth(asked.objects)}`);
  return judged;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const asked = optionsOf(args);
  if (!asked) {
    console.log(HELP);
    process.exitCode = args.includes('--help') ? 0 : 1;
    return;
  }
  // Below the project, so that its modules are found; a folder for each bench, so that two can run.
  const results = path.join(__dirname, 'results');
  fs.mkdirSync(results, { recursive: true });
  const folder = fs.mkdtempSync(path.join(results, 'bench-'));
  try {
    const judged = await benchmark(folder, asked);
    if (asked.check && judged.some(({ state }) => state !== 'met')) process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
