import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, InferenceMonitor, ModelServer, MonitorKind, ScalingEngine, ScalingMetric,
  type IInference,
  type InferenceDeploymentProps,
  type InferenceMonitorProps,
} from '../../src';
import { isMonitored } from '../../src/metrics/monitored';
import { autoscaledProps, deploymentProps, find, refused, synth, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function served(chart: Chart, id: string = 'Resnet', changes: Partial<InferenceDeploymentProps> = {}): IInference {
  return new InferenceDeployment(chart, id, deploymentProps(changes));
}

/** The monitor of one served model. */
function printed(props: Partial<InferenceMonitorProps> = {}, changes: Partial<InferenceDeploymentProps> = {}): any {
  const chart = testChart();
  new InferenceMonitor(chart, 'Monitor', { of: [served(chart, 'Resnet', changes)], ...props });
  return find(chart, props.kind ?? 'PodMonitor');
}

const endpoint = (props?: Partial<InferenceMonitorProps>, changes?: Partial<InferenceDeploymentProps>): any => {
  const { podMetricsEndpoints, endpoints } = printed(props, changes).spec;
  return (podMetricsEndpoints ?? endpoints)[0];
};

const SIDECAR = { name: 'exporter', image: 'a/exporter:1', resources: {}, ports: [{ name: 'prom', number: 9102 }] };

describe('InferenceMonitor emits', () => {
  test('a PodMonitor that scrapes the ready pods of the model on the port and path of its server', () => {
    expect(printed()).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'resnet', namespace: 'vision', labels: { app: 'resnet' } },
      spec: {
        selector: { matchLabels: { app: 'resnet' } },
        podMetricsEndpoints: [{
          port: 'http',
          path: '/monitoring/prometheus/metrics',
          interval: '15s',
          relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_ready'], regex: 'true', action: 'keep' }],
        }],
      },
    });
  });

  test('a ServiceMonitor that scrapes the ready endpoints of the Service of the model', () => {
    expect(printed({ kind: MonitorKind.SERVICE })).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'resnet', namespace: 'vision', labels: { app: 'resnet' } },
      spec: {
        selector: { matchLabels: { app: 'resnet' } },
        endpoints: [{
          port: 'http',
          path: '/monitoring/prometheus/metrics',
          interval: '15s',
          relabelings: [{
            sourceLabels: [
              '__meta_kubernetes_endpoint_ready',
              '__meta_kubernetes_endpointslice_endpoint_conditions_ready',
            ],
            regex: 'true;.*|.*;true',
            action: 'keep',
          }],
        }],
      },
    });
  });

  test('one for each model, called after it, in the order that they were given', () => {
    const chart = testChart();
    const of = [
      served(chart, 'B', { server: ModelServer.triton() }),
      new AutoscaledInference(chart, 'A', autoscaledProps()),
    ];
    const monitor = new InferenceMonitor(chart, 'Monitor', { of });
    expect(monitor.monitors.map((m) => m.name)).toEqual(['b', 'a']);
    expect(monitor.node.defaultChild).toBe(monitor.monitors[0]);
    expect(synth(chart).filter((o) => o.kind === 'PodMonitor').map((m) => [
      m.metadata.name,
      m.spec.podMetricsEndpoints[0].port,
    ])).toEqual([['b', 'metrics'], ['a', 'http']]);
  });

  test.each(Object.values(MonitorKind))('a %s that selects the pods, or the Service, of its model alone', (kind) => {
    const chart = testChart();
    const [one] = ['One', 'Two'].map((id) => served(chart, id, { labels: { team: 'vision' } }));
    new InferenceMonitor(chart, 'Monitor', { of: [one], kind });
    const { matchLabels } = find(chart, kind).spec.selector;
    const labels = (o: any) => (kind === MonitorKind.POD ? o.spec.template.metadata.labels : o.metadata.labels);
    const picked = synth(chart).filter((o) => o.kind === (kind === MonitorKind.POD ? 'Deployment' : 'Service'))
      .filter((o) => Object.entries(matchLabels).every(([key, value]) => labels(o)[key] === value));
    expect(picked.map((o) => o.metadata.name)).toEqual(['one']);
  });

  test('a ServiceMonitor by the labels of a Service that has its own', () => {
    const monitor = printed({ kind: MonitorKind.SERVICE }, { service: { labels: { part: 'classifier' } } });
    expect(monitor.spec.selector).toEqual({ matchLabels: { part: 'classifier' } });
  });

  test('a ServiceMonitor for a port of the Service with a name of its own', () => {
    const service = { ports: [{ name: 'tf-serving-prometheus-http', port: 80, targetPort: 8501 }] };
    expect(endpoint({ kind: MonitorKind.SERVICE }, { service }).port).toBe('tf-serving-prometheus-http');
    expect(endpoint({ kind: MonitorKind.SERVICE, port: 'tf-serving-prometheus-http' }, { service }).port).toBe(
      'tf-serving-prometheus-http',
    );
  });

  test('a model without a namespace is in default, for a monitor elsewhere', () => {
    const chart = testChart();
    const bare = new Chart(chart.node.root as any, 'bare');
    new InferenceMonitor(chart, 'Monitor', { of: [served(bare)] });
    expect(find(chart, 'PodMonitor').spec.namespaceSelector).toEqual({ matchNames: ['default'] });
  });

  test.each(Object.values(MonitorKind))('a %s that looks where its model is, when it stands elsewhere', (kind) => {
    const chart = testChart();
    const monitoring = new Chart(chart.node.root as any, 'monitoring', { namespace: 'monitoring' });
    new InferenceMonitor(monitoring, 'Monitor', { of: [served(chart)], kind });
    expect(find(monitoring, kind)).toMatchObject({
      metadata: { namespace: 'monitoring' },
      spec: { namespaceSelector: { matchNames: ['vision'] } },
    });
    expect(printed({ kind }).spec).not.toHaveProperty('namespaceSelector');
  });
});

