import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import { schedulingOf } from '../../src/placement/pod-scheduling';
import { testChart } from '../helpers';

const POD = { containers: [{ name: 'server', image: 'server:1' }] };

/** What a workload of any other cdk8s-plus is: a construct with an object of its own, and `scheduling`. */
class OtherWorkload extends Construct {
  public readonly calls: unknown[] = [];
  public readonly scheduling = {
    attract: ({ labelSelector }: any) => this.calls.push(labelSelector.map((one: any) => one._toKube())),
    tolerate: ({ taintSelector }: any) => this.calls.push(taintSelector.map((one: any) => one._toKube())),
    assign: ({ name }: any) => this.calls.push(name),
  };

  public constructor(scope: Construct) {
    super(scope, 'Other');
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: POD } } };
    this.node.defaultChild = new ApiObject(this, 'Resource', object);
  }
}

function kind(value: unknown): string {
  const found = schedulingOf(value);
  return typeof found === 'string' ? found : 'scheduling';
}

test('uses `scheduling` of whatever has it, as cdk8s-plus reads it', () => {
  const other = new OtherWorkload(testChart());
  for (const pod of [other, ApiObject.of(other)]) {
    const scheduling = schedulingOf(pod);
    if (typeof scheduling === 'string') throw new Error(scheduling);
    other.calls.length = 0;
    scheduling.requireOfNodes({ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'NotIn', values: ['c'] });
    scheduling.tolerate({ key: 'd', operator: 'Exists', effect: 'NoSchedule' });
    scheduling.setNodeName('e');
    expect(other.calls).toEqual([
      [{ key: 'a', operator: 'Exists', values: undefined }, { key: 'b', operator: 'NotIn', values: ['c'] }],
      [{ key: 'd', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: undefined, value: undefined }],
      'e',
    ]);
  }
});

test('says why a value has no pods', () => {
  const chart = testChart();
  const holder = new Construct(chart, 'Holder');
  new Deployment(holder, 'Workload', POD);
  const data = new ApiObject(chart, 'Data', { apiVersion: 'v1', kind: 'ConfigMap' });
  const values: Array<[IConstruct | undefined | object, string]> = [
    [undefined, 'no-construct'], [{ scheduling: {} }, 'no-construct'], [holder, 'no-scheduling'],
    [data, 'no-pod-template'], [holder.node.findChild('Workload'), 'scheduling'],
  ];
  for (const [value, found] of values) expect(kind(value)).toBe(found);
});
