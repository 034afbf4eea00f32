import { HardExampleMining, SednaJointInference } from '../../../src';
import { codes, jointProps, refused, testChart } from '../../helpers';
import { inside, type Found } from '../define-worker';

type MiningRow = [what: string, mining: HardExampleMining, ...problems: Found[]];

const BAD = [-0.0001, -1, 1.0001, 50, NaN, Infinity, -Infinity, null];

const THRESHOLDS: Array<[string, (value: any) => HardExampleMining]> = [
  ['thresholdImg', (thresholdImg) => HardExampleMining.ibt({ thresholdImg })],
  ['thresholdBox', (thresholdBox) => HardExampleMining.ibt({ thresholdBox })],
  ['thresholdCrossEntropy', (thresholdCrossEntropy) => HardExampleMining.crossEntropy({ thresholdCrossEntropy })],
  ['threshold', (threshold) => HardExampleMining.threshold({ threshold })],
  ['threshold', (threshold) => HardExampleMining.bertRouter({ threshold })],
];

/** The problems of an algorithm in a joint inference. */
function problemsOf(mining: HardExampleMining, sednaVersion: string = '0.8.0'): Found[] {
  const chart = testChart();
  const props = jointProps(chart, { edge: { hardExampleMining: mining }, sednaVersion });
  return refused(() => new SednaJointInference(chart, 'Helmet', props));
}

describe.each(THRESHOLDS)('%s', (key, make) => {
  test.each(BAD)('must not be %p', (value) => {
    const mining = make(value);
    expect(problemsOf(mining)).toEqual([['sedna/threshold-out-of-range', `edge.hardExampleMining.${key}`]]);
    expect(mining._problems('', true)[0].value).toBe(value);
  });
});

const REFUSALS: MiningRow[] = [
  ['both thresholds of ibt', HardExampleMining.ibt({ thresholdImg: 2, thresholdBox: -2 }),
    ['sedna/threshold-out-of-range', 'thresholdImg'],
    ['sedna/threshold-out-of-range', 'thresholdBox']],
  ['an empty model', HardExampleMining.bertRouter({ model: '' }), ['sedna/algorithm-text-missing', 'model']],
  ['an empty device', HardExampleMining.bertRouter({ device: '' }), ['sedna/algorithm-text-missing', 'device']],
  ['a device that is null', HardExampleMining.bertRouter({ device: null as never }),
    ['sedna/algorithm-text-missing', 'device']],
  ['all of a router', HardExampleMining.bertRouter({ model: '', device: '', threshold: 2 }),
    ['sedna/algorithm-text-missing', 'model'],
    ['sedna/algorithm-text-missing', 'device'],
    ['sedna/threshold-out-of-range', 'threshold']],
  ['an algorithm without a name', HardExampleMining.custom(''), ['sedna/algorithm-text-missing', 'name']],
];

describe('hard example mining is refused with', () => {
  const cases = REFUSALS.map(([what, mining, ...problems]) => ({ what, mining, problems }));

  test.each(cases)('$what', ({ mining, problems }) => {
    expect(problemsOf(mining)).toEqual(inside('edge.hardExampleMining', problems));
  });

  test('wrong options and a version of Sedna that is too old at once', () => {
    const mining = HardExampleMining.bertRouter({ model: '' });
    expect(problemsOf(mining, '0.7.0')).toEqual([
      ['sedna/algorithm-text-missing', 'edge.hardExampleMining.model'],
      ['sedna/algorithm-too-new', 'edge.hardExampleMining'],
    ]);
    expect(codes(mining._problems('x', true))).toEqual([['sedna/algorithm-text-missing', 'x.model']]);
  });
});
