import { change, told } from '../manifests';
import { sharedSelector } from '../../../src/rules/workload/shared-selector';

const SHARED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: fp32, namespace: vision }
spec:
  selector: { matchLabels: { app: detector } }
  template: { metadata: { labels: { app: detector, precision: fp32 } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: int8, namespace: vision }
spec:
  # the second
  selector: { matchLabels: { app: detector, precision: int8 } }
  template: { metadata: { labels: { app: detector, precision: int8 } } }
`;

const FIRST = '  selector: { matchLabels: { app: detector } }';

const ONE = SHARED.split('---')[0];
const CRON = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: vision }
spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: detector } } } } } }
`;
const SCALER = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: fp32, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: fp32 }, maxReplicas: 3 }
`;

function message(other: string, got: string = '{"app":"detector"}'): string {
  return `spec.selector: got ${got}; picks the pods of ${other} too — `
    + 'a controller and an autoscaler count every pod that the selector picks, so the replicas would follow the other workload too; '
    + 'give each workload a label of its own in its selector (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector)';
}

describe('shared-selector fires', () => {
  test('on the workload whose selector picks pods of another', () => {
    expect(told(sharedSelector, SHARED)).toEqual([['Deployment vision/fp32', message('Deployment vision/int8')]]);
  });

  test('on both where each picks the pods of the other', () => {
    const text = change(SHARED, 'selector: { matchLabels: { app: detector, precision: int8 } }', 'selector: { matchLabels: { app: detector } }');
    expect(told(sharedSelector, text)).toEqual([
      ['Deployment vision/fp32', message('Deployment vision/int8')],
      ['Deployment vision/int8', message('Deployment vision/fp32')],
    ]);
  });

  test('once for each workload, however many share', () => {
    const more = [1, 2, 3].map((i) => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${i}, namespace: vision, labels: { app: detector } }\n`).join('');
    expect(told(sharedSelector, `${SHARED}${more}`).map(([object]) => object)).toEqual(['Deployment vision/fp32']);
  });

  test('on expressions alone', () => {
    expect(told(sharedSelector, change(SHARED, FIRST, '  selector: { matchExpressions: [{ key: precision, operator: In, values: [fp32, int8] }] }'))).toEqual([
      ['Deployment vision/fp32', message('Deployment vision/int8', '{"matchExpressions":[{"key":"precision","operator":"In","values":["fp32","int8"]}]}')],
    ]);
  });

  test('on the pods of a CronJob that carry the labels, where an autoscaler measures them', () => {
    expect(told(sharedSelector, `${ONE}---\n${CRON}---\n${SCALER}`)).toEqual([['Deployment vision/fp32', message('CronJob vision/nightly')]]);
  });
});

describe('shared-selector is silent', () => {
  test.each<[string, string, string]>([
    ['when a further label tells them apart', FIRST, '  selector: { matchLabels: { app: detector, precision: fp32 } }'],
    ['when an expression tells them apart', FIRST, '  selector: { matchLabels: { app: detector }, matchExpressions: [{ key: precision, operator: NotIn, values: [int8] }] }'],
    ['when the second is in another namespace', 'name: int8, namespace: vision', 'name: int8, namespace: audio'],
    ['when the selector is empty', FIRST, '  selector: {}'],
    ['when the selector is null', FIRST, '  selector: null'],
    ['when no pod carries the label', FIRST, '  selector: { matchLabels: { app: other } }'],
  ])('%s', (_, from, to) => {
    expect(told(sharedSelector, change(SHARED, from, to))).toEqual([]);
  });

  test('of a Job or CronJob that has the labels of its Deployment, as hooks do, while nothing is autoscaled', () => {
    expect(told(sharedSelector, `${ONE}---\n${CRON}`)).toEqual([]);
  });

  test('of one workload alone, and of pods without labels', () => {
    expect(told(sharedSelector, ONE)).toEqual([]);
    expect(told(sharedSelector, `${ONE}---\napiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: null }\n`)).toEqual([]);
  });

  test('of a Service over both', () => {
    const text = change(SHARED, FIRST, '  selector: { matchLabels: { precision: fp32 } }');
    expect(told(sharedSelector, `${text}---\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: vision }\nspec: { selector: { app: detector } }\n`)).toEqual([]);
  });
});
