import * as fc from 'fast-check';
import { HardExampleMining, SednaJointInference, type SednaContainerOptions } from '../../../src';
import { find, jointProps, refused, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

function mine(
  hardExampleMining: HardExampleMining,
  sednaVersion?: string,
  container: Partial<SednaContainerOptions> = {},
): SednaJointInference {
  const chart = testChart();
  const { edge, cloud } = jointProps(chart);
  return new SednaJointInference(chart, 'Helmet', {
    edge: { ...edge, container: { ...edge.container!, ...container }, hardExampleMining },
    cloud,
    sednaVersion,
  });
}

function printed(mining: HardExampleMining, sednaVersion: string = '0.8.0'): any {
  return find(mine(mining, sednaVersion), 'JointInferenceService').spec.edgeWorker.hardExampleMining;
}

function variables(mining: HardExampleMining, container?: Partial<SednaContainerOptions>): any[] | undefined {
  return find(mine(mining, '0.8.0', container), 'JointInferenceService').spec.edgeWorker.template.spec.containers[0]
    .env;
}

describe('HardExampleMining', () => {
  test.each<[HardExampleMining, object]>([
    [HardExampleMining.ibt(), { name: 'IBT' }],
    [HardExampleMining.ibt({}), { name: 'IBT' }],
    [
      HardExampleMining.ibt({ thresholdBox: 0.25 }),
      { name: 'IBT', parameters: [{ key: 'threshold_box', value: '0.25' }] },
    ],
    [
      HardExampleMining.ibt({ thresholdBox: 0.25, thresholdImg: 0.9 }),
      {
        name: 'IBT',
        parameters: [
          { key: 'threshold_img', value: '0.9' },
          { key: 'threshold_box', value: '0.25' },
        ],
      },
    ],
    [HardExampleMining.crossEntropy(), { name: 'CrossEntropy' }],
    [
      HardExampleMining.crossEntropy({ thresholdCrossEntropy: 0.4 }),
      { name: 'CrossEntropy', parameters: [{ key: 'threshold_cross_entropy', value: '0.4' }] },
    ],
    [HardExampleMining.threshold(), { name: 'Threshold' }],
    [
      HardExampleMining.threshold({ threshold: 0.4 }),
      { name: 'Threshold', parameters: [{ key: 'threshold', value: '0.4' }] },
    ],
    [HardExampleMining.random(), { name: 'Random' }],
    [HardExampleMining.cloudOnly(), { name: 'CloudOnly' }],
    [HardExampleMining.edgeOnly(), { name: 'EdgeOnly' }],
    [HardExampleMining.bertRouter(), { name: 'BertRouter' }],
    [
      HardExampleMining.bertRouter({ threshold: 0.7, device: 'cuda:1', model: 'org/bert' }),
      {
        name: 'BertRouter',
        parameters: [
          { key: 'model', value: 'org/bert' },
          { key: 'device', value: 'cuda:1' },
          { key: 'threshold', value: '0.7' },
        ],
      },
    ],
    [HardExampleMining.custom('Own'), { name: 'Own' }],
    [HardExampleMining.custom('Own', {}), { name: 'Own' }],
    [
      HardExampleMining.custom('Own', { z: '1', a: '' }),
      {
        name: 'Own',
        parameters: [
          { key: 'z', value: '1' },
          { key: 'a', value: '' },
        ],
      },
    ],
  ])(
    "%j is printed by the name and the keys of Sedna's library, without the values that the library assumes itself",
    (mining, expected) => {
      expect(printed(mining)).toEqual(expected);
      expect(mining.name).toBe((expected as { name: string }).name);
    },
  );

  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [0.5, '0.5'],
    [1e-7, '1e-7'],
    [Number.MIN_VALUE, '5e-324'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('the share %d is printed as %j, for the API knows strings only', (share, value) => {
    expect(printed(HardExampleMining.threshold({ threshold: share }))).toEqual({
      name: 'Threshold',
      parameters: [{ key: 'threshold', value }],
    });
  });

  test('any number is refused, or stands in the output as the same number from 0 to 1', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -2, max: 2 })),
        (threshold) => {
          const mining = HardExampleMining.crossEntropy({ thresholdCrossEntropy: threshold });
          const found = refused(() => mine(mining));
          if (!(threshold >= 0 && threshold <= 1)) {
            expect(found).toEqual([['sedna/threshold-out-of-range', 'edge.hardExampleMining.thresholdCrossEntropy']]);
            return;
          }
          const { value } = printed(mining).parameters[0];
          expect([typeof value, Number(value)]).toEqual(['string', Math.abs(threshold)]);
        },
      ),
      { numRuns: 60 },
    );
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

  test('bertRouter brings those without which the library has no such algorithm, or calls it too late', () => {
    expect(variables(HardExampleMining.bertRouter())).toEqual(BERT);
  });

  test('stand behind those of the container, and once where the container has the same', () => {
    expect(
      variables(HardExampleMining.bertRouter(), { environment: { MINING_MODE: 'mining-then-inference', A: 'b' } }),
    ).toEqual([BERT[1], { name: 'A', value: 'b' }, BERT[0]]);
  });

  const { ibt, crossEntropy, threshold, random, cloudOnly, edgeOnly, custom } = HardExampleMining;
  test.each([ibt(), crossEntropy(), threshold(), random(), cloudOnly(), edgeOnly(), custom('BertRouter')])(
    '$name brings none',
    (mining) => {
      expect(variables(mining)).toBeUndefined();
    },
  );

  test('reach the edge worker alone', () => {
    const { cloudWorker } = find(mine(HardExampleMining.bertRouter(), '0.8.0'), 'JointInferenceService').spec;
    expect(cloudWorker.template.spec.containers[0].env).toEqual([{ name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' }]);
  });
});

describe('an algorithm that is newer than 0.7.0', () => {
  const young = [HardExampleMining.cloudOnly(), HardExampleMining.edgeOnly(), HardExampleMining.bertRouter()];
  const { ibt, crossEntropy, threshold, random, custom } = HardExampleMining;
  const old = [ibt(), crossEntropy(), threshold(), random(), custom('CloudOnly')];
  const versions = [undefined, '0.7.0', 'v0.7.0', '0.7', '0.7.0-rc.1', '0.7.0+build'];

  const cases = (minings: HardExampleMining[], of: Array<string | undefined>) => (
    minings.flatMap((mining) => of.map((version) => [mining.name, version, mining] as const)));

  test.each(cases(young, versions))('%s is refused with version %s', (name, version, mining) => {
    expect(refused(() => mine(mining, version))).toEqual([['sedna/algorithm-too-new', 'edge.hardExampleMining']]);
    expect(mining._problems('', false).map((p) => p.value)).toEqual([name]);
  });

  test.each(cases(young, ['0.7.1', 'v0.7.1', '0.8', '0.10.0', '1.0.0', 'v10.0']))(
    '%s is accepted with version %s',
    (_, version, mining) => {
      expect(refused(() => mine(mining, version))).toEqual([]);
    },
  );

  test.each(cases(old, versions))('%s of every version is accepted with %s', (_, version, mining) => {
    expect(refused(() => mine(mining, version))).toEqual([]);
  });
});
