import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator } from '../../src';
import { containerResources, userContainer } from '../../src/tensorstack/ml-service-container';

describe('the user-container', () => {
  test('has its name alone when nothing is set', () => {
    expect(userContainer({})).toEqual({ name: 'user-container' });
  });

  test('has what is set', () => {
    const resources = { requests: { cpu: '1' } };
    const given = { image: 'a/b:1', command: ['serve'], args: ['--a'], port: 8000, environment: { A: 'b', C: '' } };
    expect(userContainer({ ...given, resources })).toEqual({
      name: 'user-container',
      image: 'a/b:1',
      command: ['serve'],
      args: ['--a'],
      ports: [{ containerPort: 8000, protocol: 'TCP' }],
      env: [{ name: 'A', value: 'b' }, { name: 'C', value: '' }],
      resources,
    });
  });
});

describe('the resources of a container', () => {
  test('have requests and limits', () => {
    const resources = { cpu: { request: Cpu.units(1), limit: Cpu.units(2) }, memory: { request: Size.gibibytes(1) } };
    expect(containerResources(resources)).toEqual({ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2' } });
  });

  test('leave out a side without a resource', () => {
    expect(containerResources({ requests: { cpu: '1' } })).toEqual({ requests: { cpu: '1' } });
    expect(containerResources({ limits: { cpu: '1' } })).toEqual({ limits: { cpu: '1' } });
  });

  test('contain the devices on both sides', () => {
    expect(containerResources({}, Accelerator.nvidia(2))).toEqual({
      requests: { 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    });
  });
});