describe('each property of InferenceMonitor changes what is printed:', () => {
  test('labels, beside those of the model, whose own they may replace', () => {
    expect(printed({ labels: { release: 'prometheus' } }).metadata.labels).toEqual({
      app: 'resnet',
      release: 'prometheus',
    });
    expect(printed({ labels: { app: 'mine' } })).toMatchObject({
      metadata: { labels: { app: 'mine' } },
      spec: { selector: { matchLabels: { app: 'resnet' } } },
    });
  });

  test('interval, in seconds', () => {
    const chart = testChart();
    const monitor = new InferenceMonitor(chart, 'Monitor', { of: [served(chart)], interval: Duration.minutes(1) });
    expect(find(chart, 'PodMonitor').spec.podMetricsEndpoints[0].interval).toBe('60s');
    expect(monitor.interval.toSeconds()).toBe(60);
  });

  test('interval is 15 seconds unless it is given', () => {
    const chart = testChart();
    const monitor = new InferenceMonitor(chart, 'Monitor', { of: [served(chart)] });
    expect(monitor.interval.toSeconds()).toBe(15);
  });

  test.each(Object.values(MonitorKind))('scrapeTimeout, port, path and readyOnly of a %s', (kind) => {
    const all = endpoint({ kind, scrapeTimeout: Duration.seconds(15), port: 'grpc', path: '/stats', readyOnly: false });
    expect(all).toEqual({ port: 'grpc', path: '/stats', interval: '15s', scrapeTimeout: '15s' });
  });

  test('readyOnly is the default', () => {
    expect(endpoint({ readyOnly: true })).toEqual(endpoint());
  });

  test('port and path of a container beside a server that shows nothing itself', () => {
    const changes = { server: ModelServer.llamaEdge({ image: 'a/b:1' }), model: undefined, extraContainers: [SIDECAR] };
    expect(endpoint({ port: 'prom', path: '/metrics' }, changes)).toMatchObject({ port: 'prom', path: '/metrics' });
  });

  test('port of a container that was added later', () => {
    const chart = testChart();
    const it = new InferenceDeployment(chart, 'It', deploymentProps());
    it.deployment.addContainer(SIDECAR);
    new InferenceMonitor(chart, 'Monitor', { of: [it], port: 'prom', path: '/metrics' });
    expect(find(chart, 'PodMonitor').spec.podMetricsEndpoints[0].port).toBe('prom');
  });
});

describe('the interval of a model that KEDA scales', () => {
  const chartOf = (props: Partial<InferenceMonitorProps> = {}, seconds?: number, ...more: string[]) => {
    const chart = testChart();
    const scrapeInterval = seconds === undefined ? undefined : Duration.seconds(seconds);
    const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090', scrapeInterval });
    const server = ModelServer.triton();
    const metrics = [ScalingMetric.pods('nv_inference_pending_request_count', '4')];
    const scaled = new AutoscaledInference(chart, 'Detector', autoscaledProps({ server, engine, metrics }));
    const monitor = new InferenceMonitor(chart, 'Monitor', {
      of: [scaled, ...more.map((id) => served(chart, id))],
      ...props,
    });
    const intervals = synth(chart).filter((o) => o.kind === 'PodMonitor')
      .map((o) => o.spec.podMetricsEndpoints[0].interval);
    return { intervals, interval: monitor.interval.toSeconds() };
  };

  test('is 5 seconds, so that the sum over its pods settles', () => {
    expect(chartOf()).toEqual({ intervals: ['5s'], interval: 5 });
  });

  test('is what the engine expects, and the others keep theirs', () => {
    expect(chartOf({}, 30)).toEqual({ intervals: ['30s'], interval: 30 });
    expect(chartOf({}, undefined, 'Resnet')).toEqual({ intervals: ['5s', '15s'], interval: 5 });
    expect(chartOf({}, 30, 'Resnet')).toEqual({ intervals: ['30s', '15s'], interval: 15 });
  });

  test.each<[number, number | undefined]>([[5, undefined], [1, undefined], [15, 15], [10, 30]])(
    'may be %i seconds where the engine expects %p',
    (interval, expected) => {
      expect(chartOf({ interval: Duration.seconds(interval) }, expected).interval).toBe(interval);
    },
  );

  test.each<[number, number | undefined]>([[6, undefined], [15, 5], [60, 30]])(
    'of %i seconds is refused where the engine expects %p',
    (interval, expected) => {
      expect(refused(() => chartOf({ interval: Duration.seconds(interval) }, expected))).toEqual([
        ['metrics/slower-than-keda-expects', 'interval'],
      ]);
    },
  );

  test('is that of others where KEDA follows rates, and may be any', () => {
    const server = ModelServer.triton();
    const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });
    const of = () => [new AutoscaledInference(testChart(), 'M', autoscaledProps({
      server,
      engine,
      metrics: [server.scalingMetric()],
    }))];
    expect(new InferenceMonitor(testChart(), 'Monitor', { of: of() }).interval.toSeconds()).toBe(15);
    const interval = Duration.seconds(30);
    expect(refused(() => new InferenceMonitor(testChart(), 'Monitor', { of: of(), interval }))).toEqual([]);
  });

  test('is that of others where KEDA follows no metric of its pods', () => {
    const chart = testChart();
    const of = [new AutoscaledInference(chart, 'M', autoscaledProps({ engine: ScalingEngine.keda() }))];
    expect(new InferenceMonitor(chart, 'Monitor', { of }).interval.toSeconds()).toBe(15);
  });

  test('limits the timeout', () => {
    expect(refused(() => chartOf({ scrapeTimeout: Duration.seconds(10) }))).toEqual([
      ['metrics/timeout-above-interval', 'scrapeTimeout'],
    ]);
  });
});

