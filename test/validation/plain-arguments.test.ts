import { Duration } from 'cdk8s';
import { ModelServer, ScalingBehavior, ScalingEngine } from '../../src';
import { apiType, parametersOf } from '../../src/validation/api-types';
import { plainArguments } from '../../src/validation/plain-arguments';

const options = parametersOf(['options: ScalingBehaviorOptions']);
const plain = (value: unknown) => plainArguments([value], options)[0];

/** An object whose values are in getters of its class. */
class Down {
  public get stabilizationWindow(): number {
    return 5;
  }
}

describe('properties that the class of an object has', () => {
  test.each<[string, string, unknown, unknown]>([
    ['of a class with getters', 'ScalingRules', new Down(), { stabilizationWindow: 5 }],
    ['of another object', 'ScalingRules', Object.create({ stabilizationWindow: 5 }), { stabilizationWindow: 5 }],
    ['inside', 'ScalingBehaviorOptions', { scaleDown: new Down() }, { scaleDown: { stabilizationWindow: 5 } }],
    ['in a list', '[]ScalingRules', [{}, new Down()], [{}, { stabilizationWindow: 5 }]],
    ['in a map', '{}ScalingRules', { a: new Down() }, { a: { stabilizationWindow: 5 } }],
  ])('%s are its own', (_, type, value, expected) => {
    const [found] = plainArguments([value], [{ name: 'options', type: apiType(type), optional: false }]);
    expect(found).toStrictEqual(expected);
  });

  test('reach what is made of them', () => {
    const vllm = { image: 'a/b:1', model: 'a/b', args: ['--x'] };
    const { image, modelName } = ModelServer.vllm(Object.create(vllm));
    expect([image, modelName]).toEqual(['a/b:1', 'a/b']);
    const keda = { prometheus: 'http://prometheus:9090' };
    expect(ScalingEngine.keda(Object.create(keda))).toEqual(ScalingEngine.keda(keda));
    const down = { stabilizationWindow: Duration.minutes(1) };
    expect(ScalingBehavior.of({ scaleDown: Object.create(down) })).toEqual(ScalingBehavior.of({ scaleDown: down }));
  });
});

test('null for a member that may be left out is left out, but where its reader answers to it', () => {
  const given = (type: string, value: object) => (
    plainArguments([value], [{ name: 'options', type: apiType(type), optional: false }])[0]);
  expect(given('EndpointPickerOptions', { version: null, image: 'a' })).toStrictEqual({ image: 'a' });
  expect(given('ServedWorkloadOptions', { server: null })).toStrictEqual({});
  expect(given('InferenceDeploymentProps', { model: null })).toStrictEqual({ model: null });
});

test('what is plain stays the same object', () => {
  const given = { scaleDown: { policies: [] }, scaleUp: Object.create(null) };
  expect(plain(given)).toBe(given);
  const list = [given];
  expect(plainArguments(list, options)).toBe(list);
});

test('null for an argument that may be left out counts as not given; what is no object stays', () => {
  expect(plainArguments([null, 'a'], parametersOf(['options?: ScalingBehaviorOptions']))).toEqual([undefined, 'a']);
  expect([null, 5, new Map()].map(plain)).toEqual([null, 5, new Map()]);
});
