import * as fc from 'fast-check';
import { HardExampleMining, SednaJointInference, type SednaContainerOptions } from '../../../src';
import { find, jointProps, refusal, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

function mine(hardExampleMining: HardExampleMining, sednaVersion?: string, container: Partial<SednaContainerOptions> = {}): SednaJointInference {
  const chart = testChart();
  const { edge, cloud } = jointProps(chart);
  return new SednaJointInference(chart, 'Helmet', { edge: { ...edge, container: { ...edge.container!, ...container }, hardExampleMining }, cloud, sednaVersion });
}

function printed(mining: HardExampleMining, sednaVersion: string = '0.8.0'): any {
  return find(mine(mining, sednaVersion), 'JointInferenceService').spec.edgeWorker.hardExampleMining;
}

function variables(mining: HardExampleMining, container?: Partial<SednaContainerOptions>): any[] | undefined {
  return find(mine(mining, '0.8.0', container), 'JointInferenceService').spec.edgeWorker.template.spec.containers[0].env;
}

describe('HardExampleMining', () => {
  test.each<[HardExampleMining, object]>([
    [HardExampleMining.ibt(), { name: 'IBT' }],
    [HardExampleMining.ibt({}), { name: 'IBT' }],
    [HardExampleMining.ibt({ thresholdBox: 0.25 }), { name: 'IBT', parameters: [{ key: 'threshold_box', value: '0.25' }] }],
    [HardExampleMining.ibt({ thresholdBox: 0.25, thresholdImg: 0.9 }), {
      name: 'IBT', parameters: [{ key: 'threshold_img', value: '0.9' }, { key: 'threshold_box', value: '0.25' }],
    }],
    [HardExampleMining.crossEntropy(), { name: 'CrossEntropy' }],
    [HardExampleMining.crossEntropy({ thresholdCrossEntropy: 0.4 }), { name: 'CrossEntropy', parameters: [{ key: 'threshold_cross_entropy', value: '0.4' }] }],
    [HardExampleMining.threshold(), { name: 'Threshold' }],
    [HardExampleMining.threshold({ threshold: 0.4 }), { name: 'Threshold', parameters: [{ key: 'threshold', value: '0.4' }] }],
    [HardExampleMining.random(), { name: 'Random' }],
    [HardExampleMining.cloudOnly(), { name: 'CloudOnly' }],
    [HardExampleMining.edgeOnly(), { name: 'EdgeOnly' }],
    [HardExampleMining.bertRouter(), { name: 'BertRouter' }],
    [HardExampleMining.bertRouter({ threshold: 0.7, device: 'cuda:1', model: 'org/bert' }), {
      name: 'BertRouter',
      parameters: [{ key: 'model', value: 'org/bert' }, { key: 'device', value: 'cuda:1' }, { key: 'threshold', value: '0.7' }],
    }],
    [HardExampleMining.custom('Own'), { name: 'Own' }],
    [HardExampleMining.custom('Own', {}), { name: 'Own' }],
    [HardExampleMining.custom('Own', { z: '1', a: '' }), { name: 'Own', parameters: [{ key: 'z', value: '1' }, { key: 'a', value: '' }] }],
  ])('%j is printed by the name and the keys of Sedna\'s library, without the values that the library assumes itself', (mining, expected) => {
    expect(printed(mining)).toEqual(expected);
    expect(mining.name).toBe((expected as { name: string }).name);
  });

  test.each<[number, string]>([[0, '0'], [-0, '0'], [1, '1'], [0.5, '0.5'], [1e-7, '1e-7'], [Number.MIN_VALUE, '5e-324'], [0.1 + 0.2, '0.30000000000000004']])('the share %d is printed as %j, for the API knows strings only', (share, value) => {
    expect(printed(HardExampleMining.threshold({ threshold: share }))).toEqual({ name: 'Threshold', parameters: [{ key: 'threshold', value }] });
  });

  test('any number is refused, or stands in the output as the same number from 0 to 1', () => {
    fc.assert(fc.property(fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -2, max: 2 })), (threshold) => {
      const mining = HardExampleMining.crossEntropy({ thresholdCrossEntropy: threshold });
      const message = refusal(() => mine(mining));
      if (!(threshold >= 0 && threshold <= 1)) {
        expect(message).toContain(`] edge.hardExampleMining.thresholdCrossEntropy: got ${threshold}; must be a number from 0 to 1 — `);
        return;
      }
      const { value } = printed(mining).parameters[0];
      expect([typeof value, Number(value)]).toEqual(['string', Math.abs(threshold)]);
    }), { numRuns: 60 });
  });

  test('may serve several services', () => {
    const mining = HardExampleMining.ibt({ thresholdImg: 0.9 });
    expect(printed(mining)).toEqual(printed(mining));
  });

  test('keeps a copy of its parameters', () => {
    const parameters: Record<string, string> = { ratio: '0.5' };
    const mining = HardExampleMining.custom('Own', parameters);
    parameters.ratio = '0.9';
    parameters.more = '1';
    expect(printed(mining).parameters).toEqual([{ key: 'ratio', value: '0.5' }]);
  });
});

