import { Chart, Duration, type App } from 'cdk8s';
import { parse } from 'yaml';
import {
  AutoscaledInference, FrameMetrics, InferenceMetric, InferenceMonitor, ModelServer, PrometheusAdapterRules, PrometheusType, ScalingMetric,
  type AutoscaledInferenceProps, type PrometheusAdapterRulesProps,
} from '../../src';
import { autoscaledProps, find, refusal, synth, testChart } from '../helpers';

const RATIO = { ei_scale_ratio: PrometheusType.GAUGE };
const engine = (metrics: Record<string, PrometheusType> | undefined = RATIO) => ModelServer.custom({ image: 'a/engine:1', metricsPort: 8000, metrics });
const BY_RATIO = { server: engine(), metrics: [ScalingMetric.pods('ei_scale_ratio', '1')] };

function scaled(chart: Chart, id: string, changes: Partial<AutoscaledInferenceProps> = BY_RATIO): AutoscaledInference {
  return new AutoscaledInference(chart, id, autoscaledProps(changes));
}

/** What the rules for an engine on its ratio print. */
function printed(props: Partial<PrometheusAdapterRulesProps> = {}): any[] {
  const chart = testChart();
  const of = [scaled(chart, 'People')];
  const before = synth(chart).length;
  new PrometheusAdapterRules(chart, 'Adapter', { of, ...props });
  return synth(chart).slice(before);
}

const kinds = (objects: any[]) => objects.map((o) => o.kind);
const config = (objects: any[]): any => parse(objects.find((o) => o.kind === 'ConfigMap' && o.data['config.yaml']).data['config.yaml']);

/** The rules for autoscalers, by the name under which each is served. */
function rules(of: (chart: Chart) => AutoscaledInference[], metrics?: InferenceMetric[]): Record<string, any> {
  const chart = testChart();
  new PrometheusAdapterRules(chart, 'Adapter', { of: of(chart), metrics });
  const all: any[] = config(synth(chart)).rules;
  expect(all.length).toBeGreaterThan(0);
  const named = Object.fromEntries(all.map((r) => [r.name?.as ?? /^[\w:]+/.exec(r.seriesQuery)![0], r]));
  expect(Object.keys(named)).toHaveLength(all.length);
  return named;
}

const RESOURCES_OF_PODS = { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } };

