import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, InferenceMonitor, ModelServer, MonitorKind, type IInference, type InferenceDeploymentProps,
  type InferenceMonitorProps,
} from '../../src';
import { scrapeSeconds } from '../../src/metrics/monitored';
import { autoscaledProps, deploymentProps, find, refusal, synth, testChart } from '../helpers';

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
  test('a PodMonitor that asks the ready pods of the model on the port and path of its server', () => {
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

  test('a ServiceMonitor that asks what is ready behind the model\'s Service', () => {
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
            sourceLabels: ['__meta_kubernetes_endpoint_ready', '__meta_kubernetes_endpointslice_endpoint_conditions_ready'], regex: 'true;.*|.*;true', action: 'keep',
          }],
        }],
      },
    });
  });

  test('one for each model, called after it, in the order that they were given', () => {
    const chart = testChart();
    const of = [served(chart, 'B', { server: ModelServer.triton() }), new AutoscaledInference(chart, 'A', autoscaledProps())];
    const monitor = new InferenceMonitor(chart, 'Monitor', { of });
    expect(monitor.monitors.map((m) => m.name)).toEqual(['b', 'a']);
    expect(monitor.node.defaultChild).toBe(monitor.monitors[0]);
    expect(synth(chart).filter((o) => o.kind === 'PodMonitor').map((m) => [m.metadata.name, m.spec.podMetricsEndpoints[0].port])).toEqual([['b', 'metrics'], ['a', 'http']]);
  });

  test.each(Object.values(MonitorKind))('a %s that picks the pods, or the Service, of its model and no other', (kind) => {
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
    expect(endpoint({ kind: MonitorKind.SERVICE, port: 'tf-serving-prometheus-http' }, { service }).port).toBe('tf-serving-prometheus-http');
  });

  test.each(Object.values(MonitorKind))('a %s that looks where its model is, when it stands elsewhere', (kind) => {
    const chart = testChart();
    const monitoring = new Chart(chart.node.root as any, 'monitoring', { namespace: 'monitoring' });
    new InferenceMonitor(monitoring, 'Monitor', { of: [served(chart)], kind });
    expect(find(monitoring, kind)).toMatchObject({ metadata: { namespace: 'monitoring' }, spec: { namespaceSelector: { matchNames: ['vision'] } } });
    expect(printed({ kind }).spec).not.toHaveProperty('namespaceSelector');
  });
});

describe('each property of InferenceMonitor changes what is printed:', () => {
  test('labels, beside those of the model, whose own they may replace', () => {
    expect(printed({ labels: { release: 'prometheus' } }).metadata.labels).toEqual({ app: 'resnet', release: 'prometheus' });
    expect(printed({ labels: { app: 'mine' } })).toMatchObject({ metadata: { labels: { app: 'mine' } }, spec: { selector: { matchLabels: { app: 'resnet' } } } });
  });

  test('interval, which adapter rules hold their windows against', () => {
    const chart = testChart();
    const it = served(chart);
    const monitor = new InferenceMonitor(chart, 'Monitor', { of: [it], interval: Duration.minutes(1) });
    expect(find(chart, 'PodMonitor').spec.podMetricsEndpoints[0].interval).toBe('60s');
    expect([monitor.interval.toSeconds(), scrapeSeconds(it)]).toEqual([60, 60]);
  });

  test('interval is 15 seconds unless it is given', () => {
    const chart = testChart();
    const it = served(chart);
    expect([new InferenceMonitor(chart, 'Monitor', { of: [it] }).interval.toSeconds(), scrapeSeconds(it)]).toEqual([15, 15]);
  });

  test.each(Object.values(MonitorKind))('scrapeTimeout, port, path and readyOnly of a %s', (kind) => {
    const all = endpoint({ kind, scrapeTimeout: Duration.seconds(15), port: 'grpc', path: '/stats', readyOnly: false });
    expect(all).toEqual({ port: 'grpc', path: '/stats', interval: '15s', scrapeTimeout: '15s' });
  });

  test('readyOnly that is asked for is the same as none', () => {
    expect(endpoint({ readyOnly: true })).toEqual(endpoint());
  });

  test('port and path of a container beside a server that shows nothing itself', () => {
    const changes = { server: ModelServer.llamaEdge({ image: 'a/b:1' }), model: undefined, extraContainers: [SIDECAR] };
    expect(endpoint({ port: 'prom', path: '/metrics' }, changes)).toMatchObject({ port: 'prom', path: '/metrics' });
  });

  test('port of a container that was added later', () => {
    const chart = testChart();
    const it = served(chart);
    it.deployment.addContainer(SIDECAR);
    new InferenceMonitor(chart, 'Monitor', { of: [it], port: 'prom', path: '/metrics' });
    expect(find(chart, 'PodMonitor').spec.podMetricsEndpoints[0].port).toBe('prom');
  });
});

