import { runStudy, sizeWords, SOME_MONDAY, type Study } from '../../../src/forecast/study/study';
import { cores, podModel, service } from '../models';

const ONE = service('one', { pod: podModel({ requests: { cpu: 1000, memory: 2 ** 30 } }) });
const OTHER = service('one', {
  id: 'speech/Deployment/one', namespace: 'speech', pod: podModel({ requests: { 'nvidia.com/gpu': 1 } }),
});

const study = (changes: Partial<Study> = {}) => runStudy({
  services: [ONE, OTHER],
  notes: ['A note of all.'],
  demands: new Map([[ONE.id, cores([0, 0.6])]]),
  seconds: 600,
  syncSeconds: 15,
  ...changes,
}).data;

describe('what comes of a study', () => {
  test('is each service by its shortest name, in the order of the manifests', () => {
    expect(study().services.map(({ name }) => name)).toEqual(['vision/one', 'speech/one']);
  });

  test('has the date at which the load began, and none where it has no dates', () => {
    const from = new Date('2026-11-02T08:00:00Z');
    expect([study().from, study({ from }).from]).toEqual([undefined, '2026-11-02T08:00:00.000Z']);
    expect(SOME_MONDAY.getUTCDay()).toBe(1);
  });

  test('has the notes of all, and without nodes none of nodes', () => {
    const { notes, nodes } = study();
    expect([notes, nodes]).toEqual([['A note of all.'], undefined]);
  });

  test('says where a recorded load ends before the forecast', () => {
    expect(study({ recordedSeconds: 60 }).notes[1]).toBe(
      'The recorded load ends after 60 s: its last values hold until 600 s.',
    );
    expect(study({ recordedSeconds: 600 }).notes).toEqual(['A note of all.']);
  });

  test('has the nodes that are needed, and names each pod that fits on none', () => {
    const { nodes, notes } = study({ nodes: { size: { cpu: 4000, memory: 2 ** 34 } } });
    expect(nodes).toMatchObject({ size: '4 CPU, 16Gi', peak: 1, nodeHours: 0.166667, secondsPerSpan: 15 });
    expect(nodes!.needed).toEqual(Array(40).fill(1));
    expect(notes.slice(2)).toEqual([
      'No node has room for a pod of speech/Deployment/one: it asks for more nvidia.com/gpu.',
    ]);
  });

  test('has a course of at most 288 spans', () => {
    const [{ series }] = study({ seconds: 24 * 3600 }).services;
    expect([series.secondsPerSpan, series.replicas.length]).toEqual([300, 288]);
  });
});

test.each([
  [{ cpu: 4000, memory: 2 ** 34 }, '4 CPU, 16Gi'],
  [{ 'cpu': 500, 'memory': 1.5 * 2 ** 30, 'nvidia.com/gpu': 2 }, '0.5 CPU, 1.5Gi, 2 nvidia.com/gpu'],
])('a node in words: %j', (size, words) => {
  expect(sizeWords(size)).toBe(words);
});
