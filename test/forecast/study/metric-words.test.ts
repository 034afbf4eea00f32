import { UNREADABLE_METRIC, type MetricSettings } from '../../../src/forecast/model/hpa-settings';
import { metricWords } from '../../../src/forecast/study/metric-words';

const cpu = { type: 'Resource', name: 'cpu', target: 'utilization', value: 60 } as const;
const ofContainer = { type: 'ContainerResource', container: 'server' } as const;

describe('a metric in words', () => {
  test.each<[MetricSettings, string, string]>([
    [cpu, 'CPU utilization', '60 %'],
    [{ ...cpu, name: 'memory' }, 'memory utilization', '60 %'],
    [{ ...cpu, name: 'nvidia.com/gpu' }, 'nvidia.com/gpu utilization', '60 %'],
    [{ ...cpu, ...ofContainer }, 'CPU utilization of container server', '60 %'],
    [{ ...cpu, target: 'averageValue', value: 500 }, 'CPU, average per pod', '0.5 cores'],
    [{ ...cpu, ...ofContainer, target: 'averageValue', value: 1500 }, 'CPU of container server, average per pod',
      '1.5 cores'],
    [{ ...cpu, name: 'memory', target: 'averageValue', value: 1000 * 2 ** 29 }, 'memory, average per pod', '512Mi'],
    [{ type: 'Pods', name: 'queue', target: 'averageValue', value: 4000 }, 'queue, average per pod', '4'],
    [{ type: 'External', name: 'queue', target: 'averageValue', value: 333 }, 'queue, average per pod', '0.333'],
    [{ type: 'Object', name: 'rate', target: 'value', value: 10_000 }, 'rate', '10'],
    [{ type: 'External', name: 'cpu', target: 'value', value: 10_000 }, 'cpu', '10'],
    [{ type: 'Pods', name: 'memory', target: 'averageValue', value: 3000 }, 'memory, average per pod', '3'],
  ])('%j', (metric, name, target) => {
    expect(metricWords(metric)).toEqual({ name, target });
  });

  test('that can never be read says so', () => {
    expect(metricWords(UNREADABLE_METRIC).name).toBe('a metric that can never be read');
  });
});
