/**
 * What a forecast costs beside the oracle, which is the real controller in virtual time: see README.md.
 *
 *   npm run bench:forecast [-- --services 1000 --hours 24 --cases 200 --check]
 */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { compile } from './compile';
import { replayCase, type OracleCase, type Point } from './forecast/oracle-case';
import { machine } from './synth/machine';
import { table } from './table';

const ANSWERS = path.resolve(__dirname, '../test/forecast/hpa/oracle-answers.jsonl');
const ORACLE = process.env.ORACLE ?? path.resolve(__dirname, '../../shared/tools/autoscaler-oracle');
/** How many times as fast as the oracle a forecast must be. */
const LEAST_PACE = 500;
/** How much more memory seven days may take than one. */
const MOST_GROWTH = 1.2;

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
}

function options() {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '1000' },
      hours: { type: 'string', default: '24' },
      cases: { type: 'string', default: '200' },
      check: { type: 'boolean', default: false },
    },
  });
  const [services, hours, cases] = [values.services, values.hours, values.cases].map(Number);
  return { services, hours, cases, check: values.check };
}

function main(): void {
  const { services, hours, cases, check } = options();
  const folder = path.resolve(__dirname, 'results/forecast');
  compile(folder);
  const child = path.join(folder, 'variants/forecast.js');
  const day = run(child, services, hours);
  const week = run(child, services, 7 * hours);
  console.log(`${machine(new Map())}\n`);
  console.log(table([
    ['forecast', 'autoscalers', 'loops', 'seconds', 'µs a loop', 'peak MiB'],
    row(`${hours} h`, services, hours, day),
    row(`${7 * hours} h`, services, 7 * hours, week),
  ]));
  const failed: string[] = [];
  const growth = week.mebibytes / day.mebibytes;
  console.log(`\nMemory of 7 times the length: ×${growth.toFixed(2)}`);
  if (growth > MOST_GROWTH) failed.push(`memory grows ×${growth.toFixed(2)}, allowed ×${MOST_GROWTH}`);
  const pace = paceOf(cases);
  if (pace === undefined) {
    console.log(`The oracle is not at hand (${ORACLE}).`);
  } else {
    const [first, again] = [pace.first, pace.again].map((value) => `×${value.toFixed(0)}`);
    console.log(`Pace over the same ${cases} cases: ${first} of the oracle's, and ${again} when replayed again.`);
    if (pace.again < LEAST_PACE) failed.push(`the pace is ${again} of the oracle's, allowed is ×${LEAST_PACE}`);
  }
  for (const line of failed) console.log(`MISSED  ${line}`);
  if (check && failed.length > 0) process.exitCode = 1;
}

function run(child: string, services: number, hours: number): Run {
  const { stdout, stderr } = spawnSync('node', [child, String(services), String(hours)], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function row(title: string, services: number, hours: number, { seconds, mebibytes }: Run): string[] {
  const loops = services * hours * 240;
  const figures = [seconds.toFixed(2), ((1e6 * seconds) / loops).toFixed(2), mebibytes.toFixed(0)];
  return [title, String(services), String(loops), ...figures];
}

interface Pace {
  /** While Node.js still compiles the code. */
  readonly first: number;
  /** Once it is compiled. */
  readonly again: number;
}

/** How many times as fast the forecast is over the same cases, in the same minute; undefined without the oracle. */
function paceOf(count: number): Pace | undefined {
  if (!fs.existsSync(ORACLE)) return undefined;
  const cases = settledCases().slice(0, count);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'forecast-')), 'cases.json');
  fs.writeFileSync(file, JSON.stringify(cases));
  const oracle = () => spawnSync(ORACLE, [file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  // The first run builds it.
  const { status } = spawnSync(ORACLE, [oneOf(file, cases)], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const theirs = timed(oracle);
  const own = () => timed(() => (JSON.parse(fs.readFileSync(file, 'utf8')) as OracleCase[]).map(replayCase));
  return { first: theirs / own(), again: theirs / Math.min(own(), own(), own()) };
}

function oneOf(file: string, [first]: readonly OracleCase[]): string {
  const other = `${file}.one.json`;
  fs.writeFileSync(other, JSON.stringify([first]));
  return other;
}

/** Cases that end while nothing starts: the oracle ends badly where a pod is still starting. */
function settledCases(): OracleCase[] {
  const lines = fs.readFileSync(ANSWERS, 'utf8').trim().split('\n');
  const answers = lines.map((line) => JSON.parse(line) as { case: OracleCase; points: Point[] });
  const isSettled = ({ case: one, points }: typeof answers[number]) => {
    const last = points[points.length - 1];
    return last.replicas === last.ready && last.at < one.durationSeconds - 250;
  };
  return answers.filter(isSettled).map((answer) => answer.case);
}

function timed(work: () => unknown): number {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began);
}

main();
