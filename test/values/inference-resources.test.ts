import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { InferenceDeployment, type InferenceResources } from '../../src';
import { parseQuantity } from '../../src/validation/quantity';
import { deploymentProps, pod, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function deploy(resources: InferenceResources): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'Server', deploymentProps({ resources }));
}

function printed(resources: InferenceResources): any {
  return pod(deploy(resources)).containers[0].resources;
}

describe('InferenceResources', () => {
  test('typed properties are printed in Kubernetes notation', () => {
    expect(printed({
      cpu: { request: Cpu.units(0.5), limit: Cpu.millis(1500) },
      memory: { request: Size.gibibytes(1), limit: Size.mebibytes(1536) },
      ephemeralStorage: { request: Size.mebibytes(100), limit: Size.gibibytes(10) },
    })).toEqual({
      requests: { 'cpu': '0.5', 'memory': '1Gi', 'ephemeral-storage': '100Mi' },
      limits: { 'cpu': '1500m', 'memory': '1536Mi', 'ephemeral-storage': '10Gi' },
    });
  });

  test('quantities in notation are printed letter by letter', () => {
    const requests = { 'cpu': '1500m', 'memory': '64M', 'ephemeral-storage': '1e9', 'hugepages-2Mi': '64Mi' };
    expect(printed({ requests, limits: { 'hugepages-2Mi': '64Mi' } })).toEqual({
      requests,
      limits: { 'hugepages-2Mi': '64Mi' },
    });
  });

  test('typed and in notation add up', () => {
    expect(printed({ cpu: { request: Cpu.units(1) }, requests: { memory: '64M' }, limits: { cpu: '2' } })).toEqual({
      requests: { cpu: '1', memory: '64M' },
      limits: { cpu: '2' },
    });
  });

  test('only the given resources are printed, and none of the defaults of cdk8s-plus', () => {
    expect(printed({ cpu: { request: Cpu.units(1) } })).toEqual({ requests: { cpu: '1' } });
    expect(printed({ limits: { memory: '1Gi' } })).toEqual({ limits: { memory: '1Gi' } });
  });

  test('whatever request is not above its limit is printed as it was given', () => {
    const quantity = fc.tuple(fc.integer({ min: 1, max: 99_999 }),
      fc.constantFrom('', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e2')).map(([n, unit]) => `${n}${unit}`);
    fc.assert(fc.property(quantity, quantity, (a, b) => {
      const [request, limit] = parseQuantity(a)! <= parseQuantity(b)! ? [a, b] : [b, a];
      const resources = { requests: { memory: request }, limits: { memory: limit } };
      expect(printed(resources)).toEqual(resources);
      if (parseQuantity(a) !== parseQuantity(b)) {
        const turned = { requests: { memory: limit }, limits: { memory: request } };
        expect(refused(() => deploy(turned))).toEqual([['values/request-above-limit', 'resources.requests["memory"]']]);
      }
    }), { numRuns: 50 });
  });

  test.each<[string, unknown, ...Expected[]]>([
    ['nothing', undefined, ['values/resources-missing', 'resources']],
    ['an empty object', {}, ['values/no-resource-named', 'resources']],
    ['a quantity that does not parse', { requests: { memory: '2GB' } },
      ['validation/quantity', 'resources.requests["memory"]']],
    ['a request above its limit, and one given twice', {
      cpu: { request: Cpu.units(2), limit: Cpu.units(1) },
      memory: { request: Size.gibibytes(1) },
      requests: { memory: '1Gi' },
    }, ['values/resource-given-twice', 'resources.requests["memory"]'],
    ['values/request-above-limit', 'resources.cpu.request']],
  ])('%s is refused', (_, resources, ...expected) => {
    expect(refused(() => deploy(resources as InferenceResources))).toEqual(expected);
  });
});
