/**
 * What synth costs beside the alternatives: see README.md.
 *
 *   npm run bench [-- --services 1,10,100 --runs 3 --charts one|each --minutes 5 --growth 1000,5000 --full]
 */
import { deepStrictEqual } from 'assert';
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { parseAllDocuments } from 'yaml';
import { compile } from './compile';
import { FULL_SIZES, growth, QUICK_SIZES } from './growth';
import { Bench, VARIANTS, type Cell, type Measured, type VariantName } from './measure';
import { loadTable, synthTable, verdicts } from './table';
import type { Plan } from './variants/fleet';

const HELP = `npm run bench -- [options]
  --services <n,n,…>   how many autoscaled services           (1,10,100,1000,3000)
  --runs <n>           rounds of each size                    (5; fewer where a round takes long)
  --charts <one|each>  all in one chart, or one chart each    (both)
  --minutes <n>        stop measuring after so long           (6)
  --growth <n,n,…>     the rules alone over so many objects   (${FULL_SIZES}; with --services ${QUICK_SIZES})
  --full               also 3,000 charts, which take minutes a run`;

const SERVICES = '1,10,100,1000,3000';
const MODULES = ['nothing', 'yaml', 'cdk8s', 'cdk8s-plus-27', 'cdk8s-elastic-inference'];
const LOAD_RUNS = 7;
/** With more charts than these, one run takes minutes: cdk8s walks the whole app for each chart. */
const MANY_CHARTS = 1000;

function options() {
  const { values } = parseArgs({
    options: {
      services: { type: 'string' },
      runs: { type: 'string' },
      charts: { type: 'string' },
      minutes: { type: 'string', default: '6' },
      growth: { type: 'string' },
      full: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const services = sizesOf(values.services ?? SERVICES);
  // A bench of chosen services is a question about those: the rules are then measured in seconds.
  const objects = sizesOf(values.growth ?? String(values.services === undefined ? FULL_SIZES : QUICK_SIZES));
  const numbers = [...services, ...objects, Number(values.minutes), Number(values.runs ?? 1)];
  const wrong = numbers.some((n) => !(n > 0))
    || ![...services, ...objects].every(Number.isInteger)
    || new Set(objects).size < 2
    || ![undefined, 'one', 'each'].includes(values.charts);
  if (values.help || wrong) {
    console.log(HELP);
    process.exit(values.help ? 0 : 1);
  }
  return {
    services,
    charts: (values.charts === undefined ? ['one', 'each'] : [values.charts]) as Array<Plan['charts']>,
    minutes: Number(values.minutes),
    runs: values.runs === undefined ? undefined : Number(values.runs),
    objects,
    full: values.full,
  };
}

function sizesOf(text: string): number[] {
  return text.split(',').map(Number).sort((a, b) => a - b);
}

/** How often a size is measured unless the user says so. */
function usualRuns(charts: Plan['charts'], services: number): number {
  if (services > 1000) return charts === 'one' ? 2 : 1;
  if (charts === 'each') return services > 100 ? 1 : 3;
  return 5;
}

/** Every variant must give the same objects, or there is nothing to compare. */
function prove(bench: Bench, services: number): string {
  let objects = 0;
  for (const charts of ['one', 'each'] as const) {
    const read = (variant: VariantName) => [...bench.files(charts, services, variant)]
      .map(([file, text]) => ({ file, objects: parseAllDocuments(text).map((d): unknown => d.toJS()) }));
    const expected = read('library');
    objects = expected.reduce((sum, f) => sum + f.objects.length, 0);
    for (const variant of VARIANTS) {
      deepStrictEqual(read(variant), expected, `the objects of the variant "${variant}" are not those of the library`);
    }
  }
  return `All ${VARIANTS.length} variants give the same ${objects} objects for ${services} services, `
    + 'in one chart and in one chart each.';
}

type Options = ReturnType<typeof options>;

function measure(folder: string, { services, charts, minutes, runs, objects, full }: Options): void {
  compile(folder);
  const bench = new Bench(folder, minutes);
  console.log(prove(bench, 3));

  const loads = new Map<string, Measured[]>(MODULES.map((m) => [m, []]));
  for (let i = 0; i < LOAD_RUNS; i++) {
    for (const [module, found] of loads) {
      const one = bench.load(module);
      if (one) found.push(one);
    }
  }
  console.log(`\nWhat it costs to load (median of ${LOAD_RUNS})\n\n${loadTable(loads)}`);

  const cells: Cell[] = [];
  const skipped: string[] = [];
  for (const way of charts) {
    for (const n of services) {
      const where = `${n} service${n === 1 ? '' : 's'} in ${way === 'one' ? 'one chart' : 'one chart each'}`;
      if (way === 'each' && n > MANY_CHARTS && !full) {
        skipped.push(`${where}: takes minutes a run; use --full`);
        continue;
      }
      process.stderr.write(`measuring ${where} …\n`);
      const cell = bench.cell(way, n, runs ?? usualRuns(way, n));
      if (cell.rounds.length > 0) cells.push(cell);
      else skipped.push(`${where}: the ${minutes} minutes were over; use --minutes`);
    }
    const measured = cells.filter((c) => c.charts === way);
    const title = way === 'one' ? 'All services in one chart' : 'Each service in a chart of its own';
    if (measured.length > 0) console.log(`\n${title}\n\n${synthTable(measured)}`);
  }
  console.log(['', ...verdicts(cells), ...skipped.map((s) => `skipped: ${s}`)].join('\n'));

  process.stderr.write(`measuring the rules over ${objects.join(', ')} objects …\n`);
  console.log(`\n${growth(objects)}`);
}

function main(): void {
  const asked = options();
  // Below the project, so that its modules are found; a folder for each bench, so that two can run.
  const results = path.join(__dirname, 'results');
  fs.mkdirSync(results, { recursive: true });
  const folder = fs.mkdtempSync(path.join(results, 'bench-'));
  try {
    measure(folder, asked);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main();
