import { deployment, judged, unscalable } from './fake-terminal';

const found = async (text: string, ...args: string[]): Promise<any[]> => (await judged(text, ...args)).findings;
const places = async (text: string, ...args: string[]): Promise<Array<[rule: string, field: string, line: number]>> =>
  (await found(text, ...args)).map(({ rule, field, line }) => [rule, field, line]);

describe('a finding', () => {
  test('has everything that a reader needs', async () => {
    const [finding] = await found(deployment('a').replace('  name: a\n', '  name: a\n  namespace: vision\n'));
    expect(finding).toMatchObject({
      rule: 'latest-tag',
      severity: 'warning',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'vision',
      name: 'a',
      field: 'spec.template.spec.containers["server"].image',
      file: 'stdin',
      line: 15,
      message: expect.stringContaining('registry.example.com/server:latest'),
      link: expect.stringMatching(/docs\/rules\/latest-tag\.md$/),
    });
    expect([finding.why, finding.fix].every((text) => text.length > 5)).toBe(true);
  });

  test('stands in an object whose name the API server makes', async () => {
    const [finding] = await found(deployment('a').replace('  name: a\n', '  generateName: a-\n'));
    expect([finding.name, finding.namespace]).toEqual(['a-', '']);
  });

  test('stands where its field does: in a list, in flow style, in JSON', async () => {
    const [, autoscaler] = unscalable('a').split('---\n');
    const inJson = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }, null, '\t').replace(
      '[]',
      `[
{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"},
 "spec": {"selector": {"matchLabels": {"a": "a"}}, "template": {"metadata": {"labels": {"a": "a"}},
   "spec": {"containers": [{"name": "server",
    "image": "x:latest"}]}}}}]`,
    );
    expect(await places(inJson)).toEqual([['latest-tag', 'spec.template.spec.containers["server"].image', 8]]);
    expect((await places(`${autoscaler}---\n${deployment('a')}`)).map(([rule, , line]) => [rule, line])).toEqual([
      ['hpa-missing-request', 9],
      ['latest-tag', 25],
    ]);
  });

  test('stands in the text of a ConfigMap', async () => {
    const adapter = `apiVersion: v1
kind: ConfigMap
metadata:
  name: adapter
data:
  other: x
  config.yaml: |
    rules:
      - seriesQuery: 'http_requests_total'
        resources: { overrides: { namespace: { resource: namespace }, pod: { resource: pod } } }
        name: { as: requests }
        metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m]))
`;
    const [, field, line] = (await places(adapter, '--select', 'adapter-query-ungrouped'))[0];
    expect(field).toMatch(/^data\["config\.yaml"\]/);
    expect(line).toBe(12);
  });
});

describe('a key that is there twice', () => {
  test('is a warning, at its line', async () => {
    const text = deployment('a', 'x:1').replace('  name: a\n', '  name: a\n  name: b\n');
    expect(await places(text)).toEqual([['cli/repeated-key', '', 5]]);
    expect((await found(text))[0]).toMatchObject({
      severity: 'warning',
      name: 'b',
      link: expect.stringContaining('problems.md'),
    });
    expect(await places(text, '--ignore', 'cli/*')).toEqual([]);
  });
});

describe('an annotation', () => {
  const annotated = (key: string, reason: string): string =>
    deployment('a').replace('  name: a\n', `  name: a\n  annotations:\n    ${key}: ${reason}\n`);

  test('acknowledges what is found in its object', async () => {
    const [finding] = await found(annotated('acknowledge.elastic-inference/latest-tag', 'pinned by the mirror'));
    expect(finding).toMatchObject({ rule: 'latest-tag', acknowledged: 'pinned by the mirror' });
  });

  test('acknowledges nothing in another object', async () => {
    const both = `${annotated('acknowledge.elastic-inference/latest-tag', 'x')}---\n${deployment('b')}`;
    expect((await found(both)).map(({ name, acknowledged }) => [name, acknowledged])).toEqual([
      ['a', 'x'],
      ['b', undefined],
    ]);
  });

  test('without a reason acknowledges nothing, and is a warning', async () => {
    expect(
      (await places(annotated('acknowledge.elastic-inference/latest-tag', '""'))).map(([rule, , line]) => [rule, line]),
    ).toEqual([
      ['cli/reason-missing', 6],
      ['latest-tag', 16],
    ]);
  });

  test('that names no rule is a warning', async () => {
    expect(
      (await places(annotated('acknowledge.elastic-inference/latest-tga', 'x'))).map(([rule, , line]) => [rule, line]),
    ).toEqual([
      ['cli/unknown-rule', 6],
      ['latest-tag', 16],
    ]);
  });

  test('cannot name what the reader finds: the API server takes no second slash', async () => {
    const text = annotated('acknowledge.elastic-inference/cli/repeated-key', 'x').replace(
      '  name: a\n',
      '  name: b\n  name: a\n',
    );
    expect((await found(text, '--select', 'cli/*')).map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ['cli/repeated-key', undefined],
      ['cli/unknown-rule', undefined],
    ]);
  });
});
