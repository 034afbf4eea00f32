import { openvinoTargetProblems, parallelProblems } from '../../src/servers/idle-device-problems';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';
import type { RequestedDevice } from '../../src/servers/requested-device';
import { codes } from '../helpers';

const GPU: RequestedDevice = { resource: 'gpu.intel.com/i915', count: 1, vendor: 'intel' };
const NPU: RequestedDevice = { resource: 'npu.intel.com/accel', count: 1, vendor: 'intel' };
const nvidia = (resource: string, count: number): RequestedDevice => ({ resource, count, vendor: 'nvidia' });
const on = (row: keyof typeof MODEL_SERVERS, options: object, ...devices: RequestedDevice[]) => (
  { row: MODEL_SERVERS[row], image: '', options: { ...options }, devices, field: 'accelerator' });

describe('a device that OpenVINO Model Server leaves idle', () => {
  test.each<[target: unknown, devices: RequestedDevice[], isIdle: boolean]>([
    ['CPU', [GPU], true],
    ['NPU', [GPU], true],
    ['GPU.1', [NPU], true],
    ['GPU.0', [GPU], false],
    ['NPU', [GPU, NPU], false],
    ['AUTO:NPU,CPU', [GPU], false],
    ['CPU', [{ resource: 'a.b/c', count: 1 }], false],
    ['CPU', [], false],
    [5, [GPU], false],
  ])('with targetDevice %j beside %j: %s', (targetDevice, devices, isIdle) => {
    const found = codes(openvinoTargetProblems(on('openvino', { targetDevice }, ...devices)));
    expect(found).toEqual(isIdle ? [['servers/accelerator-not-targeted', 'server.targetDevice']] : []);
  });

  test.each<[extraArgs: unknown, field: string | undefined]>([
    [['--a', '--target_device=CPU'], 'server.extraArgs[1]'],
    [['--target_device', 'NPU'], 'server.extraArgs[0]'],
    [['--target_device=GPU'], undefined],
    [['--target_device'], undefined],
    [['--target_devices=CPU'], undefined],
    ['--target_device=CPU', undefined],
    [[5, null], undefined],
  ])('with extraArgs %j: %s', (extraArgs, field) => {
    const found = codes(openvinoTargetProblems(on('openvino', { extraArgs }, GPU)));
    expect(found).toEqual(field === undefined ? [] : [['servers/accelerator-not-targeted', field]]);
  });

  test('is one of that server only', () => {
    expect(openvinoTargetProblems(on('triton', { targetDevice: 'CPU' }, GPU))).toEqual([]);
  });
});

describe('GPUs that vLLM leaves idle', () => {
  const [GPUS, SLICE, SLICES] = [
    nvidia('nvidia.com/gpu', 4), nvidia('nvidia.com/mig-1g.5gb', 1), nvidia('nvidia.com/mig-1g.5gb', 2),
  ];

  test.each<[options: object, devices: RequestedDevice[], code: string | undefined]>([
    [{ tensorParallelSize: 2 }, [GPUS], 'servers/accelerators-beyond-split'],
    [{ tensorParallelSize: 4 }, [GPUS], undefined],
    [{}, [GPUS], undefined],
    [{ tensorParallelSize: 2, extraArgs: ['--data-parallel-size=2'] }, [GPUS], undefined],
    [{ tensorParallelSize: 'two' }, [GPUS], undefined],
    [{}, [SLICE], undefined],
    [{ tensorParallelSize: 1 }, [SLICE], undefined],
    [{}, [SLICES], 'servers/slices-beyond-one'],
    [{}, [SLICE, nvidia('nvidia.com/mig-3g.20gb', 1)], 'servers/slices-beyond-one'],
    [{ tensorParallelSize: 2 }, [SLICES], 'servers/slices-not-split-over'],
    [{ extraArgs: ['-tp', '2'] }, [SLICES], undefined],
    [{ tensorParallelSize: 2 }, [], undefined],
  ])('with %j and %j: %s', (options, devices, code) => {
    expect(parallelProblems(on('vllm', options, ...devices)).map((p) => p.code)).toEqual(code ? [code] : []);
  });

  test('are none of another server', () => {
    expect(parallelProblems(on('triton', {}, SLICES))).toEqual([]);
  });
});
