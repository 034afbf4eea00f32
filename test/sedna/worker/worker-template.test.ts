import { Chart } from 'cdk8s';
import { ConfigMap, EnvValue, Pod, Probe } from 'cdk8s-plus-27';
import {
  HardExampleMining,
  SednaJointInference,
  type SednaCloudWorkerOptions,
  type SednaContainerOptions,
  type SednaEdgeWorkerOptions,
} from '../../../src';
import { find, jointProps, RESOURCES, synth, testChart, type JointChanges } from '../../helpers';

const LEAST = { image: 'registry.example.com/worker:1', resources: RESOURCES };
const LISTEN = { name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' };
const READY = { httpGet: { path: '/sedna', port: 5000 }, periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 6 };

function workers(changes: (chart: Chart) => JointChanges): any {
  const chart = testChart();
  return find(new SednaJointInference(chart, 'Helmet', jointProps(chart, changes(chart))), 'JointInferenceService')
    .spec;
}

const cloud = (container: Partial<SednaContainerOptions> = {}, options: Partial<SednaCloudWorkerOptions> = {}): any =>
  workers(() => ({ cloud: { container: { ...LEAST, ...container }, ...options } })).cloudWorker.template.spec
    .containers[0];
const edge = (options: Partial<SednaEdgeWorkerOptions>, rest: JointChanges = {}): any =>
  workers(() => ({ ...rest, edge: options })).edgeWorker.template.spec.containers[0];

describe('the cloud worker listens on all addresses', () => {
  test.each<[string, any, object[] | undefined]>([
    ['by its default', cloud(), [LISTEN]],
    [
      'after the variables of its user',
      cloud({ environment: { z: '1', A: '2' } }),
      [{ name: 'z', value: '1' }, { name: 'A', value: '2' }, LISTEN],
    ],
    [
      'unless it sets the variable',
      cloud({ environment: { BIG_MODEL_BIND_IP: '10.0.0.1' } }),
      [{ name: 'BIG_MODEL_BIND_IP', value: '10.0.0.1' }],
    ],
    ['unless that is turned off', cloud({}, { listenOnAllAddresses: false }), undefined],
    [
      'unless that is turned off, which leaves other variables alone',
      cloud({ environment: { A: '2' } }, { listenOnAllAddresses: false }),
      [{ name: 'A', value: '2' }],
    ],
  ])('%s', (_, container, expected) => {
    expect(container.env).toEqual(expected);
  });

  test('unless it takes the variable from elsewhere', () => {
    const { env } = workers((chart) => ({
      cloud: {
        container: {
          ...LEAST,
          envVariables: {
            BIG_MODEL_BIND_IP: EnvValue.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), 'ip'),
          },
        },
      },
    })).cloudWorker.template.spec.containers[0];
    expect(env).toEqual([{ name: 'BIG_MODEL_BIND_IP', valueFrom: { configMapKeyRef: { name: 'c', key: 'ip' } } }]);
  });
});

describe('the cloud worker is ready once it answers', () => {
  const own = { httpGet: { path: '/mine', port: 5000, scheme: 'HTTP' }, failureThreshold: 3 };

  test.each<[string, any, object | undefined]>([
    ['by its default', cloud(), READY],
    ['unless it says itself when', cloud({ readiness: Probe.fromHttpGet('/mine', { port: 5000 }) }), own],
    [
      'unless it says itself when, also with the default turned off',
      cloud({ readiness: Probe.fromHttpGet('/mine', { port: 5000 }) }, { readinessProbe: false }),
      own,
    ],
    ['unless that is turned off', cloud({}, { readinessProbe: false }), undefined],
  ])('%s', (_, container, expected) => {
    expect(container.readinessProbe).toEqual(expected);
  });
});

test('the cloud worker is ready under the name of its job, which is that of the edge worker', () => {
  const container = { ...LEAST, environment: { JOB_NAME: 'helmet' } };
  const [big] = workers(() => ({ edge: { container }, cloud: { container } })).cloudWorker.template.spec.containers;
  expect(big.readinessProbe).toEqual({ ...READY, httpGet: { path: '/helmet', port: 5000 } });
});

test('the edge worker is left as it is: it has no port of its own, and no probe can know when it is ready', () => {
  const container = edge({ container: LEAST });
  expect([container.env, container.readinessProbe]).toEqual([undefined, undefined]);
});

test('only the worker\'s own container is completed', () => {
  const { containers } = workers(() => ({ cloud: { extraContainers: [{ name: 'side', image: 'a/side:1' }] } }))
    .cloudWorker.template.spec;
  expect(containers.map((c: any) => [c.name, c.env, c.readinessProbe])).toEqual([
    ['big-model', [LISTEN], READY],
    ['side', undefined, undefined],
  ]);
});

test('a ready pod is completed too, in its first container', () => {
  const { containers } = workers((chart) => ({
    cloud: {
      container: undefined,
      pod: new Pod(chart, 'Pod', {
        containers: [
          { name: 'a', image: 'a/a:1' },
          { name: 'b', image: 'a/b:1' },
        ],
      }),
    },
  })).cloudWorker.template.spec;
  expect(containers.map((c: any) => [c.name, c.env, c.readinessProbe])).toEqual([
    ['a', [LISTEN], READY],
    ['b', undefined, undefined],
  ]);
});

test('what is added to the container after its definition counts', () => {
  const chart = testChart();
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart));
  helmet.cloud.container.env.addVariable('BIG_MODEL_BIND_IP', EnvValue.fromValue('::'));
  helmet.cloud.container.env.addVariable('JOB_NAME', EnvValue.fromValue('late'));
  const [container] = find(helmet, 'JointInferenceService').spec.cloudWorker.template.spec.containers;
  expect(container.env).toEqual([{ name: 'BIG_MODEL_BIND_IP', value: '::' }, { name: 'JOB_NAME', value: 'late' }]);
  expect(container.readinessProbe.httpGet.path).toBe('/late');
});

describe('what an algorithm needs of its environment', () => {
  const router = { hardExampleMining: HardExampleMining.bertRouter() };
  const NEEDED = [{ name: 'BACKEND_TYPE', value: 'TORCH' }, { name: 'MINING_MODE', value: 'mining-then-inference' }];

  test('is added to the edge worker, after the variables of its user', () => {
    expect(
      edge({ ...router, container: { ...LEAST, environment: { A: 'b' } } }, { sednaVersion: '0.8.0' }).env,
    ).toEqual([{ name: 'A', value: 'b' }, ...NEEDED]);
  });

  test('is not given twice where its user says the same', () => {
    const { env } = edge(
      { ...router, container: { ...LEAST, environment: { MINING_MODE: 'mining-then-inference' } } },
      { sednaVersion: '0.8.0' },
    );
    expect(env).toEqual([NEEDED[1], NEEDED[0]]);
  });

  test('is nothing for most, and never the cloud worker\'s', () => {
    expect(edge({ container: LEAST }).env).toBeUndefined();
    const { env } = workers(() => ({ edge: router, sednaVersion: '0.8.0' })).cloudWorker.template.spec.containers[0];
    expect(env).toEqual([LISTEN]);
  });
});

test('completing a container changes neither the pod nor what is printed the second time', () => {
  const chart = testChart();
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart));
  const first = JSON.stringify(synth(chart));
  expect(helmet.cloud.container.env.variables).toEqual({});
  expect(JSON.stringify(synth(chart))).toBe(first);
});
