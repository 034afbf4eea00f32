import { spawnSync } from 'child_process';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Problem } from '../../src/validation/problem';
import { refuse } from '../../src/validation/refuse';
import { refusal } from '../helpers';

class Server extends Construct {}

function problem(at: string): Problem {
  const rule = 'must be above zero';
  return { code: 'test/zero', field: at, value: 0, rule, why: 'nothing would run', fix: 'give more' };
}

function lines(path: string, field: string): string[] {
  return [
    `  [${path}] error  test/zero  ${field}`,
    '      got 0; must be above zero',
    '      why: nothing would run',
    '      fix: give more',
  ];
}

describe('refuse', () => {
  const server = new Server(new Construct(new Chart(new App(), 'vision'), 'Team'), 'Server');

  test('nothing wrong, nothing thrown', () => {
    expect(refusal(() => refuse(server, []))).toBeUndefined();
  });

  test('an error names the construct by class and path, and the problem', () => {
    expect(refusal(() => refuse(server, [problem('replicas')]))).toBe([
      'Server cannot be defined:',
      ...lines('vision/Team/Server', 'replicas'),
    ].join('\n'));
  });

  test('what cannot be defined leaves the tree, and its id is free again', () => {
    const chart = new Chart(new App(), 'vision');
    const attempt = () => refuse(new Server(chart, 'Server'), [problem('replicas')]);
    expect(refusal(attempt)).toMatch(/^Server cannot be defined:\n/);
    expect(chart.node.tryFindChild('Server')).toBeUndefined();
    expect(new Server(chart, 'Server').node.path).toBe('vision/Server');
  });

  test('what is defined already stays, where something else cannot be done', () => {
    const chart = new Chart(new App(), 'vision');
    const placed = new Server(chart, 'Server');
    expect(refusal(() => refuse(placed, [problem('pod')], 'Server cannot be placed'))).toBe([
      'Server cannot be placed:',
      ...lines('vision/Server', 'pod'),
    ].join('\n'));
    expect(chart.node.tryFindChild('Server')).toBe(placed);
  });

  test('all problems come in one error, in their order', () => {
    expect(refusal(() => refuse(server, [problem('b'), problem('a')]))).toBe([
      'Server cannot be defined:',
      ...lines('vision/Team/Server', 'b'),
      ...lines('vision/Team/Server', 'a'),
    ].join('\n'));
  });
});

test('an uncaught error prints each problem once, and is called an Error', () => {
  const load = (path: string) => `require(${JSON.stringify(require.resolve(path))})`;
  const root = join(__dirname, '../..');
  const project = JSON.stringify(join(root, 'tsconfig.dev.json'));
  const program = [
    `${load('ts-node')}.register({ transpileOnly: true, project: ${project} });`,
    `const { refuse } = require(${JSON.stringify(join(root, 'src/validation/refuse.ts'))});`,
    `const { App } = ${load('cdk8s')};`,
    `refuse(new App(), ${JSON.stringify([problem('b'), problem('a')])});`,
  ].join('\n');
  const { status, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: root });
  expect(status).toBe(1);
  expect(stderr.match(/must be above zero/g)).toHaveLength(2);
  expect(stderr).toMatch(/^Error: App cannot be defined:$/m);
});
