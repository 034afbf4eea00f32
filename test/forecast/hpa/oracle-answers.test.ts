import * as fs from 'node:fs';
import * as path from 'node:path';
import { agreement } from '../../../bench/forecast/oracle-agreement';
import { replayCase } from '../../../bench/forecast/oracle-case';

/** What the HorizontalController of Kubernetes itself did with random cases: one case and its answer in each line. */
const ANSWERS: readonly any[] = fs.readFileSync(path.join(__dirname, 'oracle-answers.jsonl'), 'utf8')
  .trim().split('\n').map((line) => JSON.parse(line));

describe('the answers of the real controller to random cases', () => {
  const compared = ANSWERS.map((oracle) => {
    const answer = replayCase(oracle.case);
    return { name: oracle.name, answer, result: agreement(answer, oracle.points) };
  });
  const named = (result: string) => compared.filter((one) => one.result === result).map(({ name }) => name);

  test('cover all types of metrics, both with behavior and without, with outages, few nodes and slow pods', () => {
    const types = new Set(ANSWERS.flatMap((one) => one.case.spec.metrics.map(({ type }: any) => type)));
    expect([...types].sort()).toEqual(['ContainerResource', 'External', 'Object', 'Pods', 'Resource']);
    const some = (has: (given: any) => boolean) => ANSWERS.filter((one) => has(one.case)).length;
    expect(ANSWERS).toHaveLength(300);
    expect(some(({ spec }) => spec.behavior !== undefined)).toBeGreaterThan(60);
    expect(some(({ spec }) => spec.behavior === undefined)).toBeGreaterThan(60);
    expect(some(({ outages }) => Object.keys(outages ?? {}).length > 0)).toBeGreaterThan(30);
    expect(some(({ room }) => room > 0)).toBeGreaterThan(30);
    expect(some(({ spec }) => spec.minReplicas === 0)).toBeGreaterThan(0);
  });

  test('are the same in the forecast, at the same second or the next', () => {
    expect(named('different')).toEqual([]);
    expect(named('same').length).toBeGreaterThanOrEqual(297);
  });

  test('differ only where a pod became ready at the very moment of a loop', () => {
    const races = compared.filter(({ result }) => result === 'race');
    expect(races.filter(({ answer }) => answer.race === undefined)).toEqual([]);
  });
});
