import { readFileSync } from 'fs';
import {
  deployment,
  fakeTerminal,
  folder,
  judged,
  pieces,
  ran,
  removeFolders,
  unscalable,
  type Ran,
} from './fake-terminal';
import { GOLDEN, outputOf } from './golden/outputs';
import { run } from '../../src/cli/command-line';
import { RULES } from '../../src/rules/catalogue/all-rules';

afterAll(removeFolders);

const ADVICE = RULES.find(({ id }) => id === 'custom-metric-unserved')!.failing;
const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

const check = (text: string, ...args: string[]): Promise<Ran> => ran(['check', '-', ...args], { input: pieces(text) });

describe('the whole output', () => {
  test.each(GOLDEN)('in the format %s is the golden one', async (format, file) => {
    const { code, out, err } = await outputOf(format);
    expect(out).toBe(readFileSync(file, 'utf8'));
    expect(code).toBe(2);
    expect(err).toBe(
      'manifests/broken.yaml:6: unexpected end of the stream within a double quoted scalar; ' +
        'expected YAML or JSON as kubectl reads it\n',
    );
  });
});

describe('the exit code', () => {
  test.each<[string, string, string[], number]>([
    ['is 0 where nothing is found', CLEAN, [], 0],
    ['is 1 for an error', unscalable('a'), [], 1],
    ['is 0 for a warning', deployment('a'), [], 0],
    ['is 1 for a warning where warnings fail', deployment('a'), ['--fail-on', 'warning'], 1],
    ['is 1 for a warning where advice fails', deployment('a'), ['--fail-on', 'advice'], 1],
    ['is 1 for advice where advice fails', ADVICE, ['--select', 'custom-metric-unserved', '--fail-on', 'advice'], 1],
    ['is 0 for advice where warnings fail', ADVICE, ['--select', 'custom-metric-unserved', '--fail-on', 'warning'], 0],
    ['is 0 for an error that is ignored', unscalable('a'), ['--ignore', 'hpa-missing-request'], 0],
    ['is 2 for input that is no YAML, beside an error', `${unscalable('a')}---\na: "`, [], 2],
    ['is 2 for a document that is no object', 'a: 1', [], 2],
    ['is 2 for nothing', '', [], 2],
    ['is 2 for nothing but comments', '# c\n---\n', [], 2],
  ])('%s', async (_, text, args, code) => {
    expect((await check(text, ...args)).code).toBe(code);
  });

  test('is the same in every format', async () => {
    for (const format of ['text', 'json', 'sarif', 'github', 'junit']) {
      expect((await check(unscalable('a'), '--format', format)).code).toBe(1);
      expect((await check(CLEAN, '--format', format)).code).toBe(0);
    }
  });
});

describe('what cannot be used', () => {
  test('is named with its file, its line and what was expected', async () => {
    const cwd = folder({ 'a.yaml': 'a: 1\n', 'b.yaml': `${CLEAN}---\na: [\n`, 'c.png': Buffer.from([0]) });
    const { err } = await ran(['check', 'a.yaml', 'b.yaml', 'c.png', 'nope', '-'], { cwd });
    expect(err.trimEnd().split('\n')).toEqual([
      'nope: there is no such file or folder; expected a file, a folder, or - for stdin',
      expect.stringMatching(
        /^a.yaml:1: the document has neither apiVersion nor kind; expected an object of Kubernetes/,
      ),
      expect.stringMatching(/^b.yaml:5: .*; expected YAML or JSON as kubectl reads it$/),
      'c.png: it is not a text file; expected a file of YAML or JSON that can be read',
      'stdin: there is no object of Kubernetes in it; expected at least one document with apiVersion and kind',
    ]);
  });

  test('is a folder without a manifest, and standard input without one', async () => {
    const cwd = folder({ 'd/README.md': '# x', 'd/values.yaml': 'a: 1' });
    expect((await ran(['check', 'd'], { cwd })).err).toMatch(/^d: there is no object of Kubernetes in it; expected/);
    expect((await check('')).err).toMatch(/^stdin: there is no object of Kubernetes in it; expected/);
  });

  test('does not keep the rest from being judged', async () => {
    const { findings, unusable } = await judged(`a: "\n---\n${deployment('a')}`);
    expect(findings.map(({ rule, line }: any) => [rule, line])).toEqual([['latest-tag', 16]]);
    expect(unusable).toHaveLength(1);
  });
});

describe('the choice of rules', () => {
  const rules = async (...args: string[]): Promise<string[]> =>
    (await judged(`${unscalable('a')}---\n${deployment('b')}`, ...args)).findings.map(({ rule }: any) => rule);

  test('is by --select and --ignore, several in one or in many', async () => {
    expect(await rules()).toEqual(['hpa-missing-request', 'latest-tag']);
    expect(await rules('--select', 'latest-tag')).toEqual(['latest-tag']);
    expect(await rules('--select', 'latest-tag,hpa-*')).toEqual(['hpa-missing-request', 'latest-tag']);
    expect(await rules('--select', 'latest-tag', '--select', 'hpa-*')).toEqual(['hpa-missing-request', 'latest-tag']);
    expect(await rules('--ignore', '*-tag')).toEqual(['hpa-missing-request']);
    expect(await rules('--select', '*', '--ignore', 'hpa-*')).toEqual(['latest-tag']);
  });
});

