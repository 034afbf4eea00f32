import { Duration } from 'cdk8s';
import { forecastOptions } from '../../src/cli/forecast-options';
import { UsageError } from '../../src/cli/settings/usage-error';

const read = (given: Record<string, unknown>) => forecastOptions(given, ['dist']);

describe('the options of a forecast', () => {
  test('have what Kubernetes has where nothing is given', () => {
    expect(read({})).toMatchObject({
      paths: ['dist'], format: 'text', loads: [], syncSeconds: 15, downscaleSeconds: 300, suggest: false,
    });
    expect(read({}).nodes).toBeUndefined();
    expect(read({}).seconds).toBeUndefined();
  });

  test.each([
    ['for', '24h', (o: any) => o.seconds, 86_400],
    ['for', '7d', (o: any) => o.seconds, 604_800],
    ['serviceTime', '200ms', (o: any) => o.reading.serviceTime, Duration.millis(200)],
    ['cpuTime', '0s', (o: any) => o.reading.cpuTime, Duration.millis(0)],
    ['parallel', '4', (o: any) => o.reading.parallel, 4],
    ['unit', 'cores', (o: any) => o.reading.unit, 'cores'],
    ['label', 'app', (o: any) => o.reading.label, 'app'],
    ['service', 'classifier', (o: any) => o.reading.service, 'classifier'],
    ['startup', ['60s', 'classifier=90s'], (o: any) => [...o.startup], [['', 60], ['classifier', 90]]],
    ['metricsLag', '0s', (o: any) => o.metricsLagSeconds, 0],
    ['hardExamples', '30%', (o: any) => o.hardExamples, 0.3],
    ['node', '4,16Gi,nvidia.com/gpu=1', (o: any) => o.nodes,
      { size: { 'cpu': 4000, 'memory': 16 * 2 ** 30, 'nvidia.com/gpu': 1 }, count: undefined }],
    ['start', '2026-01-05T09:00:00Z', (o: any) => o.start, new Date('2026-01-05T09:00:00Z')],
    ['syncPeriod', '30s', (o: any) => o.syncSeconds, 30],
    ['downscaleStabilization', '0s', (o: any) => o.downscaleSeconds, 0],
    ['maxUnserved', '0.1%', (o: any) => o.goal.unservedShare, 0.001],
    ['maxAboveTarget', '5%', (o: any) => o.goal.aboveTargetShare, 0.05],
    ['maxUnserved', '0', (o: any) => o.goal.unservedShare, 0],
    ['load', 'a.csv', (o: any) => o.loads, ['a.csv']],
    ['for', ['1h', '2h'], (o: any) => o.seconds, 7200],
  ])('--%s %j', (name, value, of, expected) => {
    expect(of(read({ [name]: value }))).toEqual(expected);
  });

  test('count the nodes', () => {
    expect(read({ node: '500m,1Gi', nodeCount: '3' }).nodes).toEqual({
      size: { cpu: 500, memory: 2 ** 30 }, count: 3,
    });
  });

  test.each([
    ['for', '0s'], ['for', 'a day'], ['serviceTime', '0ms'], ['parallel', '0'], ['parallel', '1.5'],
    ['startup', 'classifier='], ['startup', 'classifier'], ['metricsLag', '-1s'], ['hardExamples', '101%'],
    ['node', '4'], ['node', '4,16Gi,gpu'], ['node', 'four,16Gi'], ['nodeCount', '2'], ['nodeCount', 'x'],
    ['start', 'monday'], ['syncPeriod', '0s'], ['maxUnserved', '0.1'], ['maxUnserved', '101%'],
    ['maxUnserved', 'little'],
  ])('--%s %s is refused, with what it must be', (name, value) => {
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/-count$/, '');
    expect(() => read({ [name]: value })).toThrow(UsageError);
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^--${dashed}.* must be `));
  });
});
