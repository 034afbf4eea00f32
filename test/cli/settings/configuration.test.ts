import { mkdirSync } from 'fs';
import { join } from 'path';
import { readConfiguration } from '../../../src/cli/settings/configuration';
import { UsageError } from '../../../src/cli/settings/usage-error';
import { folder, removeFolders } from '../fake-terminal';

afterAll(removeFolders);

const NAME = '.elastic-inference.yaml';

function refusal(text: string, named?: string): string {
  try {
    readConfiguration(named, folder({ [NAME]: text }));
    return '';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

describe('the configuration', () => {
  test('is empty where there is no file', () => {
    expect(readConfiguration(undefined, folder({}))).toEqual({ select: [], ignore: [], acknowledge: [] });
  });

  test('holds all that a file says', () => {
    const cwd = folder({
      [NAME]: `failOn: warning
select: [hpa-*]
ignore: [latest-tag]
kubernetesVersion: "1.34"
acknowledge:
  - { rule: latest-tag, reason: pinned, object: Deployment a, file: a.yaml, field: spec }
`,
    });
    expect(readConfiguration(undefined, cwd)).toEqual({
      path: NAME,
      failOn: 'warning',
      select: ['hpa-*'],
      ignore: ['latest-tag'],
      kubernetesVersion: '1.34',
      acknowledge: [{ rule: 'latest-tag', reason: 'pinned', object: 'Deployment a', file: 'a.yaml', field: 'spec' }],
    });
  });

  test('is found in the folder of the command, or the nearest one above', () => {
    const cwd = folder({
      [NAME]: 'failOn: warning',
      'a/b/c/x': '',
      'a/.elastic-inference.yml': 'failOn: advice',
      'd/.elastic-inference.json': '{"failOn": "error"}',
    });
    expect(readConfiguration(undefined, cwd).failOn).toBe('warning');
    expect(readConfiguration(undefined, join(cwd, 'd')).failOn).toBe('error');
    expect(readConfiguration(undefined, join(cwd, 'a/b/c'))).toMatchObject({
      failOn: 'advice',
      path: '../../.elastic-inference.yml',
    });
  });

  test('is no folder of that name', () => {
    const cwd = folder({ [NAME]: 'failOn: warning', 'a/x': '' });
    mkdirSync(join(cwd, 'a', NAME));
    expect(readConfiguration(undefined, join(cwd, 'a')).failOn).toBe('warning');
  });

  test('is the file that is named', () => {
    const cwd = folder({ [NAME]: 'failOn: warning', 'other.json': '{"failOn": "advice"}' });
    expect(readConfiguration('other.json', cwd)).toMatchObject({ failOn: 'advice', path: 'other.json' });
  });

  test.each([
    ['', []],
    ['# c\n', []],
    ['{}', []],
    ['\uFEFFselect: [latest-tag]', ['latest-tag']],
  ])('may be %p', (text, select) => {
    expect(readConfiguration(undefined, folder({ [NAME]: text })).select).toEqual(select);
  });

  test('that is named must be there, and a file', () => {
    expect(refusal('', 'nope.yaml')).toBe('nope.yaml: there is no such file');
    expect(refusal('', '.')).toMatch(/: it is a folder$/);
  });

  test.each([
    ['a: "', `${NAME}:1: unexpected end of the stream within a double quoted scalar`],
    ['failOn: error\nselect: *x\n', `${NAME}:2: unidentified alias "x"`],
    ['[]', `${NAME}: must hold one object`],
    ['text', `${NAME}: must hold one object`],
  ])('must be YAML of one object: %p', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  test('says at once all that is wrong with it', () => {
    expect(
      refusal(`failon: error
failOn: no
colour: red
select: latest-tag
ignore: [1]
kubernetesVersion: new
acknowledge:
  - latest-tag
  - { rule: latest-tga, reason: x }
  - { rule: latest-tag }
  - { rule: latest-tag, reason: " ", objct: Deployment a, file: 7 }
  - { rule: 7, reason: x }
`),
    ).toBe(`${NAME}:
  failon is not known; did you mean failOn?
  colour is not known; there are failOn, select, ignore, kubernetesVersion, acknowledge
  failOn must be error, warning, advice
  select must be a list of rule ids
  ignore must be a list of rule ids
  kubernetesVersion must be a version such as "1.34", in quotes
  acknowledge[0] must be { rule, reason }
  acknowledge[1].rule must be the id of a rule; did you mean latest-tag?
  acknowledge[2].reason must say why it is intended
  acknowledge[3].objct is not known; did you mean object?
  acknowledge[3].reason must say why it is intended
  acknowledge[3].file must be a text
  acknowledge[4].rule must be the id of a rule`);
  });

  test('refuses a list that is none', () => {
    expect(refusal('acknowledge: { rule: latest-tag }')).toBe(
      `${NAME}:\n  acknowledge must be a list of { rule, reason }`,
    );
  });
});

test('a version without quotes is refused, because 1.30 would be 1.3', () => {
  expect(refusal('kubernetesVersion: 1.30\n')).toContain('kubernetesVersion must be a version such as "1.34"');
});
