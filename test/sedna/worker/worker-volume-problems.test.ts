import type { Chart } from 'cdk8s';
import { MountPropagation, Volume } from 'cdk8s-plus-27';
import { SednaModel, type SednaHostFolder } from '../../../src';
import { defineWithModel, own, sidecar, testAccepted, testRefusals, type Row } from '../define-worker';

const folder = (changes: object): SednaHostFolder => ({ path: '/var/out', mountPath: '/out', ...changes });
const volume = (chart: Chart, name: string = 'v', id: string = name) => Volume.fromEmptyDir(chart, id, name);
const mount = (chart: Chart, options: object) =>
  own({ volumeMounts: [{ path: '/x', volume: volume(chart), ...options }] });

const REFUSALS: Row[] = [
  ['a mount of a relative path', (chart) => mount(chart, { path: 'data' }),
    ['validation/path', 'container.volumeMounts[0].path']],
  ['a mount that leads upwards', (chart) => mount(chart, { path: '/a/../b' }),
    ['validation/path', 'container.volumeMounts[0].path']],
  ['a mount in place of the image', (chart) => mount(chart, { path: '/' }),
    ['serving/mount-path-taken', 'container.volumeMounts[0].path']],
  ['a mount on the model', (chart) => mount(chart, { path: '/home/data/data/little/' }),
    ['serving/mount-path-taken', 'container.volumeMounts[0].path']],
  ['a mount on the model, without the slash at its end', (chart) => mount(chart, { path: '/home/data/data/little' }),
    ['serving/mount-path-taken', 'container.volumeMounts[0].path']],
  [
    'a mount where Sedna downloads',
    (chart) => ({
      ...mount(chart, { path: '/downloads' }),
      model: SednaModel.fromModelName(chart, 'S3', 'helmet', 's3://models/m.pb'),
    }),
    ['serving/mount-path-taken', 'container.volumeMounts[0].path'],
  ],
  [
    'two mounts on one path',
    (chart) =>
      own({
        volumeMounts: [
          { path: '/x', volume: volume(chart, 'v') },
          { path: '/x/', volume: volume(chart, 'w') },
        ],
      }),
    ['serving/mount-path-taken', 'container.volumeMounts[1].path'],
  ],
  ['a mount of nothing', (chart) => mount(chart, { volume: undefined }),
    ['serving/mount-without-volume', 'container.volumeMounts[0].volume']],
  ['a mounted volume with a name that is none', (chart) => mount(chart, { volume: volume(chart, 'My_Data') }),
    ['validation/name', 'container.volumeMounts[0].volume']],
  ['a part of a volume that leads out of it', (chart) => mount(chart, { subPath: 'a/../..' }),
    ['serving/sub-path-outside', 'container.volumeMounts[0].subPath']],
  ['a part of a volume that is given twice', (chart) => mount(chart, { subPath: 'a', subPathExpr: '$(A)' }),
    ['serving/two-sub-paths', 'container.volumeMounts[0].subPathExpr']],
  ['a mount that changes the node', (chart) => mount(chart, { propagation: MountPropagation.BIDIRECTIONAL }),
    ['serving/bidirectional-mount', 'container.volumeMounts[0].propagation']],

  ['a folder with relative paths', () => ({ hostFolders: [{ path: 'out', mountPath: './out' }] }),
    ['validation/path', 'hostFolders[0].path'],
    ['validation/path', 'hostFolders[0].mountPath']],
  ['a folder with a variable in its paths', () => ({ hostFolders: [{ path: '/home/$USER', mountPath: '/"out"' }] }),
    ['validation/path-characters', 'hostFolders[0].path'],
    ['validation/path-characters', 'hostFolders[0].mountPath']],
  ['a folder without paths', () => ({ hostFolders: [{}] }),
    ['validation/path', 'hostFolders[0].path'],
    ['validation/path', 'hostFolders[0].mountPath']],
  ['a folder with a name that is none', () => ({ hostFolders: [folder({ name: 'Out_Put' })] }),
    ['validation/name', 'hostFolders[0].name']],
  ['a folder with an empty name', () => ({ hostFolders: [folder({ name: '' })] }),
    ['validation/name', 'hostFolders[0].name']],
  ['a folder in place of the image', () => ({ hostFolders: [folder({ mountPath: '/' })] }),
    ['sedna/mount-path-taken', 'hostFolders[0].mountPath']],
  ['a folder on the model', () => ({ hostFolders: [folder({ mountPath: '/home/data//data/./little' })] }),
    ['sedna/mount-path-taken', 'hostFolders[0].mountPath']],
  [
    'a folder where Sedna downloads',
    (chart) => ({
      hostFolders: [folder({ mountPath: '/downloads/' })],
      model: SednaModel.fromModelName(chart, 'S3', 'helmet', 'https://example.com/m.pb'),
    }),
    ['sedna/mount-path-taken', 'hostFolders[0].mountPath'],
  ],
  [
    'a folder on a mount of the container',
    (chart) => ({ ...mount(chart, { path: '/out' }), hostFolders: [folder({})] }),
    ['sedna/mount-path-taken', 'hostFolders[0].mountPath'],
  ],
  ['two folders on one path', () => ({ hostFolders: [folder({}), folder({ path: '/var/other', mountPath: '/out/' })] }),
    ['sedna/mount-path-taken', 'hostFolders[1].mountPath']],
  ['two folders of one path', () => ({ hostFolders: [folder({}), folder({ mountPath: '/again' })] }),
    ['sedna/volume-name-taken', 'hostFolders[1].name']],
  [
    'two folders of one name',
    () => ({ hostFolders: [folder({ name: 'a' }), folder({ name: 'a', path: '/b', mountPath: '/b' })] }),
    ['sedna/volume-name-taken', 'hostFolders[1].name'],
  ],
  [
    'two folders whose paths make one name',
    () => ({ hostFolders: [folder({ path: '/a.b' }), folder({ path: '/a/b', mountPath: '/b' })] }),
    ['sedna/volume-name-taken', 'hostFolders[1].name'],
  ],
  ['a folder with the name of the model\'s volume', () => ({ hostFolders: [folder({ path: '/data/littlez' })] }),
    ['sedna/volume-name-taken', 'hostFolders[0].name']],
  [
    "a folder with the name of the downloads' volume",
    (chart) => ({
      hostFolders: [folder({ name: 'sedna-storage-initializer' })],
      model: SednaModel.fromModelName(chart, 'S3', 'helmet', 's3://models/m.pb'),
    }),
    ['sedna/volume-name-taken', 'hostFolders[0].name'],
  ],
  ['a volume with a name that is none', (chart) => ({ volumes: [volume(chart, 'spare'), volume(chart, 'My_Data')] }),
    ['validation/name', 'volumes[1]']],
  [
    "volumes of other containers with the name of the model's, and of another",
    (chart) => ({
      ...mount(chart, {}),
      initContainers: [
        { ...sidecar, name: 'before', volumeMounts: [{ path: '/a', volume: volume(chart, 'data-littlez') }] },
      ],
      extraContainers: [{ ...sidecar, volumeMounts: [{ path: '/a', volume: volume(chart, 'v', 'Other') }] }],
    }),
    ['sedna/volume-name-taken', 'volumes'],
    ['sedna/volume-name-taken', 'volumes'],
  ],
  ['a volume with the name of the model\'s', (chart) => ({ volumes: [volume(chart, 'data-littlez')] }),
    ['sedna/volume-name-taken', 'volumes']],
  ['a mounted volume with the name of the model\'s', (chart) => mount(chart, { volume: volume(chart, 'data-littlez') }),
    ['sedna/volume-name-taken', 'volumes']],
  ['two volumes of one name', (chart) => ({ ...mount(chart, {}), volumes: [volume(chart, 'v', 'Other')] }),
    ['sedna/volume-name-taken', 'volumes']],
  [
    'a folder with the name of a volume',
    (chart) => ({ volumes: [volume(chart, 'var-out')], hostFolders: [folder({})] }),
    ['sedna/volume-name-taken', 'hostFolders[0].name'],
  ],
  ['a volume that only has a name', () => ({ volumes: [{ name: 'data' }] }), ['serving/wrong-type', 'volumes[0]']],
  ['a folder with switches by a text', () => ({ hostFolders: [folder({ mustExist: 'yes', readOnly: 1 })] }),
    ['validation/boolean', 'hostFolders[0].mustExist'],
    ['validation/boolean', 'hostFolders[0].readOnly']],
  [
    'two folders without mount paths, which are not compared',
    () => ({ hostFolders: [folder({ mountPath: undefined }), folder({ path: '/b', mountPath: undefined })] }),
    ['validation/path', 'hostFolders[0].mountPath'],
    ['validation/path', 'hostFolders[1].mountPath'],
  ],
];

