import { ApiObject } from 'cdk8s';
import { Deployment, Pod, Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { hasMember, isPod, lackOfPod, missingMember, objectOf, rendersItself } from '../../src/cdk8s-plus/handed-over';
import { testChart } from '../helpers';

/** What a Pod of any other cdk8s-plus has. */
class OtherPod extends Construct {
  public readonly containers = [];
  public readonly initContainers = [];
  public readonly volumes = [];
  public readonly scheduling = {};

  public constructor(scope: Construct) {
    super(scope, 'Other');
    this.node.defaultChild = new ApiObject(this, 'Resource', { apiVersion: 'v1', kind: 'Pod' });
  }
}

test.each<[unknown, boolean]>([
  [{ name: 'a' }, true], [{ name: 7 }, false], [{}, false], [null, false], [undefined, false], ['name', false],
  [Object.create({ name: 'inherited' }), true], [['name'], false],
])('%j has a name: %s', (value, expected) => {
  expect(hasMember(value, 'name', 'string')).toBe(expected);
});

test('a value renders itself by its method, whatever its class is', () => {
  const values = [Probe.fromTcpSocket(), { _toKube: () => ({}) }, { httpGet: {} }, undefined, 'tcp'];
  expect(values.map(rendersItself)).toEqual([true, true, false, false, false]);
});

test('the first member that is missing is named', () => {
  expect(missingMember({ a: 1, c: 3 }, 'a', 'b', 'c', 'd')).toBe('has no `b`');
  expect(missingMember({ a: null }, 'a')).toBeUndefined();
});

test('the object of a construct is itself, or its default child', () => {
  const chart = testChart();
  const pod = new Pod(chart, 'Pod');
  const object = ApiObject.of(pod);
  expect([objectOf(pod), objectOf(object), objectOf(chart)]).toEqual([object, object, undefined]);
  expect([undefined, null, 5, 'pod', {}, { node: {} }].map(objectOf)).toEqual(Array(6).fill(undefined));
});

test('a Pod is one by its members, and what it lacks is named', () => {
  const chart = testChart();
  const raw = new ApiObject(chart, 'Raw', { apiVersion: 'v1', kind: 'Pod' });
  const deployment = new Deployment(chart, 'D');
  expect([new Pod(chart, 'Pod'), new OtherPod(chart), raw].map(isPod)).toEqual([true, true, false]);
  expect([undefined, {}, chart, deployment, raw].map(lackOfPod)).toEqual([
    'is no construct', 'is no construct', 'has no object of kind Pod', 'has no object of kind Pod',
    'has no `containers`',
  ]);
});
