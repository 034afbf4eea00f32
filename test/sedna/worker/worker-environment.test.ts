import { ConfigMap, Env, EnvFieldPaths, EnvValue, Pod } from 'cdk8s-plus-27';
import type { SednaContainerOptions, SednaWorkerOptions } from '../../../src';
import { hasUnknownVariables, jobName, workerVariables } from '../../../src/sedna/worker/worker-environment';
import { jointProps, testChart } from '../../helpers';
import { own } from '../define-worker';

const worker = (changes: Partial<SednaWorkerOptions>): SednaWorkerOptions => ({
  ...jointProps(testChart()).edge,
  ...changes,
});
const variables = (changes: Partial<SednaWorkerOptions>) => Object.fromEntries(workerVariables(worker(changes)));

describe('the variables of a worker', () => {
  test('are those of its container, with the property that sets them', () => {
    const container: Partial<SednaContainerOptions> = {
      environment: { A: 'b', EMPTY: '' },
      envVariables: { B: EnvValue.fromValue('c'), NODE: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME) },
    };
    expect(variables(own(container))).toEqual({
      A: { field: 'container.environment["A"]', value: 'b' },
      EMPTY: { field: 'container.environment["EMPTY"]', value: '' },
      B: { field: 'container.envVariables["B"]', value: 'c' },
      NODE: { field: 'container.envVariables["NODE"]', value: undefined },
    });
  });

  test('are those of the first container of its pod', () => {
    const pod = new Pod(testChart(), 'Own', {
      containers: [
        { image: 'a/b:1', envVariables: { A: EnvValue.fromValue('b') } },
        { image: 'a/b:1', name: 'side', envVariables: { B: EnvValue.fromValue('c') } },
      ],
    });
    expect(variables({ container: undefined, pod })).toEqual({
      A: { field: 'pod.containers[0].env["A"]', value: 'b' },
    });
  });

  test('have no value when it is not a string', () => {
    const environment = { A: 1, B: null } as never;
    const envVariables = { C: null, D: { value: 7 } } as never;
    const values = Object.values(variables(own({ environment, envVariables }))).map((v) => v.value);
    expect(values).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each([undefined, null, 'pod', {}])('are none of a pod that is %j', (pod) => {
    expect(variables({ container: undefined, pod: pod as never })).toEqual({});
    expect(hasUnknownVariables(worker({ container: undefined, pod: pod as never }))).toBe(false);
  });
});

test('more variables may come from ConfigMaps, with names that are unknown', () => {
  const chart = testChart();
  const envFrom = [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'))];
  const pod = new Pod(chart, 'Own', { containers: [{ image: 'a/b:1', envFrom }] });
  expect([own({}), own({ envFrom: [] }), own({ envFrom }), { container: undefined, pod }].map((changes) => (
    hasUnknownVariables(worker(changes))))).toEqual([false, false, true, true]);
});

test.each<[string, { value?: string } | undefined, string | undefined]>([
  ['of the library without the variable', undefined, 'sedna'],
  ['of the variable', { value: 'job' }, 'job'],
  ['of the joint inference when the variable is empty', { value: '' }, 'helmet'],
  ['unknown when the variable comes from elsewhere', {}, undefined],
])('the job name is that %s', (_, variable, expected) => {
  expect(jobName(variable, 'helmet')).toBe(expected);
});
