import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { AdviceOutput, InferenceDeployment, InferenceRules } from '../../src';
import { printAdvice, VARIABLE } from '../../src/app/advice';
import type { LocatedFinding } from '../../src/app/located-finding';
import { deploymentProps, testChart } from '../helpers';

/** An app with so many servers, each with a sidecar whose image has no fixed tag. */
function advised(servers: number = 1): App {
  const chart = testChart();
  for (let i = 0; i < servers; i++) {
    const extraContainers = [{ name: 'proxy', image: 'registry.example.com/proxy:latest' }];
    new InferenceDeployment(chart, `Server${i}`, deploymentProps({ extraContainers }));
  }
  return chart.node.root as App;
}

/** A piece of advice of a rule. */
function finding(rule: string, found: string): LocatedFinding {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
  const at = new ApiObject(new Chart(new App(), 'c'), 'o', object);
  const problem = { code: rule, field: 'spec', rule: found, why: 'it fails', fix: 'change it' };
  return { rule, severity: 'advice', object, problem, at, printed: at };
}

/** What is written to standard error, with variables of the environment set for so long. */
function stderr(action: () => void, environment: Record<string, string | undefined> = {}): string {
  const before = { ...process.env };
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  try {
    action();
    return written.join('');
  } finally {
    spy.mockRestore();
    process.env = before;
  }
}

const NO_RUNNER = {
  JEST_WORKER_ID: undefined,
  NODE_TEST_CONTEXT: undefined,
  VITEST: undefined,
  MOCHA_COLORS: undefined,
};

describe('a synth prints warnings and advice', () => {
  test('in short, a line for each rule, with how to acknowledge, silence and see them', () => {
    const lines = stderr(() => advised().synth(), NO_RUNNER).trimEnd().split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'cdk8s-elastic-inference: 1 warning',
      '  warning latest-tag  Deployment vision/server0  spec.template.spec.containers["proxy"].image  '
      + 'should have a fixed tag or a digest',
      '  acknowledge: InferenceRules.acknowledge(construct, rule, reason)',
      '  print nothing: CDK8S_ELASTIC_INFERENCE_ADVICE=off',
      '  in full: CDK8S_ELASTIC_INFERENCE_ADVICE=all, or InferenceRules.check(app)',
    ]);
    expect(lines).toHaveLength(6);
  });

  test('once for each rule, with the number', () => {
    const text = stderr(() => advised(13).synth(), NO_RUNNER);
    expect(text.match(/ latest-tag.*/g)).toHaveLength(1);
    expect(text).toContain('  warning latest-tag ×13  Deployment vision/server0  spec.');
  });

  test('of ten rules at most', () => {
    const found = Array.from({ length: 12 }, (_, i) => finding(`rule-${i}`, 'is wrong '.repeat(20)));
    const lines = stderr(() => printAdvice(new App(), found), NO_RUNNER).split('\n');
    expect(lines[1]).toBe(`  advice rule-0  Pod p  spec  ${'is wrong '.repeat(20).slice(0, 59)}…`);
    expect(lines[11]).toBe('  … and 2 more rules');
  });

  test('once for an app, and again when they change', () => {
    const app = advised();
    const twice = () => {
      app.synthYaml();
      app.synth();
    };
    expect(stderr(twice, NO_RUNNER).match(/cdk8s-elastic-inference: /g)).toHaveLength(1);
    new InferenceDeployment(app.charts[0], 'Other', deploymentProps({
      extraContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:latest' }],
    }));
    expect(stderr(twice, NO_RUNNER).match(/cdk8s-elastic-inference: 2 warnings/g)).toHaveLength(1);
  });

  test('with what is wrong with the environment', () => {
    const [first] = stderr(() => advised().synth(), { ...NO_RUNNER, [VARIABLE]: 'loud' }).split('\n');
    expect(first).toBe(`cdk8s-elastic-inference: 1 warning (${VARIABLE} is "loud": must be summary, all or off)`);
  });

  test('in full where the environment says so', () => {
    const text = stderr(() => advised(12).synth(), { ...NO_RUNNER, [VARIABLE]: 'all' });
    expect(text.match(/ {2}why: /g)).toHaveLength(12);
  });

  test('not at all where the environment or the program says so, and the environment wins', () => {
    expect(stderr(() => advised().synth(), { ...NO_RUNNER, [VARIABLE]: 'off' })).toBe('');
    const silenced = () => {
      const app = advised();
      InferenceRules.printAdvice(app, AdviceOutput.OFF);
      app.synth();
    };
    expect(stderr(silenced, NO_RUNNER)).toBe('');
    expect(stderr(silenced, { ...NO_RUNNER, [VARIABLE]: 'summary' })).toContain('latest-tag');
  });

  test('not inside a test runner, unless the program asks for it', () => {
    expect(stderr(() => advised().synth())).toBe('');
    expect(stderr(() => {
      const app = advised();
      InferenceRules.printAdvice(app, AdviceOutput.SUMMARY);
      app.synth();
    })).toContain('latest-tag');
  });

  test('not what is acknowledged, and nothing where there is nothing', () => {
    expect(stderr(() => {
      const app = advised();
      InferenceRules.acknowledge(app, 'latest-tag', 'a mirror pins it');
      app.synth();
    }, NO_RUNNER)).toBe('');
  });

  test('not where a test renders one chart', () => {
    expect(stderr(() => Testing.synth(advised().charts[0]), NO_RUNNER)).toBe('');
  });
});
