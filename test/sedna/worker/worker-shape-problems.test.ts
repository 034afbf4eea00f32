import type { SednaEdgeWorkerOptions } from '../../../src';
import { shapeProblems } from '../../../src/sedna/worker/worker-shape-problems';
import { codes, jointProps, refused, testChart } from '../../helpers';
import { defineWorker, inside, own, sidecar, type Found } from '../define-worker';

type ShapeRow = [what: string, changes: object, ...problems: Found[]];

const REFUSALS: ShapeRow[] = [
  ['folders that are null', { hostFolders: null }, ['sedna/not-a-list', 'hostFolders']],
  ['a folder that is null', { hostFolders: [null] }, ['sedna/not-an-object', 'hostFolders[0]']],
  ['volumes that are a map', { volumes: { data: {} } }, ['sedna/not-a-list', 'volumes']],
  ['a volume by its name', { volumes: ['data'] }, ['sedna/not-an-object', 'volumes[0]']],
  ['one container in place of a list', { initContainers: sidecar }, ['sedna/not-a-list', 'initContainers']],
  ['further containers that are null, one or all', { initContainers: [null], extraContainers: null },
    ['sedna/not-an-object', 'initContainers[0]'],
    ['sedna/not-a-list', 'extraContainers']],
  [
    'lists of a further container that are none',
    { extraContainers: [{ ...sidecar, envVariables: null, envFrom: null, ports: 80, volumeMounts: [null] }] },
    ['sedna/not-a-map', 'extraContainers[0].envVariables'],
    ['sedna/not-a-list', 'extraContainers[0].envFrom'],
    ['sedna/not-a-list', 'extraContainers[0].ports'],
    ['sedna/not-an-object', 'extraContainers[0].volumeMounts[0]'],
  ],
  [
    'lists and maps of the container that are none',
    own({
      command: 'serve',
      args: null,
      environment: null,
      envVariables: ['A'],
      envFrom: null,
      ports: 8080,
      volumeMounts: null,
    }),
    ['sedna/not-a-list', 'container.command'],
    ['sedna/not-a-list', 'container.args'],
    ['sedna/not-a-map', 'container.environment'],
    ['sedna/not-a-map', 'container.envVariables'],
    ['sedna/not-a-list', 'container.envFrom'],
    ['sedna/not-a-list', 'container.ports'],
    ['sedna/not-a-list', 'container.volumeMounts'],
  ],
  ['a port by its number', own({ ports: [8080] }), ['sedna/not-an-object', 'container.ports[0]']],
  ['a Service by its name', { service: 'front' }, ['sedna/not-an-object', 'service']],
  ['ports of the Service that are null', { service: { ports: null } }, ['sedna/not-a-list', 'service.ports']],
];

describe('a worker of a program without types is refused with', () => {
  const cases = REFUSALS.map(([what, changes, ...problems]) => ({ what, changes, problems }));

  test.each(cases)('$what', ({ changes, problems }) => {
    const chart = testChart();
    expect(refused(() => defineWorker(chart, changes))).toEqual(inside('edge', problems));
    expect(chart.node.tryFindChild('Helmet')).toBeUndefined();
  });

  test('lists of the cloud worker that are none', () => {
    const attempt = () => defineWorker(testChart(), { hostFolders: 7 }, 'cloud');
    expect(refused(attempt)).toEqual([['sedna/not-a-list', 'cloud.hostFolders']]);
  });

  test('wrong types and what is missing only, because the other checks read inside them', () => {
    const changes = { model: undefined, hostFolders: 7, exposed: true };
    expect(refused(() => defineWorker(testChart(), changes))).toEqual([
      ['sedna/not-a-list', 'edge.hostFolders'], ['validation/missing', 'edge.model'],
    ]);
  });
});

test('a worker with all lists and maps has none of these problems', () => {
  const worker: SednaEdgeWorkerOptions = {
    ...jointProps(testChart()).edge,
    ...own({ command: [], args: ['a'], environment: {}, envVariables: {}, envFrom: [], ports: [], volumeMounts: [] }),
    hostFolders: [],
    volumes: [],
    initContainers: [sidecar],
    extraContainers: [sidecar],
    service: { ports: [{ port: 80 }] },
  };
  expect(codes(shapeProblems(worker))).toEqual([]);
});
