import { Testing, type App } from 'cdk8s';
import { AdviceOutput, InferenceDeployment, InferenceRules } from '../../src';
import { VARIABLE } from '../../src/app/advice';
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
  test('once, in short, with how to see, acknowledge and silence them', () => {
    const lines = stderr(() => advised().synth(), NO_RUNNER).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^cdk8s-elastic-inference: \d+ (warning|piece of advice)/);
    expect(lines[1]).toMatch(/^ {2}(warning|advice) latest-tag {2}Deployment vision\/server0 {2}\S/);
    expect(lines.slice(2).join('\n')).toMatch(/InferenceRules\.check.*\n.*InferenceRules\.acknowledge.*=off/);
    expect(lines).toHaveLength(5);
  });

  test('names ten, and how many more there are', () => {
    const text = stderr(() => advised(13).synth(), NO_RUNNER);
    expect(text.match(/ latest-tag /g)).toHaveLength(10);
    expect(text).toContain('… and 3 more');
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