describe('PrometheusAdapterRules emits', () => {
  test('the configuration, which says how the adapter must run, and the three rights', () => {
    expect(printed()).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'adapter-config', namespace: 'monitoring' },
        data: { 'config.yaml': expect.stringMatching(/^# The adapter must run with\n(# {3}--\S+\n){4}rules:\n/) },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'prometheus-adapter-auth-reader', namespace: 'kube-system' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'extension-apiserver-authentication-reader' },
        subjects: [{ kind: 'ServiceAccount', name: 'prometheus-adapter', namespace: 'monitoring' }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'prometheus-adapter:system:auth-delegator' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
        subjects: [{ kind: 'ServiceAccount', name: 'prometheus-adapter', namespace: 'monitoring' }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'prometheus-adapter-pods' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'prometheus-adapter-pods' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'prometheus-adapter-pods' },
        subjects: [{ kind: 'ServiceAccount', name: 'prometheus-adapter', namespace: 'monitoring' }],
      },
    ]);
  });

  test('a configuration of nothing but rules, each with the fields that the adapter knows: it refuses any other', () => {
    const { rules: all, ...others } = config(printed({ metrics: [InferenceMetric.rate('asked_total')] }));
    expect(others).toEqual({});
    for (const rule of all) expect(['seriesQuery', 'resources', 'name', 'metricsQuery']).toEqual(expect.arrayContaining(Object.keys(rule)));
  });

  test('a rule for the metric of pods that seed 004 scales on: its mean, or nothing where that is no number', () => {
    expect(config(printed()).rules).toEqual([{
      seriesQuery: 'ei_scale_ratio{namespace!="",pod!=""}',
      resources: RESOURCES_OF_PODS,
      metricsQuery: expect.stringMatching(/^\(avg\(ei_scale_ratio\{<<\.LabelMatchers>>\}\) by \(<<\.GroupBy>>\)\) >= 0 < \d+$/),
    }]);
  });

  test('a rule for the signal of a server, renamed where its series has colons', () => {
    const server = ModelServer.tensorflowServing();
    expect(rules((chart) => [scaled(chart, 'It', { server, metrics: [server.scalingMetric('7')] })])).toEqual({
      tfserving_requests_per_second: {
        seriesQuery: ':tensorflow:serving:request_count{namespace!="",pod!=""}',
        resources: RESOURCES_OF_PODS,
        name: { as: 'tfserving_requests_per_second' },
        metricsQuery: 'sum(rate(:tensorflow:serving:request_count{<<.LabelMatchers>>}[60s])) by (<<.GroupBy>>)',
      },
    });
  });

  test('a rule that is listed by the buckets of its histogram', () => {
    const latency = InferenceMetric.quantile('latency', 0.9);
    expect(rules((chart) => [scaled(chart, 'It', { server: engine({ latency: PrometheusType.HISTOGRAM }), metrics: [ScalingMetric.inference(latency, '2')] })]).latency_p90).toMatchObject({
      seriesQuery: 'latency_bucket{namespace!="",pod!=""}', name: { as: 'latency_p90' },
    });
  });

  test('one rule for autoscalers that share a metric, and one for each that they do not', () => {
    const shared = rules((chart) => [scaled(chart, 'Face'), scaled(chart, 'Car'), scaled(chart, 'Chat', {
      server: ModelServer.triton(), metrics: [ScalingMetric.cpuUtilization(50), ModelServer.triton().scalingMetric(), ScalingMetric.pods('nv_inference_pending_request_count', '2')],
    })]);
    expect(Object.keys(shared)).toEqual(['ei_scale_ratio', 'triton_queue_us_per_request', 'nv_inference_pending_request_count']);
  });

  test('rules for metrics that others ask for', () => {
    const more = InferenceMetric.query('most', ['fps'], 'max(fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)');
    expect(Object.keys(rules((chart) => [scaled(chart, 'It')], [more, InferenceMetric.rate('asked_total')]))).toEqual(['ei_scale_ratio', 'most', 'asked_per_second']);
    expect(Object.keys(rules((chart) => [scaled(chart, 'It', { metrics: [ScalingMetric.cpuUtilization(50)] })], [more]))).toEqual(['most']);
  });

  test('a query of one\'s own as it was written, whatever it holds', () => {
    const query = 'max(\n  fps{<<.LabelMatchers>>, stream=~"a: b|c\'d"}\n) by (<<.GroupBy>>)';
    expect(rules((chart) => [scaled(chart, 'It')], [InferenceMetric.query('most', ['fps'], query)]).most.metricsQuery).toContain(query);
  });
});

const SIGNALS: Array<[string, ModelServer, string]> = [
  ['TensorFlow Serving', ModelServer.tensorflowServing(), '7'],
  ['Triton', ModelServer.triton(), '50'],
  ['OpenVINO Model Server', ModelServer.openvino(), '4'],
  ['vLLM', ModelServer.vllm(), '8'],
  ['TorchServe', ModelServer.torchServe(), '100'],
  ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q.gguf' }), '4'],
];

