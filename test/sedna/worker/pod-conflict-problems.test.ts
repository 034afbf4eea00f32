import { Volume } from 'cdk8s-plus-27';
import { SednaModel } from '../../../src';
import {
  comparablePath, containerNameProblems, modelMountProblems, mountPathTaken, volumeNameProblems,
} from '../../../src/sedna/worker/pod-conflict-problems';
import { codes, refused, testChart } from '../../helpers';
import { defineWithModel, inside, own, sidecar, SIDES, testAccepted, testRefusals, type Row } from '../define-worker';

const PORTS: Row[] = [
  [
    'ports that are none',
    () => own({ ports: [{ number: 0 }, { number: 65536 }, { number: '80' }, { number: NaN }, {}] }),
    ['validation/port', 'container.ports[0].number'],
    ['validation/port', 'container.ports[1].number'],
    ['validation/port', 'container.ports[2].number'],
    ['validation/port', 'container.ports[3].number'],
    ['validation/port', 'container.ports[4].number'],
  ],
  [
    'port names that are none',
    () =>
      own({
        ports: [
          { number: 80, name: 'HTTP' },
          { number: 81, name: '' },
          { number: 82, name: 'n'.repeat(16) },
          { number: 83, name: '8080' },
          { number: 84, name: null },
        ],
      }),
    ['validation/name', 'container.ports[0].name'],
    ['validation/name', 'container.ports[1].name'],
    ['validation/name', 'container.ports[2].name'],
    ['validation/name', 'container.ports[3].name'],
    ['validation/name', 'container.ports[4].name'],
  ],
  ['a port of the node that is none', () => own({ ports: [{ number: 80, hostPort: 0 }] }),
    ['validation/port', 'container.ports[0].hostPort']],
  ['one port of the node for two', () => own({ ports: [{ number: 80, hostPort: 80 }, { number: 81, hostPort: 80 }] }),
    ['serving/host-port-taken', 'container.ports[1].hostPort']],
  [
    'another port of the node on its network',
    () => ({ ...own({ ports: [{ number: 80, hostPort: 81 }] }), hostNetwork: true }),
    ['serving/host-port-differs', 'container.ports[0].hostPort'],
  ],
  ['two ports of one number', () => own({ ports: [{ number: 80 }, { number: 80, name: 'http' }] }),
    ['serving/port-taken', 'container.ports[1]']],
  ['two ports of one name', () => own({ ports: [{ number: 80, name: 'http' }, { number: 81, name: 'http' }] }),
    ['serving/port-taken', 'container.ports[1]']],
  [
    "ports of further containers that are the worker's, by number or name",
    () => ({
      ...own({ ports: [{ number: 80, name: 'http' }] }),
      extraContainers: [
        { ...sidecar, portNumber: 80 },
        { ...sidecar, name: 'other', ports: [{ number: 81, name: 'http' }] },
      ],
    }),
    ['serving/port-taken', 'extraContainers[0].portNumber'],
    ['serving/port-taken', 'extraContainers[1].ports[0]'],
  ],
  [
    'ports of further containers that are none',
    () => ({
      extraContainers: [{ ...sidecar, portNumber: 70000, ports: [{ number: 0, name: 'Not_A_Port', hostPort: 70000 }] }],
    }),
    ['validation/port', 'extraContainers[0].portNumber'],
    ['validation/port', 'extraContainers[0].ports[0].number'],
    ['validation/name', 'extraContainers[0].ports[0].name'],
    ['validation/port', 'extraContainers[0].ports[0].hostPort'],
  ],
];

const PROTOCOLS: Row[] = [
  ['a port with a protocol in lower case', () => own({ ports: [{ number: 53, protocol: 'udp' }] }),
    ['sedna/protocol-unknown', 'container.ports[0].protocol']],
];

const NAMES: Row[] = [
  ['two further containers of one name', () => ({ extraContainers: [sidecar, sidecar] }),
    ['sedna/container-name-taken', 'extraContainers[1].name']],
  ['a further container with the name of one before', () => ({ initContainers: [sidecar], extraContainers: [sidecar] }),
    ['sedna/container-name-taken', 'extraContainers[0].name']],
  [
    'a further container with the name that was given to the worker',
    () => ({ ...own({ name: 'main' }), extraContainers: [{ ...sidecar, name: 'main' }] }),
    ['sedna/container-name-taken', 'extraContainers[0].name'],
  ],
  [
    "containers with the name of Sedna's own",
    () => ({
      initContainers: [{ ...sidecar, name: 'storage-initializer' }],
      extraContainers: [{ ...sidecar, name: 'storage-initializer' }],
    }),
    ['sedna/container-name-taken', 'initContainers[0].name'],
    ['sedna/container-name-taken', 'extraContainers[0].name'],
  ],
  ['the name of Sedna\'s own container', () => own({ name: 'storage-initializer' }),
    ['sedna/container-name-taken', 'container.name']],
];

