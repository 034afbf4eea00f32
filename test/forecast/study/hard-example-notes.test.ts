import { hardExampleNotes } from '../../../src/forecast/study/hard-example-notes';
import { cores, course, demand, service } from '../models';

const CLOUD = service('cloud', { hardExamplesFrom: 'edge' });
const requests = { rate: course([0, 1]), serviceSeconds: 1, cpuSeconds: 1 };
const notes = (edge: object | undefined, own?: object) => hardExampleNotes(CLOUD, new Map([
  ...(edge ? [['edge', demand(edge)] as const] : []),
  ...(own ? [[CLOUD.id, demand(own)] as const] : []),
]));

describe('what is said of the cloud of a joint inference', () => {
  test('that its requests cost what they cost at the edge, unless it has a load of its own', () => {
    expect(notes({ requests, hardExamples: 0.2 })).toEqual([expect.stringMatching(/^A hard example takes as long/)]);
    expect(notes({ requests, hardExamples: 0.2 }, { requests })).toEqual([]);
  });

  test('that nothing comes of a load in cores, nor without a share', () => {
    const inCores = { cores: cores([0, 1]).cores, hardExamples: 0.2 };
    expect(notes(inCores)).toEqual([expect.stringMatching(/not in requests/)]);
    expect(notes({ requests })).toEqual([expect.stringMatching(/no share of hard examples/)]);
  });

  test('nothing where the edge has no load, nor of any other service', () => {
    expect(notes(undefined)).toEqual([]);
    expect(hardExampleNotes(service('one'), new Map([['edge', demand({ requests })]]))).toEqual([]);
  });
});
