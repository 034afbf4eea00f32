import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { readableName } from '../../src/validation/readable-name';

describe('readableName', () => {
  /** A construct at a path of ids below the chart. */
  function at(...ids: string[]): Construct {
    return ids.reduce<Construct>((scope, id) => new Construct(scope, id), new Chart(new App(), 'TheChart'));
  }

  test.each([
    [['Classifier'], 'classifier'],
    [['classifier'], 'classifier'],
    [['CarFp32'], 'car-fp32'],
    [['carInt8'], 'car-int8'],
    [['HTTPServer'], 'http-server'],
    [['ModelV2Beta'], 'model-v2-beta'],
    [['my_model.v2'], 'my-model-v2'],
    [['my model'], 'my-model'],
    [['--Edge--'], 'edge'],
    [['Größe'], 'gr-e'],
    [['Vision', 'Classifier'], 'vision-classifier'],
    [['Vision', 'Team A', 'Classifier'], 'vision-team-a-classifier'],
    [['Qwen', 'Qwen'], 'qwen'],
    [['Qwen', 'qwen'], 'qwen'],
    [['Qwen', 'Edge', 'Qwen'], 'qwen-edge-qwen'],
    [['2ndModel'], '2nd-model'],
    [['模型'], ''],
    [['Vision', '模型'], 'vision'],
  ])('%j becomes %j', (ids, name) => {
    expect(readableName(at(...ids))).toBe(name);
  });

  test('only the ids below the nearest chart count', () => {
    const outer = new Chart(new App(), 'Outer');
    const inner = new Chart(new Construct(outer, 'Group'), 'Inner');
    expect(readableName(new Construct(inner, 'Model'))).toBe('model');
  });
});