testRefusals(REFUSALS, defineWithModel);

testAccepted([
  [
    'mounts beside the model',
    (chart) => own({
      volumeMounts: [
        { path: '/home/data', volume: volume(chart, 'v') },
        { path: '/home/data/data/little/more', volume: volume(chart, 'w') },
      ],
    }),
  ],
  ['a mount of /downloads when nothing is downloaded', (chart) => mount(chart, { path: '/downloads' })],
  [
    'a mount of /downloads when the model is passed on',
    (chart) => ({
      ...own({
        volumeMounts: [{ path: '/downloads', volume: volume(chart, 'v') }],
        environment: { MODEL_PATH: '/downloads/m.pb' },
      }),
      model: SednaModel.fromModelName(chart, 'Hf', 'helmet', 'hf://org/model'),
    }),
  ],
  [
    'any mount when the URL of its model is unknown',
    (chart) => ({
      ...mount(chart, { path: '/home/data/data/little' }),
      model: SednaModel.fromModelName(chart, 'Elsewhere', 'helmet'),
    }),
  ],
  [
    'one volume in several places',
    (chart) => {
      const shared = volume(chart);
      const volumeMounts = [
        { path: '/a', volume: shared, subPath: 'a' },
        { path: '/b', volume: shared, subPath: 'b' },
      ];
      const extraContainers = [{ ...sidecar, volumeMounts: [{ path: '/a', volume: shared }] }];
      return { ...own({ volumeMounts }), volumes: [shared], extraContainers };
    },
  ],
  [
    'folders with names of their own',
    () => ({ hostFolders: [folder({ name: 'a' }), folder({ name: 'b', mountPath: '/again' })] }),
  ],
  ['a folder of the node\'s root', () => ({ hostFolders: [folder({ path: '/' })] })],
], defineWithModel);