const MOUNTS: Row[] = [
  [
    'a further container that mounts on the model',
    (chart) => ({
      extraContainers: [
        {
          ...sidecar,
          volumeMounts: [
            { path: '/a', volume: Volume.fromEmptyDir(chart, 'v', 'v') },
            { path: '/home/data//data/little/', volume: Volume.fromEmptyDir(chart, 'w', 'w') },
          ],
        },
      ],
    }),
    ['sedna/mount-path-taken', 'extraContainers[0].volumeMounts[1].path'],
  ],
];

testRefusals([...PORTS, ...PROTOCOLS, ...NAMES, ...MOUNTS], defineWithModel);

test.each(SIDES)('the %s worker is refused with a further container of its default name', (side) => {
  const chart = testChart();
  const [itself, other] = side === 'edge' ? ['little-model', 'big-model'] : ['big-model', 'little-model'];
  const extraContainers = [itself, other].map((name) => ({ ...sidecar, name }));
  expect(refused(() => defineWithModel(chart, { extraContainers }, side))).toEqual(
    inside(side, [['sedna/container-name-taken', 'extraContainers[0].name']]),
  );
});

testAccepted([
  ['the last port', () => own({ ports: [{ number: 1 }, { number: 65535, name: 'n'.repeat(15) }] })],
  [
    'one number for two protocols',
    () => own({ ports: [{ number: 53, protocol: 'TCP' }, { number: 53, protocol: 'UDP' }] }),
  ],
  [
    'an init container that mounts where the model will be',
    (chart) => ({
      initContainers: [{
        ...sidecar,
        volumeMounts: [{ path: '/home/data/data/little', volume: Volume.fromEmptyDir(chart, 'v', 'v') }],
      }],
    }),
  ],
], defineWithModel);

describe('a name that is taken', () => {
  const uses = (...names: Array<string | undefined>) =>
    names.map((name, i) => ({ field: `[${i}]`, name, what: `number ${i}` }));

  test('is reported with what has it already', () => {
    const problems = containerNameProblems(uses('a', undefined, 'a', 'b', 'a', 'storage-initializer'));
    expect(codes(problems)).toEqual([2, 4, 5].map((i) => ['sedna/container-name-taken', `[${i}]`]));
    expect(problems.map((p) => p.rule)).toEqual([
      'is already the name of number 0',
      'is already the name of number 0',
      'is already the name of the container by which Sedna downloads a model',
    ]);
  });

  test('is not that of the same thing, mentioned twice', () => {
    const twice = { name: 'a', what: 'the volume test/A' };
    expect(volumeNameProblems(undefined, [{ field: 'x', ...twice }, { field: 'y', ...twice }])).toEqual([]);
  });

  test.each([
    ['/data/little/m.pb', 'data-littlez'], ['s3://models/m.pb', 'sedna-storage-initializer'],
  ])('is that of the volume of the model %s', (url, name) => {
    const model = SednaModel.fromModelName(testChart(), 'Model', 'helmet', url);
    const [problem] = volumeNameProblems(model, [{ field: 'volumes', name, what: 'the volume v' }]);
    expect(problem).toMatchObject({
      field: 'volumes',
      value: name,
      rule: 'is already the name of the volume of the model',
    });
  });
});

describe('a mount path', () => {
  test.each<[unknown, string]>([
    ['/a/b/', '/a/b'], ['/a//b/./c', '/a/b/c'], ['/', '/'], ['//', '/'], [undefined, ''], [7, ''], [null, ''],
  ])('%j is compared as %j', (path, expected) => {
    expect(comparablePath(path)).toBe(expected);
  });

  test('is compared in linear time', () => {
    expect(comparablePath(`/a${'/'.repeat(1_000_000)}b`)).toBe('/a/b');
  });

  test('that is taken is reported with what has it', () => {
    expect(mountPathTaken('hostFolders[1].mountPath', '/out/', 'hostFolders[0]')).toMatchObject({
      code: 'sedna/mount-path-taken',
      field: 'hostFolders[1].mountPath',
      value: '/out/',
      rule: 'is taken by hostFolders[0]',
    });
  });

  test('of a model of which the URL is unknown is not checked', () => {
    const chart = testChart();
    const mounts = [{ path: '/downloads', volume: Volume.fromEmptyDir(chart, 'V', 'v') }];
    const at = (url?: string) =>
      modelMountProblems(SednaModel.fromModelName(chart, `${url}`, 'helmet', url), 'mounts', mounts);
    expect(codes(at('s3://models/m.pb'))).toEqual([['sedna/mount-path-taken', 'mounts[0].path']]);
    expect(at()).toEqual([]);
  });
});