describe('the variables that an algorithm needs', () => {
  const BERT = [{ name: 'BACKEND_TYPE', value: 'TORCH' }, { name: 'MINING_MODE', value: 'mining-then-inference' }];

  test('bertRouter brings those without which the library has no such algorithm, or asks it too late', () => {
    expect(variables(HardExampleMining.bertRouter())).toEqual(BERT);
  });

  test('stand behind those of the container, and once where the container has the same', () => {
    expect(variables(HardExampleMining.bertRouter(), { environment: { MINING_MODE: 'mining-then-inference', A: 'b' } })).toEqual([BERT[1], { name: 'A', value: 'b' }, BERT[0]]);
  });

  const { ibt, crossEntropy, threshold, random, cloudOnly, edgeOnly, custom } = HardExampleMining;
  test.each([ibt(), crossEntropy(), threshold(), random(), cloudOnly(), edgeOnly(), custom('BertRouter')])('$name brings none', (mining) => {
    expect(variables(mining)).toBeUndefined();
  });

  test('reach the edge worker alone', () => {
    const { cloudWorker } = find(mine(HardExampleMining.bertRouter(), '0.8.0'), 'JointInferenceService').spec;
    expect(cloudWorker.template.spec.containers[0].env).toEqual([{ name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' }]);
  });
});

describe('an algorithm that is younger than 0.7.0', () => {
  const young = [HardExampleMining.cloudOnly(), HardExampleMining.edgeOnly(), HardExampleMining.bertRouter()];
  const { ibt, crossEntropy, threshold, random, custom } = HardExampleMining;
  const old = [ibt(), crossEntropy(), threshold(), random(), custom('CloudOnly')];
  const versions = [undefined, '0.7.0', 'v0.7.0', '0.7', '0.7.0-rc.1', '0.7.0+build'];

  test.each(young.flatMap((mining) => versions.map((version) => [mining.name, version, mining] as const)))('%s is refused with version %s', (name, version, mining) => {
    expect(refusal(() => mine(mining, version))).toBe([
      'SednaJointInference cannot be defined:',
      `  [test/Helmet] edge.hardExampleMining: got "${name}"; needs a library of Sedna newer than 0.7.0 — the edge worker would end at its start: its library knows no algorithm of that name; `
      + 'use ibt, crossEntropy, threshold or random, or say with sednaVersion which newer version the edge worker\'s image was built with '
      + '(https://github.com/kubeedge/sedna/blob/main/lib/sedna/algorithms/hard_example_mining/hard_example_mining.py)',
    ].join('\n'));
  });

  test.each(young.flatMap((mining) => ['0.7.1', 'v0.7.1', '0.8', '0.10.0', '1.0.0', 'v10.0'].map((version) => [mining.name, version, mining] as const)))('%s is taken with version %s', (_, version, mining) => {
    expect(refusal(() => mine(mining, version))).toBeUndefined();
  });

  test.each(old.flatMap((mining) => versions.map((version) => [mining.name, version, mining] as const)))('%s of every version is taken with %s', (_, version, mining) => {
    expect(refusal(() => mine(mining, version))).toBeUndefined();
  });
});

describe('what no algorithm could use is refused:', () => {
  const SHARE = 'must be a number from 0 to 1 — it is compared with scores and probabilities, so every example would be easy or every one hard; give a share such as 0.5';
  const TEXT = 'must be a string that is not empty — the API knows nothing else; write it as a string';
  const ANY_TEXT = 'must be a string — the API knows nothing else; write it as a string';
  const MAP = 'must be a map — nothing in it could be found by its name; write it as { name: value }, or leave it out';
  const bad: Array<[unknown, string]> = [
    [-0.0001, '-0.0001'], [-1, '-1'], [1.0001, '1.0001'], [50, '50'], [NaN, 'NaN'], [Infinity, 'Infinity'], [-Infinity, '-Infinity'], ['0.5', '"0.5"'], ['', '""'],
    [null, 'null'], [true, 'true'], [[0.5], '[0.5]'], [{}, '{}'], [() => 0.5, 'a function'], [Symbol('half'), 'Symbol(half)'], [BigInt(1), '1'],
  ];
  const shares: Array<[string, (share: any) => HardExampleMining]> = [
    ['thresholdImg', (thresholdImg) => HardExampleMining.ibt({ thresholdImg })],
    ['thresholdBox', (thresholdBox) => HardExampleMining.ibt({ thresholdBox })],
    ['thresholdCrossEntropy', (thresholdCrossEntropy) => HardExampleMining.crossEntropy({ thresholdCrossEntropy })],
    ['threshold', (threshold) => HardExampleMining.threshold({ threshold })],
    ['threshold', (threshold) => HardExampleMining.bertRouter({ threshold })],
  ];

  function lines(mining: HardExampleMining): string[] | undefined {
    return refusal(() => mine(mining, '0.8.0'))?.split('\n');
  }

  test.each(shares.flatMap(([key, make]) => bad.map(([value, shown]) => ({ key, shown, mining: make(value) }))))('$key $shown of $mining.name', ({ key, shown, mining }) => {
    expect(lines(mining)).toEqual(['SednaJointInference cannot be defined:', `  [test/Helmet] edge.hardExampleMining.${key}: got ${shown}; ${SHARE}`]);
  });

  test.each<[string, HardExampleMining, string[]]>([
    ['both thresholds of ibt', HardExampleMining.ibt({ thresholdImg: 2, thresholdBox: -2 }), [`thresholdImg: got 2; ${SHARE}`, `thresholdBox: got -2; ${SHARE}`]],
    ['an empty model', HardExampleMining.bertRouter({ model: '' }), [`model: got ""; ${TEXT}`]],
    ['a model that is a number', HardExampleMining.bertRouter({ model: 7 as never }), [`model: got 7; ${TEXT}`]],
    ['an empty device', HardExampleMining.bertRouter({ device: '' }), [`device: got ""; ${TEXT}`]],
    ['a device that is null', HardExampleMining.bertRouter({ device: null as never }), [`device: got null; ${TEXT}`]],
    ['all of a router', HardExampleMining.bertRouter({ model: '', device: '', threshold: 2 }), [
      `model: got ""; ${TEXT}`,
      `device: got ""; ${TEXT}`,
      `threshold: got 2; ${SHARE}`,
    ]],
    ['an algorithm without a name', HardExampleMining.custom(''), [`name: got ""; ${TEXT}`]],
    ['an algorithm whose name is a number', HardExampleMining.custom(5 as never), [`name: got 5; ${TEXT}`]],
    ['an algorithm without any name', HardExampleMining.custom(undefined as never), [`name: got undefined; ${TEXT}`]],
    ['an algorithm whose name is null', HardExampleMining.custom(null as never), [`name: got null; ${TEXT}`]],
    ['a parameter without a value', HardExampleMining.custom('Own', { a: undefined as never }), [`parameters["a"]: got undefined; ${ANY_TEXT}`]],
    ['parameters that are null', HardExampleMining.custom('Own', null as never), [`parameters: got null; ${MAP}`]],
    ['parameters that are a list', HardExampleMining.custom('Own', ['a'] as never), [`parameters: got ["a"]; ${MAP}`]],
    ['options of ibt that are null', HardExampleMining.ibt(null as never), [`options: got null; ${MAP}`]],
    ['a share in place of the options of crossEntropy', HardExampleMining.crossEntropy(0.5 as never), [`options: got 0.5; ${MAP}`]],
    ['a text in place of the options of threshold', HardExampleMining.threshold('0.5' as never), [`options: got "0.5"; ${MAP}`]],
    ['a list in place of the options of bertRouter', HardExampleMining.bertRouter([0.5] as never), [`options: got [0.5]; ${MAP}`]],
    ['parameters that are no strings', HardExampleMining.custom('', { ratio: 0.5 as never, b: null as never, c: ['1'] as never }), [
      `name: got ""; ${TEXT}`,
      `parameters["ratio"]: got 0.5; ${ANY_TEXT}`,
      `parameters["b"]: got null; ${ANY_TEXT}`,
      `parameters["c"]: got ["1"]; ${ANY_TEXT}`,
    ]],
  ])('%s', (_, mining, expected) => {
    expect(lines(mining)).toEqual(['SednaJointInference cannot be defined:', ...expected.map((line) => `  [test/Helmet] edge.hardExampleMining.${line}`)]);
  });

  test('what is wrong with the algorithm is told beside its age', () => {
    expect(refusal(() => mine(HardExampleMining.bertRouter({ model: '' })))!.split('\n').map((line) => line.split(';')[0])).toEqual([
      'SednaJointInference cannot be defined:',
      '  [test/Helmet] edge.hardExampleMining.model: got ""',
      '  [test/Helmet] edge.hardExampleMining: got "BertRouter"',
    ]);
  });
});
