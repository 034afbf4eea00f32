import { sharedSelector } from '../../../src/rules/workload/shared-selector';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

/** The first one is scaled, so the pods of the other count. */
const SCALED = `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: fp32, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: fp32 }, maxReplicas: 3 }
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

const FP32 = ['Deployment vision/fp32', 'spec.selector'];
const INT8 = ['Deployment vision/int8', 'spec.selector'];
const pod = (name: string) => (
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: vision, labels: { app: detector } }\n`);

test('the examples of shared-selector', () => {
  expect(codes(sharedSelector.failing)).toEqual(['shared-selector']);
  expect(codes(sharedSelector.repaired)).toEqual([]);
});

describe('shared-selector fires', () => {
  test('on the workload whose selector picks pods of another', () => {
    expect(told(sharedSelector, SHARED + SCALED)).toEqual([[
      'Deployment vision/fp32',
      'spec.selector: got {"app":"detector"}; selects the pods of Deployment vision/int8 too — '
      + 'controllers and autoscalers count every pod that the selector selects, '
      + 'so the replicas follow the load of the other workload too; '
      + `give each workload a label of its own in its selector (${sharedSelector.source})`,
    ]]);
  });

  test('on the later one where each picks the pods of the other', () => {
    const both = 'selector: { matchLabels: { app: detector } }';
    const text = change(SHARED, 'selector: { matchLabels: { app: detector, precision: int8 } }', both);
    expect(fires(sharedSelector, text + SCALED.replace('name: fp32 }, max', 'name: int8 }, max'))).toEqual([INT8]);
  });

  test('once for each workload, however many share', () => {
    expect(fires(sharedSelector, `${SHARED}${SCALED}${['p1', 'p2', 'p3'].map(pod).join('')}`)).toEqual([FP32]);
  });

  test('on expressions alone', () => {
    const expression = '  selector: { matchExpressions: [{ key: precision, operator: In, values: [fp32, int8] }] }';
    expect(fires(sharedSelector, change(SHARED, FIRST, expression) + SCALED)).toEqual([FP32]);
    expect(told(sharedSelector, change(SHARED, FIRST, expression) + SCALED)[0][1]).toContain(
      'got {"matchExpressions":[{"key":"precision","operator":"In","values":["fp32","int8"]}]};',
    );
  });

  test('on the pods of a CronJob that have the labels, where an autoscaler measures them', () => {
    expect(fires(sharedSelector, `${ONE}---\n${CRON}---\n${SCALER}`)).toEqual([FP32]);
  });

  test('on a workload whose name the API server generates', () => {
    const generated = ONE.replace('name: fp32', 'generateName: fp32-');
    expect(fires(sharedSelector, `${generated}---\n${pod('p')}`)).toEqual([
      ['Deployment vision/(generateName)fp32-…', 'spec.selector'],
    ]);
  });
});

describe('shared-selector is silent', () => {
  test.each<[string, string, string]>([
    ['when a further label tells them apart', FIRST, '  selector: { matchLabels: { app: detector, precision: fp32 } }'],
    ['when an expression tells them apart',
      FIRST,
      '  selector: { matchLabels: { app: detector }, '
      + 'matchExpressions: [{ key: precision, operator: NotIn, values: [int8] }] }'],
    ['when the second is in another namespace', 'name: int8, namespace: vision', 'name: int8, namespace: audio'],
    ['when the selector is empty', FIRST, '  selector: {}'],
    ['when the selector is null', FIRST, '  selector: null'],
    ['when no pod has the label', FIRST, '  selector: { matchLabels: { app: other } }'],
  ])('%s', (_, from, to) => {
    expect(fires(sharedSelector, change(SHARED, from, to) + SCALED)).toEqual([]);
  });

  test('of two Deployments of one selector while nothing is autoscaled', () => {
    expect(fires(sharedSelector, SHARED)).toEqual([]);
  });

  test('of a Job or CronJob that has the labels of its Deployment, as hooks do, while nothing is autoscaled', () => {
    expect(fires(sharedSelector, `${ONE}---\n${CRON}`)).toEqual([]);
  });

  test('of one workload alone, and of pods without labels', () => {
    expect(fires(sharedSelector, ONE)).toEqual([]);
    const bare = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: null }\n';
    expect(fires(sharedSelector, `${ONE}---\n${bare}`)).toEqual([]);
  });

  test('of one workload that is there twice, which duplicate-object reports', () => {
    expect(codes(`${ONE}---\n${ONE}`)).toEqual(['duplicate-object']);
  });

  test('of a Service over both', () => {
    const text = change(SHARED, FIRST, '  selector: { matchLabels: { precision: fp32 } }');
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: vision }\n'
      + 'spec: { selector: { app: detector } }\n';
    expect(fires(sharedSelector, `${text}---\n${service}`)).toEqual([]);
  });
});
