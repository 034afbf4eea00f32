import { Construct } from 'constructs';
import { errorLines, messageOf } from '../../src/app/finding-messages';
import type { LocatedFinding } from '../../src/app/located-finding';
import { testChart } from '../helpers';

const problem = {
  field: 'spec.metrics[0]',
  value: 1,
  rule: 'has no request',
  why: 'it never scales',
  fix: 'set one',
  source: 'https://example.com/x',
};

function finding(rule: string): LocatedFinding {
  const object = { apiVersion: 'v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'vision' } };
  return {
    rule,
    severity: 'error',
    object,
    problem: { code: rule, ...problem },
    at: undefined as never,
    printed: undefined as never,
  };
}

describe('a message', () => {
  test('of a rule shows severity, code, object and field, then a line for each part, and the page of the rule', () => {
    expect(messageOf(finding('hpa-missing-request')).split('\n')).toEqual([
      'error  hpa-missing-request  Deployment vision/d  spec.metrics[0]',
      '  got 1; has no request',
      '  why: it never scales',
      '  fix: set one',
      expect.stringMatching(/^ {2}see: node_modules\/.*\/docs\/rules\/hpa-missing-request\.md$/),
    ]);
  });

  test('of a construct\'s own check shows the source of the problem', () => {
    expect(messageOf(finding('karmada/odd'))).toMatch(/\n {2}see: https:\/\/example\.com\/x$/);
  });
});

describe('the lines that a synth prints', () => {
  const scope = testChart();
  const [one, two] = ['One', 'Two'].map((id) => new Construct(scope, id));

  test('are those of each construct, indented below its path', () => {
    const lines = errorLines(new Map([[one, [finding('a')]], [two, [finding('b')]]]));
    expect([...lines].map(([c, messages]) => [c.node.id, messages.length])).toEqual([['One', 1], ['Two', 1]]);
    expect(lines.get(one)![0].split('\n').slice(1).every((line) => line.startsWith('      '))).toBe(true);
  });

  test('are no more than twenty of one rule, and how many more there are', () => {
    const lines = errorLines(new Map([
      [one, Array.from({ length: 15 }, () => finding('a'))],
      [two, [...Array.from({ length: 10 }, () => finding('a')), finding('b')]],
    ]));
    expect([...lines.values()].flat()).toHaveLength(20 + 1 + 1);
    expect(lines.get(two)).toContainEqual('… and 5 more of a: InferenceRules.check lists them all');
  });
});
