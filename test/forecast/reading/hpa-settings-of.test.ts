import { UNREADABLE_METRIC } from '../../../src/forecast/model/hpa-settings';
import { hpaSettings, metricSettings } from '../../../src/forecast/reading/hpa-settings-of';

const CPU_80 = { type: 'Resource', name: 'cpu', target: 'utilization', value: 80 };
const UP = [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }];
const DOWN = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

describe('an autoscaler as its controller reads it', () => {
  test('almost nothing is filled in with what the API server and the flags have', () => {
    expect(hpaSettings({ maxReplicas: 5 })).toEqual({
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [CPU_80],
      behavior: undefined,
      tolerance: { up: 0.1, down: 0.1 },
      downscaleStabilizationSeconds: 300,
      syncSeconds: 15,
    });
  });

  test('an empty list of metrics is CPU 80 % too', () => {
    expect(hpaSettings({ maxReplicas: 5, metrics: [] }).metrics).toEqual([CPU_80]);
  });

  test('zero is a minimum', () => {
    expect(hpaSettings({ minReplicas: 0, maxReplicas: 5 }).minReplicas).toBe(0);
  });

  test('an empty behavior has both directions filled in, with the window of the flag', () => {
    const settings = hpaSettings({ behavior: {} }, { syncSeconds: 10, downscaleSeconds: 60, tolerance: 0.2 });
    expect(settings).toMatchObject({
      behavior: {
        scaleUp: { stabilizationSeconds: 0, select: 'Max', policies: UP },
        scaleDown: { stabilizationSeconds: 60, select: 'Max', policies: DOWN },
      },
      tolerance: { up: 0.2, down: 0.2 },
      downscaleStabilizationSeconds: 60,
      syncSeconds: 10,
    });
  });

  test('a direction is filled in field by field, and its list of policies replaces the default', () => {
    const policies = [{ type: 'Pods', value: 1, periodSeconds: 60 }];
    const { behavior, tolerance } = hpaSettings({
      behavior: {
        scaleUp: { policies, tolerance: '0.05' },
        scaleDown: { selectPolicy: 'Disabled', stabilizationWindowSeconds: 0 },
      },
    });
    expect(behavior).toEqual({
      scaleUp: { stabilizationSeconds: 0, select: 'Max', policies },
      scaleDown: { stabilizationSeconds: 0, select: 'Disabled', policies: DOWN },
    });
    expect(tolerance).toEqual({ up: 0.05, down: 0.1 });
  });

  test('a tolerance of zero is one', () => {
    expect(hpaSettings({ behavior: { scaleDown: { tolerance: 0 } } }).tolerance).toEqual({ up: 0.1, down: 0 });
  });

  test.each([null, undefined, 1, 'x', [], { metrics: 1, behavior: 2, minReplicas: '3' }])(
    'of %p it is what an empty spec is', (spec) => {
      expect(hpaSettings(spec)).toEqual(hpaSettings({}));
    });
});

describe('a metric', () => {
  const metric = { name: 'queue' };

  test.each([
    ['a utilization', { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 60 } } },
      { type: 'Resource', name: 'cpu', target: 'utilization', value: 60 }],
    ['an average value before a utilization, whatever the type says',
      {
        type: 'Resource',
        resource: {
          name: 'memory', target: { type: 'Utilization', averageUtilization: 60, averageValue: '1Gi' },
        },
      },
      { type: 'Resource', name: 'memory', target: 'averageValue', value: 1024 ** 3 * 1000 }],
    ['one container',
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'cpu', container: 'server', target: { type: 'AverageValue', averageValue: '500m' },
        },
      },
      { type: 'ContainerResource', name: 'cpu', container: 'server', target: 'averageValue', value: 500 }],
    ['a metric of pods', { type: 'Pods', pods: { metric, target: { type: 'AverageValue', averageValue: 4 } } },
      { type: 'Pods', name: 'queue', target: 'averageValue', value: 4000 }],
    ['an object as a value', { type: 'Object', object: { metric, target: { type: 'Value', value: '10' } } },
      { type: 'Object', name: 'queue', target: 'value', value: 10_000 }],
    ['an object by pods',
      { type: 'Object', object: { metric, target: { type: 'AverageValue', averageValue: '1500u' } } },
      { type: 'Object', name: 'queue', target: 'averageValue', value: 2 }],
    ['an outside metric by pods, before a value',
      { type: 'External', external: { metric, target: { type: 'Value', value: '9', averageValue: '3' } } },
      { type: 'External', name: 'queue', target: 'averageValue', value: 3000 }],
    ['an outside metric as a value', { type: 'External', external: { metric, target: { value: '9' } } },
      { type: 'External', name: 'queue', target: 'value', value: 9000 }],
  ])('%s', (_, given, read) => {
    expect(metricSettings(given)).toEqual(read);
  });

  test.each([
    ['an object whose type does not name the field that is there',
      { type: 'Object', object: { metric, target: { type: 'Value', averageValue: '3' } } }],
    ['an object without a type', { type: 'Object', object: { metric, target: { value: '3' } } }],
    ['pods as a value', { type: 'Pods', pods: { metric, target: { type: 'Value', value: '3' } } }],
    ['a resource without a target', { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
    ['a target of zero', { type: 'External', external: { metric, target: { value: '0' } } }],
    ['no name', { type: 'External', external: { target: { value: '1' } } }],
    ['no container',
      { type: 'ContainerResource', containerResource: { name: 'cpu', target: { averageUtilization: 5 } } }],
    ['another type', { type: 'toString' }],
    ['a source of another type', { type: 'Pods', resource: { name: 'cpu', target: { averageUtilization: 60 } } }],
    ['a text', 'cpu'],
    ['nothing', undefined],
  ])('%s has no value for ever, and stays a metric', (_, given) => {
    expect(metricSettings(given)).toBeUndefined();
    expect(hpaSettings({ metrics: [given] }).metrics).toEqual([UNREADABLE_METRIC]);
  });
});
