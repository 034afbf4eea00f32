import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEPLOYMENT, hpa, read, service } from './read';
import { UNREADABLE_METRIC } from '../../../src/forecast/model/hpa-settings';
import { readServices } from '../../../src/forecast/reading/read-services';
import { Inventory } from '../../../src/kubernetes/inventory';
import { manifests } from '../../rules/manifests';

const EXAMPLES = path.join(__dirname, '../../../examples');

function example(name: string) {
  const folder = path.join(EXAMPLES, name, 'golden');
  const text = fs.readdirSync(folder).filter((file) => file.endsWith('.yaml'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n---\n');
  return readServices(new Inventory(manifests(text)));
}

describe('the examples', () => {
  test.each([
    ['chat-at-zero', ['llm/Deployment/chat']],
    ['edge-sites', [
      'shop-aachen/Deployment/people-counter', 'shop-bremen/Deployment/people-counter',
      'shop-chemnitz/Deployment/people-counter',
    ]],
    ['elastic-video-inference', [
      'video/Deployment/ei-infer-car-fp32-app', 'video/Deployment/ei-infer-people-app',
      'video/Deployment/ei-infer-car-int8-app',
    ]],
    ['existing-workload', ['shop/Deployment/recommender', 'shop/StatefulSet/search']],
    ['hypermlservice', []],
    ['karmada-fleet', ['demo/Deployment/mnist', 'demo/Deployment/embeddings']],
    ['kubeedge-llamaedge', ['default/Deployment/wasmedge-qwen-2-0-5b-allminilm-2']],
    ['llm-routing', ['chat/Deployment/chat']],
    ['quick-start', ['vision/Deployment/classifier']],
    ['sedna-helmet-detection', [
      'default/Deployment/helmet-detection-inference-example-deployment-edge',
      'default/Deployment/helmet-detection-inference-example-deployment-cloud',
    ]],
    ['tensorflow-serving-resnet', ['tf-serving/Deployment/image-classifier-resnet101']],
  ])('%s scales %p', (name, ids) => {
    expect(example(name).services.map(({ id }) => id)).toEqual(ids);
  });

  test('all of them are here', () => {
    const folders = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'golden')));
    expect(folders).toHaveLength(11);
  });

  test('the quick start is one to four pods at 60 % of one core', () => {
    expect(example('quick-start').services[0]).toMatchObject({
      autoscaler: 'HorizontalPodAutoscaler/classifier',
      hpa: { minReplicas: 1, maxReplicas: 4, metrics: [{ name: 'cpu', target: 'utilization', value: 60 }] },
      pod: {
        containers: [{ name: 'tensorflow-serving', requestMilli: 1000, memoryRequest: 2 ** 31, share: 1 }],
        startupSeconds: [60],
        requests: { cpu: 1000, memory: 2 ** 31 },
      },
      initialReplicas: 1,
    });
  });

  test('the cars of the video example rest at zero, and their queue wakes them', () => {
    expect(example('elastic-video-inference').services[2]).toMatchObject({
      autoscaler: 'ScaledObject/ei-infer-car-int8-app',
      hpa: {
        minReplicas: 1,
        maxReplicas: 4,
        metrics: [
          { type: 'External', name: 'ei_scale_ratio', target: 'averageValue', value: 1000 },
          { type: 'External', name: 'queue', target: 'averageValue', value: 8000 },
        ],
      },
      keda: {
        pollingSeconds: 30,
        cooldownSeconds: 300,
        minReplicaCount: 0,
        triggers: [{ metric: 'ei_scale_ratio', activationMilli: 1e18 }, { metric: 'queue', activationMilli: 0 }],
      },
    });
  });

  test("the helmets' cloud works on what their edge sends", () => {
    const [edge, cloud] = example('sedna-helmet-detection').services;
    expect(edge.hardExamplesFrom).toBeUndefined();
    expect(cloud.hardExamplesFrom).toBe(edge.id);
    expect(cloud).toMatchObject({
      autoscaler: 'HorizontalPodAutoscaler/hpa-helmet-detection-inference-example-deployment-cloud',
      hpa: { maxReplicas: 5, metrics: [{ value: 20 }] },
    });
  });

  test('the fleet has one autoscaler for both clusters, and one in each', () => {
    const [mnist, embeddings] = example('karmada-fleet').services;
    expect(embeddings).toMatchObject({
      autoscaler: 'FederatedHPA/embeddings',
      initialReplicas: 2,
      division: { clusters: ['bj', 'sh'], weights: [1, 1], duplicated: false },
    });
    expect(mnist.division).toBeUndefined();
    expect(mnist.notModelled.join(' ')).toMatch(/each cluster by itself \(bj, sh\).*HorizontalPodAutoscaler.* in sh/);
  });

  test('what an HyperMLService makes elsewhere is told', () => {
    expect(example('hypermlservice').notes.join()).toMatch(/HyperMLService demo\/hmls-sample/);
  });
});

