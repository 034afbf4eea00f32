/**
 * Prints what the forecast says of the oracle's cases, in the oracle's lines. With `--compare` it says how many of the
 * oracle's own lines it agrees with.
 *
 *     npm run --silent forecast:oracle -- CASES.json
 *     npm run --silent forecast:oracle -- --compare ANSWERS.jsonl
 */
import * as fs from 'fs';
import { agreement } from './oracle-agreement';
import { replayCase, type OracleCase, type Point } from './oracle-case';

interface OracleLine {
  readonly case: OracleCase;
  readonly name: string;
  readonly points: readonly Point[];
}

function main([first, second]: readonly string[]): void {
  if (first === undefined) throw new Error('usage: forecast:oracle -- CASES.json | --compare ANSWERS.jsonl');
  if (first === '--compare') compare(linesOf(fs.readFileSync(second, 'utf8')));
  else print(JSON.parse(fs.readFileSync(first, 'utf8')));
}

function print(cases: readonly OracleCase[]): void {
  for (const one of cases) {
    process.stdout.write(`${JSON.stringify({ case: one, name: one.name, points: replayCase(one).points })}\n`);
  }
}

function compare(answers: readonly OracleLine[]): void {
  const counts = { same: 0, race: 0, different: 0 };
  for (const { case: one, name, points } of answers) {
    const answer = replayCase(one);
    const result = agreement(answer, points);
    counts[result]++;
    if (result === 'race') process.stdout.write(`${name}: a pod became ready at a loop, ${answer.race} s: a race\n`);
    if (result === 'different') process.stdout.write(`${name}: different, and no race explains it\n`);
  }
  const { same, race, different } = counts;
  process.stdout.write(`${same} of ${answers.length} the same, ${race} decided by a race, ${different} different\n`);
  if (different > 0) process.exitCode = 1;
}

function linesOf(text: string): OracleLine[] {
  return text.trim().split('\n').map((line) => JSON.parse(line));
}

main(process.argv.slice(2));