test('InferenceMonitor keeps what it was given, though the caller changes it afterwards', () => {
  const chart = testChart();
  const [labels, of] = [{ release: 'prometheus' }, [served(chart)]];
  new InferenceMonitor(chart, 'Monitor', { of, labels });
  labels.release = 'other';
  of.push(served(chart, 'Second'));
  expect(synth(chart).filter((o) => o.kind === 'PodMonitor').map((m) => m.metadata.labels.release)).toEqual([
    'prometheus',
  ]);
});

describe('InferenceMonitor refuses', () => {
  const QUIET = { server: ModelServer.triton({ enableMetrics: false }) };

  test.each<[string, Partial<InferenceMonitorProps>, Partial<InferenceDeploymentProps>, ...Expected[]]>([
    ['no model', { of: [] }, {}, ['metrics/no-served-model', 'of']],
    ['a kind that there is not', { kind: 'Probe' as MonitorKind }, {}, ['metrics/unknown-monitor-kind', 'kind']],
    ['labels that are none', { labels: { release: 'my prometheus' } }, {},
      ['validation/label-value', 'labels["release"]']],
    ['an interval in fractions, and no timeout',
      { interval: Duration.millis(1500), scrapeTimeout: Duration.seconds(0) }, {}, ['validation/seconds', 'interval'],
      ['validation/seconds', 'scrapeTimeout']],
    ['a number for an interval', { interval: 30 as unknown as Duration }, {}, ['validation/duration', 'interval']],
    ['a timeout above the interval', { scrapeTimeout: Duration.seconds(16) }, {},
      ['metrics/timeout-above-interval', 'scrapeTimeout']],
    ['a timeout above the given interval',
      { interval: Duration.seconds(5), scrapeTimeout: Duration.seconds(10) }, {},
      ['metrics/timeout-above-interval', 'scrapeTimeout']],
    ['a port by its number', { port: '8501' }, {}, ['validation/name', 'port']],
    ['a port of a Service that has not the name of one', { kind: MonitorKind.SERVICE, port: 'Web' }, {},
      ['validation/name', 'port']],
    ['a path without its slash', { path: 'metrics' }, {}, ['metrics/invalid-path', 'path']],
    ['a path with a query', { path: '/metrics?all=1' }, {}, ['metrics/invalid-path', 'path']],
  ])('%s', (_, props, changes, ...expected) => {
    const chart = testChart();
    const it = served(chart, 'Resnet', changes);
    expect(refused(() => new InferenceMonitor(chart, 'It', { of: [it], ...props }))).toEqual(expected);
  });

  test('the model that shows nothing, among others', () => {
    const chart = testChart();
    const of = [served(chart), served(chart, 'Quiet', QUIET)];
    expect(refused(() => new InferenceMonitor(chart, 'It', { of }))).toEqual([['metrics/no-metrics-shown', 'of[1]']]);
    expect(of.map(isMonitored)).toEqual([false, false]);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });

  test('nothing at the limits: one second, and a timeout of the same', () => {
    expect(endpoint({ interval: Duration.seconds(1), scrapeTimeout: Duration.seconds(1), path: '/' })).toMatchObject({
      interval: '1s',
      scrapeTimeout: '1s',
      path: '/',
    });
  });
});

test('a second monitor of one model is refused, of whatever kind', () => {
  const chart = testChart();
  const it = served(chart);
  new InferenceMonitor(chart, 'One', { of: [it] });
  const again = () => new InferenceMonitor(chart, 'Two', { of: [it], kind: MonitorKind.SERVICE });
  expect(refused(again)).toEqual([['metrics/monitored-twice', 'of[0]']]);
});