const TARGET = "{ type: AverageValue, averageValue: '5' }";
const QUEUE = `{ type: External, external: { metric: { name: q }, target: ${TARGET} } }`;

describe('services', () => {
  test.each([
    ['what is written', 'replicas: 3', 'minReplicas: 2, maxReplicas: 9', 3],
    ['the minimum without a number', '', 'minReplicas: 2, maxReplicas: 9', 2],
    ['one where zero is the minimum', '', `minReplicas: 0, maxReplicas: 9, metrics: [${QUEUE}]`, 1],
    ['none where none is written', 'replicas: 0', 'maxReplicas: 9', 0],
  ])('start with %s', (_, replicas, spec, initial) => {
    const text = DEPLOYMENT.replace('spec:\n', `spec:\n${replicas === '' ? '' : `  ${replicas}\n`}`);
    expect(service(text + hpa(spec)).initialReplicas).toBe(initial);
  });

  test('take start-up times by their id, and flags', () => {
    const options = {
      startup: new Map([['vision/Deployment/classifier', [20, 40]]]),
      flags: { syncSeconds: 5 },
      metricsLagSeconds: 7,
    };
    expect(service(DEPLOYMENT + hpa('maxReplicas: 4'), options)).toMatchObject({
      hpa: { syncSeconds: 5, downscaleStabilizationSeconds: 300 },
      pod: { startupSeconds: [20, 40], startupFrom: 'as given', metricsLagSeconds: 7 },
      notModelled: [],
    });
  });

  test('are one for a workload: a second autoscaler is told', () => {
    const { services, notes } = read(DEPLOYMENT + hpa('maxReplicas: 4') + hpa('maxReplicas: 8', 'other'));
    expect(services.map((s) => [s.autoscaler, s.hpa.maxReplicas])).toEqual([['HorizontalPodAutoscaler/scaler', 4]]);
    expect(services[0].notModelled[0]).toBe(
      'HorizontalPodAutoscaler vision/other scales it too: each of both reports AmbiguousSelector, and scales '
      + 'nothing.');
    expect(services[0].hpa.metrics).toEqual([UNREADABLE_METRIC]);
    expect(notes).toEqual([]);
  });

  test('are none without an autoscaler, and nothing is said of it', () => {
    expect(read(DEPLOYMENT)).toEqual({ services: [], notes: [] });
  });

  test('are none without the pods', () => {
    expect(read(hpa('maxReplicas: 4'))).toEqual({
      services: [],
      notes: [
        'HorizontalPodAutoscaler vision/scaler is not replayed: Deployment/classifier is not among the workloads '
        + 'of its namespace vision here, so its pods are unknown.',
      ],
    });
  });

  test('are none of a DaemonSet, nor of bounds that the API server rejects', () => {
    const daemons = (DEPLOYMENT + hpa('maxReplicas: 4')).replace(/kind: Deployment/g, 'kind: DaemonSet');
    expect(read(daemons).notes.join()).toMatch(/a DaemonSet has no replicas/);
    expect(read(daemons).services).toEqual([]);
    const rejected = read(DEPLOYMENT + hpa('minReplicas: 5, maxReplicas: 4'));
    expect(rejected).toEqual({
      services: [],
      notes: ['HorizontalPodAutoscaler vision/scaler scales nothing: its minimum of replicas is above its maximum.'],
    });
  });

  test('whose requests a VerticalPodAutoscaler sets say so', () => {
    const vertical = (mode: string) => `
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: vertical, namespace: vision }
spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, updatePolicy: { updateMode: ${mode} } }
`;
    const said = (mode: string) => service(DEPLOYMENT + hpa('maxReplicas: 4') + vertical(mode)).notModelled.includes(
      'VerticalPodAutoscaler vision/vertical changes the requests of its pods, which is not modelled.');
    expect([said('Auto'), said('"Off"')]).toEqual([true, false]);
  });

  test('of a cloud whose edge has no autoscaler take a load of their own', () => {
    const joint = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { template: { spec: { containers: [{ name: little }] } } }
  cloudWorker:
    hpa: { minReplicas: 2, maxReplicas: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } }
    template: { spec: { containers: [{ name: big, resources: { requests: { cpu: 500m } } }] } }
`;
    const cloud = service(joint);
    expect(cloud).toMatchObject({
      id: 'vision/Deployment/helmet-deployment-cloud',
      initialReplicas: 2,
      hpa: { behavior: { scaleDown: { stabilizationSeconds: 60 }, scaleUp: { stabilizationSeconds: 0 } } },
    });
    expect(cloud.hardExamplesFrom).toBeUndefined();
    expect(cloud.notModelled.at(-1)).toMatch(/^Its edge has no autoscaler/);
  });
});
