import { CloudNodes, CloudPlacement, GpuModelLabel } from '../../src';
import { refused, testChart } from '../helpers';

const two = CloudNodes.zones('a', 'b');

test.each<[string, any, string, string]>([
  ['nodes of the edge', { nodes: 'edge' }, 'placement/not-cloud-nodes', 'nodes'],
  ['a wrong choice', { nodes: CloudNodes.zones() }, 'placement/nothing-chosen', 'nodes.zones'],
  [
    'zones that exclude each other',
    { nodes: CloudNodes.all(CloudNodes.zones('a'), CloudNodes.zones('b')) },
    'placement/choices-exclude-each-other',
    'nodes',
  ],
  ['a spread that is a number', { spread: 3 }, 'placement/spread-not-an-object', 'spread'],
  ['null for a spread', { spread: null }, 'placement/spread-not-an-object', 'spread'],
  ['a spread over one zone', { nodes: CloudNodes.zones('a'), spread: {} }, 'placement/spread-over-one-zone', 'spread'],
  ['no skew', { spread: { maxSkew: 0 } }, 'validation/integer', 'spread.maxSkew'],
  ['part of a zone', { spread: { required: true, minZones: 1.5 } }, 'validation/integer', 'spread.minZones'],
  ['zones that are not required', { spread: { minZones: 2 } }, 'placement/min-zones-not-required', 'spread.minZones'],
  [
    'a text for required',
    { spread: { required: 'yes' } },
    'placement/spread-required-not-a-boolean',
    'spread.required',
  ],
  [
    'more zones than chosen',
    { nodes: two, spread: { required: true, minZones: 3 } },
    'placement/min-zones-above-zones',
    'spread.minZones',
  ],
  ['taints that are no list', { tolerates: 'gpu' }, 'placement/taints-not-a-list', 'tolerates'],
  ['a key with a space', { tolerates: [{ key: 'a b' }] }, 'placement/taint-key', 'tolerates[0].key'],
  ['a taint that is null', { tolerates: [null] }, 'validation/type', 'tolerates[0]'],
  ['a value with a space', { tolerates: [{ key: 'a', value: 'b c' }] }, 'placement/taint-value', 'tolerates[0].value'],
  [
    'an effect that does not exist',
    { tolerates: [{ key: 'a', effect: 'Never' }] },
    'placement/taint-effect',
    'tolerates[0].effect',
  ],
  ['a taint of GPUs without GPUs', { tolerateGpuTaint: true }, 'placement/gpu-taint-without-model', 'tolerateGpuTaint'],
  ['a class with a space', { priorityClassName: 'a b' }, 'validation/name', 'priorityClassName'],
])('%s is refused', (_, props, code, field) => {
  expect(refused(() => new CloudPlacement(testChart(), 'Cloud', props))).toEqual([[code, field]]);
});

test.each<[string, any]>([
  ['two zones of three', { nodes: CloudNodes.zones('a', 'b', 'c'), spread: { required: true, minZones: 2 } }],
  [
    'GPUs whose taint is not tolerated',
    { nodes: CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4'), tolerateGpuTaint: false },
  ],
  ['a taint with an empty value', { tolerates: [{ key: 'a', value: '' }] }],
])('%s is accepted', (_, props) => {
  expect(refused(() => new CloudPlacement(testChart(), 'Cloud', props))).toEqual([]);
});
