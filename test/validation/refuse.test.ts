import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Problem } from '../../src/validation/problem';
import { refuse } from '../../src/validation/refuse';
import { refusal } from '../helpers';

class Server extends Construct {}

function problem(at: string): Problem {
  return { field: at, value: 0, rule: 'must be above zero', why: 'nothing would run', fix: 'give more' };
}

describe('refuse', () => {
  const server = new Server(new Construct(new Chart(new App(), 'vision'), 'Team'), 'Server');

  test('nothing wrong, nothing thrown', () => {
    expect(refusal(() => refuse(server, []))).toBeUndefined();
  });

  test('an error names the construct by class and path, and the problem', () => {
    expect(refusal(() => refuse(server, [problem('replicas')]))).toBe([
      'Server cannot be defined:',
      '  [vision/Team/Server] replicas: got 0; must be above zero — nothing would run; give more',
    ].join('\n'));
  });

  test('what cannot be defined leaves the tree, and its id is free again', () => {
    const chart = new Chart(new App(), 'vision');
    expect(refusal(() => refuse(new Server(chart, 'Server'), [problem('replicas')]))).toMatch(/^Server cannot be defined:\n/);
    expect(chart.node.tryFindChild('Server')).toBeUndefined();
    expect(new Server(chart, 'Server').node.path).toBe('vision/Server');
  });

  test('what is defined already stays, where something else cannot be done', () => {
    const chart = new Chart(new App(), 'vision');
    const placed = new Server(chart, 'Server');
    expect(refusal(() => refuse(placed, [problem('pod')], 'Server cannot be placed'))).toBe([
      'Server cannot be placed:',
      '  [vision/Server] pod: got 0; must be above zero — nothing would run; give more',
    ].join('\n'));
    expect(chart.node.tryFindChild('Server')).toBe(placed);
  });

  test('all problems come in one error, a line each, in their order', () => {
    expect(refusal(() => refuse(server, [problem('b'), problem('a')]))).toBe([
      'Server cannot be defined:',
      '  [vision/Team/Server] b: got 0; must be above zero — nothing would run; give more',
      '  [vision/Team/Server] a: got 0; must be above zero — nothing would run; give more',
    ].join('\n'));
  });
});
