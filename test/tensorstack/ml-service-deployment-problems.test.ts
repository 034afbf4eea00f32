import { Chart } from 'cdk8s';
import { MLService, MLServiceRuntime, MLServiceStorage, type MLServiceDeploymentOptions } from '../../src';
import { refused, testChart } from '../helpers';

type Refusal = [code: string, field: string];

const METRIC = 'autoscaling.knative.dev/metric';
const TARGET = 'autoscaling.knative.dev/target';

/** What is refused of a release and of a transformer alike. */
const TABLE: Array<[title: string, options: MLServiceDeploymentOptions, ...expected: Refusal[]]> = [
  ['a negative minimum', { minReplicas: -1 }, ['validation/integer', 'minReplicas']],
  ['half a replica', { minReplicas: 0.5 }, ['validation/integer', 'minReplicas']],
  ['a negative maximum', { maxReplicas: -1 }, ['validation/integer', 'maxReplicas']],
  ['a minimum above the maximum', { minReplicas: 3, maxReplicas: 2 }, ['tensorstack/min-above-max', 'minReplicas']],
  ['another metric of Knative', { scaling: { metric: 'cpu' as never, target: 1 } },
    ['tensorstack/unknown-knative-metric', 'scaling.metric']],
  ['a target of 0', { scaling: { target: 0 } }, ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['a target below what Knative accepts', { scaling: { target: 0.001 } },
    ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['an infinite target', { scaling: { target: Infinity } }, ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['a target that is not a number', { scaling: { target: NaN } },
    ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['a target that is a string', { scaling: { target: '8' as never } },
    ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['a target that is given twice', { scaling: { target: 8 }, podAnnotations: { [TARGET]: '9' } },
    ['tensorstack/knative-annotation-repeated', 'scaling']],
  ['a metric that is given twice', { scaling: { target: 8 }, podAnnotations: { [METRIC]: 'rps' } },
    ['tensorstack/knative-annotation-repeated', 'scaling']],
  ['scaling that is a number', { scaling: 8 as never }, ['tensorstack/not-an-object', 'scaling']],
  ['a logger that is a URL', { logger: 'http://a' as never }, ['tensorstack/not-an-object', 'logger']],
  ['a logger without URLs', { logger: { urls: [] } }, ['tensorstack/logger-url-invalid', 'logger.urls']],
  ['a logger with a string in place of its URLs', { logger: { urls: 'http://a' as never } },
    ['tensorstack/logger-url-invalid', 'logger.urls']],
  ['a logger without a scheme', { logger: { urls: ['log.demo'] } }, ['tensorstack/logger-url-invalid', 'logger.urls']],
  ['a logger of another mode', { logger: { urls: ['http://a'], mode: 'both' as never } },
    ['tensorstack/unknown-logger-mode', 'logger.mode']],
  ['an invalid image', { image: 'a b' }, ['validation/image', 'image']],
  ['arguments that are a string', { args: '--a' as never }, ['tensorstack/not-a-list', 'args']],
  ['an argument that is a number', { args: ['--a', 1 as never] }, ['tensorstack/argument-not-a-string', 'args[1]']],
  ['a variable with a space, and one that is a number', { environment: { 'A B': 'c', 'D': 1 as never } },
    ['validation/name', 'environment["A B"]'],
    ['tensorstack/variable-not-a-string', 'environment["D"]']],
  ['variables that are a list', { environment: [] as never }, ['tensorstack/not-an-object', 'environment']],
  ['an invalid label', { podLabels: { a: '-' } }, ['validation/label-value', 'podLabels["a"]']],
  ['an annotation that is a number', { podAnnotations: { a: 1 as never } },
    ['validation/annotation-value', 'podAnnotations["a"]']],
  ['resources that name nothing', { resources: {} }, ['values/no-resource-named', 'resources']],
  ['a storage of another type', { storage: { pvc: 'a' } as never }, ['tensorstack/not-a-storage', 'storage']],
  ['a storage that is null', { storage: null as never }, ['tensorstack/not-a-storage', 'storage']],
  ['a storage with an absolute sub-path', { storage: MLServiceStorage.pvc('m', { subPath: '/a' }) },
    ['tensorstack/sub-path-not-relative', 'storage.subPath']],
];
const rows = TABLE.map(([title, options, ...expected]) => ({ title, options, expected }));
const within = (field: string, expected: Refusal[]) => expected.map(([code, inner]) => [code, `${field}.${inner}`]);
const runtimeOf = (chart: Chart) => MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');

test.each(rows)('a release is refused with $title', ({ options, expected }) => {
  const chart = testChart();
  const releases = [{ name: 'origin', runtime: runtimeOf(chart), ...options }];
  expect(refused(() => new MLService(chart, 'Mnist', { releases }))).toEqual(within('releases[0]', expected));
});

test.each(rows)('a transformer is refused with $title', ({ options, expected }) => {
  const chart = testChart();
  const releases = [{ name: 'origin', runtime: runtimeOf(chart) }];
  const transformer = { image: 'a/t:1', ...options };
  const attempt = () => new MLService(chart, 'Mnist', { releases, transformer });
  expect(refused(attempt)).toEqual(within('transformer', expected));
});

test.each<[string, MLServiceDeploymentOptions]>([
  ['a minimum above a maximum of 0, which is no limit', { minReplicas: 9, maxReplicas: 0 }],
  ['a maximum of 1 without a minimum', { maxReplicas: 1 }],
  ['the smallest target', { scaling: { target: 0.01 } }],
])('a release is accepted with %s', (_, options) => {
  const chart = testChart();
  const releases = [{ name: 'origin', runtime: runtimeOf(chart), ...options }];
  expect(refused(() => new MLService(chart, 'Mnist', { releases }))).toEqual([]);
});