describe('the version of Kubernetes', () => {
  const ZERO = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: elsewhere }
  minReplicas: 0
  maxReplicas: 3
  metrics:
    - type: External
      external: { metric: { name: queue }, target: { type: AverageValue, averageValue: '5' } }
`;
  const found = async (...args: string[]): Promise<string[]> => (
    (await judged(ZERO, '--select', 'hpa-limits-rejected', ...args)).findings.map(({ field }: any) => field));

  test('is that of --kubernetes-version, or --kubernetes for short', async () => {
    expect(await found()).toEqual([]);
    expect(await found('--kubernetes-version', '1.36')).toEqual(['spec.minReplicas']);
    expect(await found('--kubernetes', '1.36')).toEqual(['spec.minReplicas']);
    expect(await found('--kubernetes', 'v1.37.2')).toEqual([]);
  });

  test('is part of the reports of programs where it is named', async () => {
    const printed = async (...args: string[]) => JSON.parse((await check(CLEAN, '--format', ...args)).out);
    const json = async (...args: string[]) => (await printed('json', ...args)).summary;
    const sarif = async (...args: string[]) => (await printed('sarif', ...args)).runs[0];
    expect((await json('--kubernetes', '1.36')).kubernetes).toBe('1.36');
    expect(await json()).not.toHaveProperty('kubernetes');
    expect((await sarif('--kubernetes', '1.36')).properties).toEqual({ kubernetesVersion: '1.36' });
    expect(await sarif()).not.toHaveProperty('properties');
  });

  test('is refused where it is none', async () => {
    expect((await check(CLEAN, '--kubernetes', '1.26')).err).toContain('name 1.27 or newer');
    expect((await check(CLEAN, '--kubernetes', '1.40')).err).toContain('note: nothing is known of Kubernetes 1.40');
    expect((await check(CLEAN, '--kubernetes', '1.37')).err).not.toContain('note: nothing is known');
    expect((await check(CLEAN, '--kubernetes', 'newest')).err).toContain('newest is no version of Kubernetes');
  });
});

describe('a configuration file', () => {
  const configured = async (text: string, ...args: string[]): Promise<Ran & { report: any }> => {
    const cwd = folder({ '.elastic-inference.yaml': text, 'a.yaml': `${unscalable('a')}---\n${deployment('b')}` });
    const found = await ran(['check', 'a.yaml', '--format', 'json', ...args], { cwd });
    return { ...found, report: found.out === '' ? undefined : JSON.parse(found.out) };
  };
  const rules = ({ report }: { report: any }): string[] => report.findings.map(({ rule }: any) => rule);

  test('chooses rules and what fails', async () => {
    const found = await configured('select: [latest-tag]\nfailOn: warning');
    expect([found.code, rules(found)]).toEqual([1, ['latest-tag']]);
  });

  test('gives way to the command line, and is joined with what it ignores', async () => {
    expect(rules(await configured('select: [latest-tag]', '--select', 'hpa-*'))).toEqual(['hpa-missing-request']);
    expect(rules(await configured('ignore: [latest-tag]', '--ignore', 'hpa-*'))).toEqual([]);
    expect((await configured('failOn: warning', '--fail-on', 'error', '--ignore', 'hpa-*')).code).toBe(0);
  });

  test.each([['select'], ['ignore']])('names rules that there are: %s', async (key) => {
    expect((await configured(`${key}: [latest-tga]`)).err).toBe(
      `elastic-inference: .elastic-inference.yaml: ${key}: there is no rule latest-tga\ndid you mean latest-tag?\n`);
  });

  test('acknowledges with a reason, and says which acknowledgement met nothing', async () => {
    const found = await configured(
      `acknowledge:
  - { rule: hpa-missing-request, reason: a LimitRange fills it in, object: HorizontalPodAutoscaler a }
  - { rule: latest-tag, reason: x, object: Deployment c }
  - { rule: hpa-fixed-replicas, reason: x }
`,
      '--ignore',
      'hpa-fixed-replicas',
    );
    expect(found.code).toBe(0);
    expect(found.report.findings.map(({ rule, acknowledged }: any) => [rule, acknowledged])).toEqual([
      ['hpa-missing-request', 'a LimitRange fills it in'],
      ['latest-tag', undefined],
    ]);
    expect(found.err).toBe(
      'note: .elastic-inference.yaml: the acknowledgement of latest-tag on Deployment c met nothing\n',
    );
  });

  test('that is wrong ends the run with 2, before anything is judged', async () => {
    const found = await configured('failon: error');
    expect([found.code, found.out]).toEqual([2, '']);
    expect(found.err).toBe(
      'elastic-inference: .elastic-inference.yaml:\n  failon is not known; did you mean failOn?\n',
    );
  });
});

describe('notes', () => {
  test.each(['text', 'json', 'sarif', 'github', 'junit'])('go to standard error in the format %s', async (format) => {
    const cwd = folder({ 'kustomization.yaml': 'patches: [{path: p.yaml}]', 'p.yaml': 'kind: x', 'a.yaml': CLEAN });
    const { out, err, code } = await ran(['check', '.', '--format', format], { cwd });
    expect(err).toMatch(/^note: \.: files of a kustomization are read as they are, without its patch; /);
    expect(out).not.toContain('note:');
    expect(code).toBe(0);
  });
});

describe('a terminal', () => {
  test('gets colours where it has them', async () => {
    expect((await ran(['check'], { input: pieces(deployment('a')), hasColors: true })).out).toContain(
      '\u001b[33mwarning',
    );
    expect((await ran(['check'], { input: pieces(deployment('a')) })).out).not.toContain('\u001b');
  });

  test('is not commanded by what stands in manifests, nor by names of files', async () => {
    const { out, err } = await ran(['check', '-', '\u001b[2J'], { input: pieces(deployment('"\\e[2J"')) });
    expect(`${out}${err}`.replaceAll('\n', '')).not.toMatch(/\p{Control}/u);
    expect(out).toContain('latest-tag');
  });
});

describe('large input', () => {
  test('50,000 documents are read one at a time, and judged in seconds', async () => {
    async function* many(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 50_000; i++) {
        yield Buffer.from(`---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c${i}\ndata: {a: b}\n`);
      }
      yield Buffer.from(`---\n${deployment('last')}`);
    }
    const terminal = fakeTerminal({ input: many() });
    expect(await run(['check', '-', '--format', 'json'], terminal)).toBe(0);
    const { findings, summary } = JSON.parse(terminal.written.out);
    expect(summary.objects).toBe(50_001);
    expect(findings.map(({ line }: any) => line)).toEqual([300_015]);
  }, 60_000);

  test('a list with a finding in each item takes time that grows with it alone', async () => {
    const item = (i: number): string =>
      deployment(`d${i}`).replace(/^/gm, '    ').replace('    apiVersion', '  - apiVersion').trimEnd();
    const text = `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: 5000 }, (_, i) => item(i)).join('\n')}\n`;
    const started = Date.now();
    const { findings } = await judged(text);
    expect(findings).toHaveLength(5000);
    expect(findings[4999].line).toBe(3 + 4999 * 14 + 14);
    expect(Date.now() - started).toBeLessThan(20_000);
  }, 60_000);
});

describe('hostile input', () => {
  const bomb = Array.from({ length: 40 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`).join('\n');
  const deep = (opening: string, closing: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: ${opening.repeat(5000)}1${closing.repeat(5000)}\n`;
  test.each<[string, string | Uint8Array]>([
    [
      'a bomb of aliases',
      `apiVersion: v1\nkind: ConfigMap\nx0: &x0 [a, a]\n${bomb}`,
    ],
    ['an object that holds itself', 'apiVersion: v1\nkind: ConfigMap\nmetadata: &m {name: a, labels: *m}\n'],
    ['deep mappings', deep('{a: ', '}')],
    ['deep lists', deep('[', ']')],
    [
      'wrong types everywhere',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: [1]\nspec: {template: 7, selector: x, replicas: {}}\n',
    ],
    [
      'names of the prototype',
      '{"apiVersion": "v1", "kind": "__proto__", "metadata": {"name": "constructor", "__proto__": {"x": 1}, '
        + '"annotations": {"toString": 1}}}',
    ],
    [
      'kinds that are no kinds',
      'apiVersion: ""\nkind: ""\n---\napiVersion: v1\nkind: List\nitems: 7\n---\n'
        + 'apiVersion: v1\nkind: List\nitems: [1, null, [], {}]\n',
    ],
    [
      'numbers that are none',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: .nan}\n'
        + 'spec: {maxReplicas: .inf, minReplicas: -.inf}\n',
    ],
    ['bytes that are no text', Buffer.from(Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 255) + 1))],
    ['half a letter', Buffer.from([0x61, 0x3a, 0x20, 0xf0, 0x9f])],
    ['a zero', 'apiVersion: v1\nkind: ConfigMap\0'],
    ['a huge text', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${'x'.repeat(1_000_000)}}\n`],
    ['templates', '{{- range .x }}\napiVersion: v1\nkind: {{ .kind }}\n{{- end }}\n'],
    ['lists in lists', `${'{"apiVersion":"v1","kind":"List","items":['.repeat(150)}${']}'.repeat(150)}`],
  ])('gives findings or a fault, and no exception: %s', async (_, text) => {
    for (const format of ['text', 'json', 'sarif', 'github', 'junit']) {
      const { code, err } = await ran(['check', '-', '--format', format], { input: pieces(text) });
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  test('an input that breaks off is said', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(deployment('a'));
      throw new Error('the other side hung up');
    }
    const { code, err } = await ran(['check', '-'], { input: broken() });
    expect([code, err]).toEqual([
      2,
      'stdin: the other side hung up; expected a file of YAML or JSON that can be read\n',
    ]);
  });
});