describe('the rules for what autoscalers follow', () => {
  test.each(SIGNALS)('%s: name what its monitored port shows', (_, server, target) => {
    const chart = testChart();
    const it = scaled(chart, 'It', { server, metrics: [server.scalingMetric(target)] });
    new InferenceMonitor(chart, 'Monitor', { of: [it] });
    new PrometheusAdapterRules(chart, 'Adapter', { of: [it] });
    const { spec } = find(chart, 'PodMonitor');
    const port = find(chart, 'Deployment').spec.template.spec.containers[0].ports.find((p: any) => p.name === spec.podMetricsEndpoints[0].port);
    expect([port.containerPort, spec.podMetricsEndpoints[0].path]).toEqual([server.metricsPort, server.metricsPath]);
    expect(spec.selector.matchLabels).toEqual(it.selector);
    const [rule] = config(synth(chart)).rules;
    const named = [...`${rule.seriesQuery} ${rule.metricsQuery}`.matchAll(/[a-zA-Z_:][\w:]*(?=\{)/g)].map(([series]) => series.replace(/_(bucket|count)$/, (part: string) => (series in server.metrics! ? part : '')));
    expect(Object.keys(server.metrics!)).toEqual(expect.arrayContaining(named));
    expect(find(chart, 'HorizontalPodAutoscaler').spec.metrics[0].pods.metric.name).toBe(rule.name?.as ?? server.signal!._discovered);
  });

  test('of all servers in one app: each served under a name of its own', () => {
    expect(Object.keys(rules((chart) => SIGNALS.map(([, server, target], i) => scaled(chart, `S${i}`, { server, metrics: [server.scalingMetric(target)] }))))).toHaveLength(SIGNALS.length);
  });
});

describe('each property of PrometheusAdapterRules changes what is printed:', () => {
  const subjects = (objects: any[]) => objects.filter((o) => o.subjects).map((o) => o.subjects);

  test('name, of the ConfigMap', () => {
    expect(printed({ name: 'rules' })[0].metadata).toEqual({ name: 'rules', namespace: 'monitoring' });
  });

  test('namespace, of the ConfigMap and of the adapter that has the rights', () => {
    const objects = printed({ namespace: 'custom-metrics' });
    expect(objects[0].metadata.namespace).toBe('custom-metrics');
    expect(subjects(objects)).toEqual(Array(3).fill([{ kind: 'ServiceAccount', name: 'prometheus-adapter', namespace: 'custom-metrics' }]));
    expect(objects.map((o) => o.metadata.namespace)).toEqual(['custom-metrics', 'kube-system', undefined, undefined, undefined]);
  });

  test('serviceAccountName, of the adapter that has the rights', () => {
    expect(subjects(printed({ serviceAccountName: 'adapter' }))).toEqual(Array(3).fill([{ kind: 'ServiceAccount', name: 'adapter', namespace: 'monitoring' }]));
  });

  test('rbac, without which there is no right', () => {
    expect(kinds(printed({ rbac: false }))).toEqual(['ConfigMap']);
    expect(printed({ rbac: true })).toEqual(printed());
  });

  test('prometheus, in the flags and in the comment that tells them', () => {
    const chart = testChart();
    const adapter = new PrometheusAdapterRules(chart, 'Adapter', { of: [scaled(chart, 'It')], prometheus: 'https://prom.example.com/tenant' });
    expect(adapter.flags).toEqual([
      '--config=/etc/adapter/config.yaml', '--prometheus-url=https://prom.example.com/tenant', '--metrics-relist-interval=60s', '--metrics-max-age=120s',
    ]);
    const text: string = find(chart, 'ConfigMap').data['config.yaml'];
    expect(text.split('\n').slice(1, 5)).toEqual(adapter.flags.map((f) => `#   ${f}`));
  });

  test('its objects are there to be changed', () => {
    const chart = testChart();
    const adapter = new PrometheusAdapterRules(chart, 'Adapter', { of: [scaled(chart, 'It')] });
    expect(adapter.node.defaultChild).toBe(adapter.configMap);
    expect(adapter.flags).toContain('--prometheus-url=http://prometheus-operated.monitoring.svc:9090/');
    expect(find(chart, 'ConfigMap').metadata.name).toBe(adapter.configMap.name);
  });

  test('cluster-wide rights have no namespace in a chart without one either', () => {
    const chart = new Chart(testChart().node.root, 'bare');
    new PrometheusAdapterRules(chart, 'Adapter', { of: [scaled(chart, 'It')] });
    expect(synth(chart).filter((o) => o.kind.startsWith('ClusterRole')).map((o) => o.metadata.namespace)).toEqual([undefined, undefined, undefined]);
  });
});

describe('PrometheusAdapterRules refuses', () => {
  const API = '(Kubernetes API validation)';
  const OBJECT = `the API server would reject the object; give another name ${API}`;
  const SUBDOMAIN = `must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — ${OBJECT}`;
  const ADDRESS = 'must be an address with http:// or https:// — the adapter could not reach it; write it as http://prometheus-operated.monitoring.svc:9090/';
  const METRIC = 'must be an InferenceMetric — nothing else says how it is computed; use one of its factories';
  const SHOWN = 'the autoscaler would find no value, and hold; use one of these, or InferenceMetric.query for what another container shows';
  const CLASH = 'is the name of another metric too — the adapter takes the last of two rules of one name without a word; give one of them another name';
  const CPU = { metrics: [ScalingMetric.cpuUtilization(50)] };
  const SERIES = 'must be the name of a Prometheus series — Prometheus would refuse the query, and with it the adapter drops every rule; give the name without labels';

  test.each<[string, Partial<PrometheusAdapterRulesProps>, Array<Partial<AutoscaledInferenceProps>>, string[]]>([
    ['no model', { of: [] }, [], ['of: got []; must name at least one served model — there would be nothing to do; give an AutoscaledInference or InferenceDeployment']],
    ['names that are none', { name: 'Rules', serviceAccountName: 'a_b' }, [BY_RATIO], [`name: got "Rules"; ${SUBDOMAIN}`, `serviceAccountName: got "a_b"; ${SUBDOMAIN}`]],
    ['a namespace with a dot, which a name may have', { name: 'a.b', namespace: 'a.b' }, [BY_RATIO], [
      `namespace: got "a.b"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — ${OBJECT}`,
    ]],
    ['an account without rights', { rbac: false, serviceAccountName: 'adapter' }, [BY_RATIO], [
      'serviceAccountName: got "adapter"; has no effect without rbac — no right is written that would name it; leave it out',
    ]],
    ['an address without its protocol', { prometheus: 'prometheus:9090' }, [BY_RATIO], [`prometheus: got "prometheus:9090"; ${ADDRESS}`]],
    ['an address with a line break', { prometheus: 'http://prometheus:9090\nrules: []' }, [BY_RATIO], [`prometheus: got "http://prometheus:9090\\nrules: []"; ${ADDRESS}`]],
    ['what is no metric', { metrics: ['fps' as unknown as InferenceMetric] }, [BY_RATIO], [`metrics[0]: got "fps"; ${METRIC}`]],
    ['a metric in place of a list', { metrics: 'fps' as unknown as InferenceMetric[] }, [BY_RATIO], [`metrics[0]: got "fps"; ${METRIC}`]],
    ['a further metric that cannot be asked for', { metrics: [InferenceMetric.gauge('a b')] }, [BY_RATIO], [`metrics[0].series: got "a b"; ${SERIES}`]],
    ['autoscalers on CPU alone', {}, [CPU, CPU], [
      'of: got "a, b"; have no autoscaler that asks for a metric of pods — an adapter without rules serves no metrics API at all; '
      + 'leave PrometheusAdapterRules out, or scale on ScalingMetric.pods or inference',
    ]],
    ['a metric that the server does not show', {}, [BY_RATIO, { server: ModelServer.torchServe(), metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.pods('queue', '1')] }], [
      `of[1].metrics[1]: got "queue"; is not shown by torchserve, which shows ts_inference_requests_total, ts_inference_latency_microseconds, ts_queue_latency_microseconds — ${SHOWN}`,
    ]],
    ['TorchServe\'s total, as its own guide scales on it', {}, [{ server: ModelServer.torchServe(), metrics: [ScalingMetric.pods('ts_queue_latency_microseconds', '7000')] }], [
      'of[0].metrics[0]: got "ts_queue_latency_microseconds"; is a counter, not a gauge — a total only grows, so the replicas would only grow; use InferenceMetric.rate or ratio',
    ]],
    ['a name that no series has, of a server of which nothing is known', {}, [{ server: ModelServer.custom({ image: 'a/b:1', metricsPort: 1 }), metrics: [ScalingMetric.pods('requests-per-second', '1')] }], [
      `of[0].metrics[0].series: got "requests-per-second"; ${SERIES}`,
    ]],
    ['two measures of one name in two autoscalers', {}, [BY_RATIO, { server: engine({ fps: PrometheusType.GAUGE }), metrics: [ScalingMetric.inference(InferenceMetric.gauge('fps', { name: 'ei_scale_ratio' }), '1')] }], [
      `of[1].metrics[0]: got "ei_scale_ratio"; ${CLASH}`,
    ]],
    ['a further metric of a name that an autoscaler uses', { metrics: [InferenceMetric.rate('ei_scale_ratio', { name: 'ei_scale_ratio' })] }, [BY_RATIO], [`metrics[0]: got "ei_scale_ratio"; ${CLASH}`]],
  ])('%s', (_, props, models, lines) => {
    const chart = testChart();
    const of = models.map((changes, i) => scaled(chart, 'AB'[i], changes));
    expect(refusal(() => new PrometheusAdapterRules(chart, 'It', { of, ...props }))).toBe(`PrometheusAdapterRules cannot be defined:\n${lines.map((l) => `  [test/It] ${l}`).join('\n')}`);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });

  test('nothing of two autoscalers whose measures of one name are the same', () => {
    const frames = FrameMetrics.of({ inferred: 'a', dropped: 'b' });
    const both = rules((chart) => ['A', 'B'].map((id) => scaled(chart, id, { server: engine(frames.series), metrics: [ScalingMetric.inference(frames.offered(), '10')] })));
    expect(Object.keys(both)).toEqual(['frames_offered_per_second']);
  });
});