test('InferenceMonitor keeps what it was given, though the caller changes it afterwards', () => {
  const chart = testChart();
  const [labels, of] = [{ release: 'prometheus' }, [served(chart)]];
  new InferenceMonitor(chart, 'Monitor', { of, labels });
  labels.release = 'other';
  of.push(served(chart, 'Second'));
  expect(synth(chart).filter((o) => o.kind === 'PodMonitor').map((m) => m.metadata.labels.release)).toEqual(['prometheus']);
});

describe('InferenceMonitor refuses', () => {
  const refused = (props: Partial<InferenceMonitorProps>, changes: Partial<InferenceDeploymentProps> = {}): string | undefined => {
    const chart = testChart();
    const it = served(chart, 'Resnet', changes);
    return refusal(() => new InferenceMonitor(chart, 'It', { of: [it], ...props }));
  };
  const API = '(Kubernetes API validation)';
  const OBJECT = `the API server would reject the object; give another name ${API}`;
  const PATH = 'must be the path of a URL — Prometheus would ask another place; start it with "/" and leave out query and fragment';
  const SECONDS = 'must be a whole number of at least 1 — Prometheus would refuse the monitor; give a Duration of whole seconds, 1 or more';
  const SILENT = 'Prometheus would find no target, and say nothing';
  const NOTHING = 'shows no metrics — there is nothing to ask; '
    + 'switch them on (enableMetrics), or give the metricsPort of a custom server; port and path name what a container beside it shows';
  const QUIET = { server: ModelServer.triton({ enableMetrics: false }) };

  test.each<[string, Partial<InferenceMonitorProps>, Partial<InferenceDeploymentProps>, string[]]>([
    ['no model', { of: [] }, {}, ['of: got []; must name at least one served model — there would be nothing to do; give an AutoscaledInference or InferenceDeployment']],
    ['a kind that there is not', { kind: 'Probe' as MonitorKind }, {}, ['kind: got "Probe"; must be a MonitorKind — Prometheus knows no other monitor; use MonitorKind.POD or SERVICE']],
    ['labels that are none', { labels: { release: 'my prometheus' } }, {}, [
      'labels["release"]: got "my prometheus"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — '
      + `the API server would reject the label; shorten or change the value ${API}`,
    ]],
    ['an interval in fractions, and no time to answer', { interval: Duration.millis(1500), scrapeTimeout: Duration.seconds(0) }, {}, [
      `interval: got 1.5; ${SECONDS}`, `scrapeTimeout: got 0; ${SECONDS}`,
    ]],
    ['an answer that takes longer than the interval', { scrapeTimeout: Duration.seconds(16) }, {}, [
      'scrapeTimeout: got 16; must not be above the interval of 15 s — the operator would refuse the monitor; lower it',
    ]],
    ['an answer that takes longer than the interval that is given', { interval: Duration.seconds(5), scrapeTimeout: Duration.seconds(10) }, {}, [
      'scrapeTimeout: got 10; must not be above the interval of 5 s — the operator would refuse the monitor; lower it',
    ]],
    ['a port by its number', { port: '8501' }, {}, [
      `port: got "8501"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — ${OBJECT}`,
    ]],
    ['a port of a Service that has not the name of one', { kind: MonitorKind.SERVICE, port: 'Web' }, {}, [
      `port: got "Web"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — ${OBJECT}`,
    ]],
    ['a path without its slash', { path: 'metrics' }, {}, [`path: got "metrics"; ${PATH}`]],
    ['a path with a query', { path: '/metrics?all=1' }, {}, [`path: got "/metrics?all=1"; ${PATH}`]],
    ['a server without metrics', {}, QUIET, [`of[0]: got "triton"; ${NOTHING}`]],
    ['a server without metrics, by a port alone', { port: 'http' }, QUIET, [`of[0]: got "triton"; ${NOTHING}`]],
    ['a server without metrics, by a path alone', { path: '/metrics' }, QUIET, [`of[0]: got "triton"; ${NOTHING}`]],
    ['a port that the pod has not', { port: 'prom' }, { extraContainers: [{ ...SIDECAR, ports: [{ number: 9102, name: 'exporter' }] }] }, [
      `port: got "prom"; is no port of the pod: http, grpc, exporter — ${SILENT}; name one of them`,
    ]],
    ['a port of the pod that the Service has not', { kind: MonitorKind.SERVICE, port: 'grpc' }, { service: { ports: [{ name: 'web', port: 80, targetPort: 8501 }] } }, [
      `port: got "grpc"; is no port of the Service: web — ${SILENT}; add the port to the Service, or use MonitorKind.POD`,
    ]],
    ['a Service without the port of the metrics', { kind: MonitorKind.SERVICE }, { service: { ports: [{ name: 'grpc', port: 8500 }] } }, [
      `of[0]: got "resnet"; is no port of the Service: grpc — ${SILENT}; add the port to the Service, or use MonitorKind.POD`,
    ]],
    ['a Service whose only port has no name', { kind: MonitorKind.SERVICE }, { service: { ports: [{ port: 8501 }] } }, [
      `of[0]: got "resnet"; is no port of the Service: it names none — ${SILENT}; add the port to the Service, or use MonitorKind.POD`,
    ]],
    ['a Service without labels', { kind: MonitorKind.SERVICE }, { service: { labels: {} } }, [
      'of[0]: got "resnet"; is a Service without labels — a ServiceMonitor for it would take every Service of the namespace; give it labels (service.labels), or use MonitorKind.POD',
    ]],
  ])('%s', (_, props, changes, lines) => {
    expect(refused(props, changes)).toBe(`InferenceMonitor cannot be defined:\n${lines.map((l) => `  [test/It] ${l}`).join('\n')}`);
  });

  test('the model that shows nothing, among others', () => {
    const chart = testChart();
    const of = [served(chart), served(chart, 'Quiet', QUIET)];
    expect(refusal(() => new InferenceMonitor(chart, 'It', { of }))).toBe(`InferenceMonitor cannot be defined:\n  [test/It] of[1]: got "triton"; ${NOTHING}`);
    expect(of.map(scrapeSeconds)).toEqual([undefined, undefined]);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });

  test('nothing at the edges: one second, and an answer that takes all of it', () => {
    expect(endpoint({ interval: Duration.seconds(1), scrapeTimeout: Duration.seconds(1), path: '/' })).toMatchObject({ interval: '1s', scrapeTimeout: '1s', path: '/' });
  });
});

test('a second monitor of one model is refused, of whatever kind', () => {
  const chart = testChart();
  const it = served(chart);
  new InferenceMonitor(chart, 'One', { of: [it] });
  expect(refusal(() => new InferenceMonitor(chart, 'Two', { of: [it], kind: MonitorKind.SERVICE }))).toBe('InferenceMonitor cannot be defined:\n'
    + `  [test/Two] of[0]: got "${it.name}"; has a monitor already — its pods would be asked twice, and every sum over their series be double; name it in one InferenceMonitor`);
});