describe('a time span is held against how often the pods are asked', () => {
  const RATE = (seconds: number) => ({
    server: engine({ asked_total: PrometheusType.COUNTER }), metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.inference(InferenceMetric.rate('asked_total', { window: Duration.seconds(seconds) }), '5')],
  });

  /** What the construct itself says at synth; the rules over all objects say what they find beside it. */
  function told(define: (chart: Chart) => void): string[] {
    const chart = testChart();
    define(chart);
    const message = refusal(() => (chart.node.root as App).synthYaml()) ?? '';
    return message.split('\n').slice(1).map((line) => line.trim()).filter((line) => /^\[test\/Adapter\] of\[/.test(line));
  }
  const line = (place: string, window: number, interval: number) => `[test/Adapter] of[${place}].metrics[1]: got "${window} s"; must be at least two scrapes of ${interval} s — `
    + `a rate over fewer has no value most of the time, and the autoscaler holds; give a window of ${4 * interval} s, or let the monitor ask more often`;
  const adapter = (chart: Chart, ...of: AutoscaledInference[]) => new PrometheusAdapterRules(chart, 'Adapter', { of });

  test.each<[string, number, number, boolean]>([
    ['one and a half scrapes', 45, 30, false],
    ['one second less than two', 59, 30, false],
    ['two', 60, 30, true],
    ['four', 120, 30, true],
  ])('of %s: %i s of %i s', (_, window, interval, fits) => {
    for (const monitorFirst of [true, false]) {
      expect(told((chart) => {
        const it = scaled(chart, 'It', RATE(window));
        const define = [
          () => new InferenceMonitor(chart, 'Monitor', { of: [it], interval: Duration.seconds(interval) }),
          () => adapter(chart, it),
        ];
        (monitorFirst ? define : define.reverse()).forEach((f) => f());
      })).toEqual(fits ? [] : [line('0', window, interval)]);
    }
  });

  test('of 15 seconds, where there is no monitor', () => {
    expect(told((chart) => adapter(chart, scaled(chart, 'It', RATE(29))))).toEqual([line('0', 29, 15)]);
    expect(told((chart) => adapter(chart, scaled(chart, 'It', RATE(30))))).toEqual([]);
  });

  test('of each model by its own monitor', () => {
    expect(told((chart) => {
      const [often, seldom] = ['A', 'B'].map((id) => scaled(chart, id, RATE(60)));
      adapter(chart, often, seldom);
      new InferenceMonitor(chart, 'Often', { of: [often], interval: Duration.seconds(15) });
      new InferenceMonitor(chart, 'Seldom', { of: [seldom], interval: Duration.seconds(45) });
    })).toEqual([line('1', 60, 45)]);
  });

  test('also in a query of one\'s own', () => {
    const query = InferenceMetric.query('x', ['asked_total'], 'sum(rate(asked_total{<<.LabelMatchers>>}[20s])) by (<<.GroupBy>>)');
    expect(told((chart) => adapter(chart, scaled(chart, 'It', { server: engine(undefined), metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.inference(query, '5')] })))).toEqual([line('0', 20, 15)]);
  });

  test('and a gauge has none', () => {
    expect(told((chart) => {
      const it = scaled(chart, 'It');
      adapter(chart, it);
      new InferenceMonitor(chart, 'Monitor', { of: [it], interval: Duration.seconds(60) });
    })).toEqual([]);
  });

  test('and so is the memory of the adapter, which forgets what is asked less than every minute', () => {
    expect(told((chart) => {
      const of = [scaled(chart, 'A'), scaled(chart, 'B', { metrics: [ScalingMetric.cpuUtilization(50)] })];
      adapter(chart, ...of);
      new InferenceMonitor(chart, 'Monitor', { of, interval: Duration.seconds(61) });
    })).toEqual([
      '[test/Adapter] of[0]: got "61 s"; must be asked every 60 s or more often — '
      + 'the adapter forgets what it has not seen for 120 s (--metrics-max-age), and the autoscaler finds no metric; give the InferenceMonitor an interval of at most 60 s',
    ]);
  });
});
