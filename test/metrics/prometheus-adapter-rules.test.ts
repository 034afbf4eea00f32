import { Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  AutoscaledInference, FrameMetrics, InferenceMetric, InferenceMonitor, ModelServer, PrometheusAdapterRules,
  PrometheusType, ScalingEngine, ScalingMetric,
  type AutoscaledInferenceProps, type PrometheusAdapterRulesProps,
} from '../../src';
import { autoscaledProps, find, refused, stopped, synth, testChart } from '../helpers';

const RATIO = { ei_scale_ratio: PrometheusType.GAUGE };
const engine = (metrics: Record<string, PrometheusType> | undefined = RATIO) => ModelServer.custom({
  image: 'a/engine:1',
  metricsPort: 8000,
  metrics,
});
const BY_RATIO = { server: engine(), metrics: [ScalingMetric.pods('ei_scale_ratio', '1')] };

/** Code and field of a problem. */
type Expected = [code: string, field: string];

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
const config = (objects: any[]): any => (
  parse(objects.find((o) => o.kind === 'ConfigMap' && o.data['config.yaml']).data['config.yaml']));

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
        data: {
          'config.yaml': expect.stringMatching(
            /^# The adapter must run with\n(# {3}--\S+\n){4}# Another program .*\n# elastic-inference .*\nrules:\n/,
          ),
        },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'prometheus-adapter-auth-reader', namespace: 'kube-system' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'extension-apiserver-authentication-reader',
        },
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

  test('a configuration of rules alone, each with the fields that the adapter accepts', () => {
    const { rules: all, ...others } = config(printed({ metrics: [InferenceMetric.rate('asked_total')] }));
    expect(others).toEqual({});
    for (const rule of all) {
      expect(['seriesQuery', 'resources', 'name', 'metricsQuery']).toEqual(
        expect.arrayContaining(Object.keys(rule)),
      );
    }
  });

  test('a rule for a metric of pods, such as the scale ratio: its average, or no value where that is no number', () => {
    expect(config(printed()).rules).toEqual([{
      seriesQuery: 'ei_scale_ratio{namespace!="",pod!=""}',
      resources: RESOURCES_OF_PODS,
      metricsQuery: expect.stringMatching(
        /^\(avg\(ei_scale_ratio\{<<\.LabelMatchers>>\}\) by \(<<\.GroupBy>>\)\) >= 0 < \d+$/,
      ),
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
    expect(rules((chart) => [
      scaled(chart, 'It', {
        server: engine({ latency: PrometheusType.HISTOGRAM }),
        metrics: [ScalingMetric.inference(latency, '2')],
      }),
    ]).latency_p90).toMatchObject({
      seriesQuery: 'latency_bucket{namespace!="",pod!=""}', name: { as: 'latency_p90' },
    });
  });

  test('one rule for each metric, however many autoscalers use it', () => {
    const shared = rules((chart) => [scaled(chart, 'Face'), scaled(chart, 'Car'), scaled(chart, 'Chat', {
      server: ModelServer.triton(),
      metrics: [
        ScalingMetric.cpuUtilization(50),
        ModelServer.triton().scalingMetric(),
        ScalingMetric.pods('nv_inference_pending_request_count', '2'),
      ],
    })]);
    expect(Object.keys(shared)).toEqual([
      'ei_scale_ratio',
      'triton_requests_in_flight',
      'nv_inference_pending_request_count',
    ]);
  });

  test('rules for the further metrics', () => {
    const more = InferenceMetric.query('most', ['fps'], 'max(fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)');
    expect(Object.keys(rules((chart) => [scaled(chart, 'It')], [more, InferenceMetric.rate('asked_total')]))).toEqual([
      'ei_scale_ratio',
      'most',
      'asked_per_second',
    ]);
    expect(Object.keys(rules((chart) => [
      scaled(chart, 'It', { metrics: [ScalingMetric.cpuUtilization(50)] }),
    ], [more]))).toEqual(['most']);
  });

  test('a query of one\'s own as it was written, whatever it holds', () => {
    const query = 'max(\n  fps{<<.LabelMatchers>>, stream=~"a: b|c\'d"}\n) by (<<.GroupBy>>)';
    expect(rules((chart) => [scaled(chart, 'It')], [
      InferenceMetric.query('most', ['fps'], query),
    ]).most.metricsQuery).toContain(query);
  });
});

const SIGNALS: Array<[string, ModelServer, string]> = [
  ['TensorFlow Serving', ModelServer.tensorflowServing(), '7'],
  ['Triton', ModelServer.triton(), '50'],
  ['OpenVINO Model Server', ModelServer.openvino(), '4'],
  ['vLLM', ModelServer.vllm(), '8'],
  ['TorchServe', ModelServer.torchServe(), '100'],
  ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q.gguf' }), '4'],
  ['KServe', ModelServer.kserve({ image: 'a/iris:1' }), '4'],
  ['MLServer', ModelServer.mlServer(), '4'],
  ['BentoML', ModelServer.bentoMl({ image: 'a/bento:1' }), '4'],
];

describe('the rules for what autoscalers follow', () => {
  test.each(SIGNALS)('%s: name what its monitored port shows', (_, server, target) => {
    const chart = testChart();
    const it = scaled(chart, 'It', { server, metrics: [server.scalingMetric(target)] });
    new InferenceMonitor(chart, 'Monitor', { of: [it] });
    new PrometheusAdapterRules(chart, 'Adapter', { of: [it] });
    const { spec } = find(chart, 'PodMonitor');
    const port = find(chart, 'Deployment').spec.template.spec.containers[0].ports.find((p: any) => (
      p.name === spec.podMetricsEndpoints[0].port));
    expect([port.containerPort, spec.podMetricsEndpoints[0].path]).toEqual([server.metricsPort, server.metricsPath]);
    expect(spec.selector.matchLabels).toEqual(it.selector);
    const [rule] = config(synth(chart)).rules;
    const named = [...`${rule.seriesQuery} ${rule.metricsQuery}`.matchAll(/[a-zA-Z_:][\w:]*(?=\{)/g)].map(
      ([series]) => series.replace(/_(bucket|count|sum)$/, (part: string) => (series in server.metrics! ? part : '')),
    );
    expect(Object.keys(server.metrics!)).toEqual(expect.arrayContaining(named));
    expect(find(chart, 'HorizontalPodAutoscaler').spec.metrics[0].pods.metric.name).toBe(
      rule.name?.as ?? server.signal!._discovered,
    );
  });

  test('of all servers in one app: each served under a name of its own', () => {
    expect(Object.keys(rules((chart) => SIGNALS.map(([, server, target], i) => scaled(chart, `S${i}`, {
      server,
      metrics: [server.scalingMetric(target)],
    }))))).toHaveLength(SIGNALS.length);
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
    expect(subjects(objects)).toEqual(Array(3).fill([
      { kind: 'ServiceAccount', name: 'prometheus-adapter', namespace: 'custom-metrics' },
    ]));
    expect(objects.map((o) => o.metadata.namespace)).toEqual([
      'custom-metrics',
      'kube-system',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('serviceAccountName, of the adapter that has the rights', () => {
    expect(subjects(printed({ serviceAccountName: 'adapter' }))).toEqual(Array(3).fill([
      { kind: 'ServiceAccount', name: 'adapter', namespace: 'monitoring' },
    ]));
  });

  test('rbac, without which there is no right', () => {
    expect(kinds(printed({ rbac: false }))).toEqual(['ConfigMap']);
    expect(printed({ rbac: true })).toEqual(printed());
  });

  test('prometheus, in the flags and in their comment', () => {
    const chart = testChart();
    const adapter = new PrometheusAdapterRules(chart, 'Adapter', {
      of: [scaled(chart, 'It')],
      prometheus: 'https://prom.example.com/tenant',
    });
    expect(adapter.flags).toEqual([
      '--config=/etc/adapter/config.yaml',
      '--prometheus-url=https://prom.example.com/tenant',
      '--metrics-relist-interval=60s',
      '--metrics-max-age=120s',
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
    expect(synth(chart).filter((o) => o.kind.startsWith('ClusterRole')).map((o) => o.metadata.namespace)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('programs that share an adapter', () => {
  test('each print a part of the configuration, which the adapter does not read itself, and no rights', () => {
    const part = printed({ program: 'shop', name: 'rules' });
    expect(kinds(part)).toEqual(['ConfigMap']);
    expect(part[0].metadata).toEqual({
      name: 'rules-shop', namespace: 'monitoring', labels: { 'elastic-inference/adapter-rules': 'rules' },
    });
    expect(part[0].data['config.yaml']).toContain('\n# A part of rules, which the adapter reads:');
    expect(config(part)).toEqual(config(printed()));
  });

  test('may bring the rights all the same', () => {
    expect(kinds(printed({ program: 'shop', rbac: true }))).toHaveLength(5);
    expect(refused(() => printed({ program: 'shop', rbac: true, serviceAccountName: 'adapter' }))).toEqual([]);
  });

  test('in one app may have parts of one configuration, and not the configuration itself twice', () => {
    const chart = (props: Array<Partial<PrometheusAdapterRulesProps>>) => {
      const it = testChart();
      const of = [scaled(it, 'People')];
      const further = { metrics: [InferenceMetric.rate('asked_total')] };
      props.forEach((one, i) => new PrometheusAdapterRules(it, `Adapter${i}`, { of, ...(i > 0 && further), ...one }));
      return it;
    };
    expect(stopped(chart([{ program: 'a' }, { program: 'b' }]))).toEqual([]);
    expect(stopped(chart([{}, {}]))).toEqual([
      ['test/Adapter1', 'duplicate-object', 'ConfigMap monitoring/adapter-config', 'metadata.name'],
    ]);
  });
});

describe('PrometheusAdapterRules refuses', () => {
  const CPU = { metrics: [ScalingMetric.cpuUtilization(50)] };
  const KEDA = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });

  test.each<[string, Partial<PrometheusAdapterRulesProps>, Array<Partial<AutoscaledInferenceProps>>, ...Expected[]]>([
    ['no model', { of: [] }, [], ['metrics/no-served-model', 'of']],
    ['names that are none', { name: 'Rules', serviceAccountName: 'a_b' }, [BY_RATIO], ['validation/name', 'name'],
      ['validation/name', 'serviceAccountName']],
    ['a namespace with a dot, which a name may have', { name: 'a.b', namespace: 'a.b' }, [BY_RATIO],
      ['validation/name', 'namespace']],
    ['an account of a part, which brings no rights', { program: 'shop', serviceAccountName: 'adapter' }, [BY_RATIO],
      ['metrics/account-without-rights', 'serviceAccountName']],
    ['a program that is no DNS label', { program: 'Shop' }, [BY_RATIO], ['validation/name', 'program']],
    ['a part of a configuration whose name is no value of a label', { program: 'shop', name: 'a'.repeat(64) },
      [BY_RATIO], ['validation/name', 'name']],
    ['an account without rights', { rbac: false, serviceAccountName: 'adapter' }, [BY_RATIO],
      ['metrics/account-without-rights', 'serviceAccountName']],
    ['an address without its protocol', { prometheus: 'prometheus:9090' }, [BY_RATIO],
      ['metrics/invalid-prometheus-address', 'prometheus']],
    ['an address with a line break', { prometheus: 'http://prometheus:9090\nrules: []' }, [BY_RATIO],
      ['metrics/invalid-prometheus-address', 'prometheus']],
    ['what is no metric', { metrics: ['fps' as unknown as InferenceMetric] }, [BY_RATIO],
      ['values/not-an-inference-metric', 'metrics[0]']],
    ['a metric in place of a list', { metrics: 'fps' as unknown as InferenceMetric[] }, [BY_RATIO],
      ['validation/type', 'metrics']],
    ['a further metric with an invalid series', { metrics: [InferenceMetric.gauge('a b')] }, [BY_RATIO],
      ['values/invalid-series-name', 'metrics[0].series']],
    ['autoscalers on CPU alone', {}, [CPU, CPU], ['metrics/no-metric-of-pods', 'of']],
    ['KEDA alone, which needs no adapter', {}, [{ ...BY_RATIO, engine: KEDA }, CPU],
      ['metrics/no-metric-for-the-adapter', 'of']],
    ['KEDA on CPU alone', {}, [{ ...CPU, engine: KEDA }], ['metrics/no-metric-of-pods', 'of']],
    ['a metric that the server does not show', {},
      [BY_RATIO,
        {
          server: ModelServer.torchServe(),
          metrics: [
            ScalingMetric.cpuUtilization(50),
            ScalingMetric.pods('queue', '1'),
          ],
        }],
      ['metrics/series-not-exposed', 'of[1].metrics[1]']],
    ['TorchServe\'s total, as its own guide scales on it', {},
      [{ server: ModelServer.torchServe(), metrics: [ScalingMetric.pods('ts_queue_latency_microseconds', '7000')] }],
      ['metrics/total-without-rate', 'of[0].metrics[0]']],
    ['a name that no series has, of a server of which nothing is known', {},
      [{
        server: ModelServer.custom({ image: 'a/b:1', metricsPort: 1 }),
        metrics: [
          ScalingMetric.pods('requests-per-second', '1'),
        ],
      }],
      ['values/invalid-series-name', 'of[0].metrics[0].series']],
    ['two measures of one name in two autoscalers', {},
      [BY_RATIO,
        {
          server: engine({ fps: PrometheusType.GAUGE }),
          metrics: [
            ScalingMetric.inference(InferenceMetric.gauge('fps', { name: 'ei_scale_ratio' }), '1'),
          ],
        }],
      ['metrics/metric-name-taken', 'of[1].metrics[0]']],
    ['a further metric of a name that an autoscaler uses',
      { metrics: [InferenceMetric.rate('ei_scale_ratio', { name: 'ei_scale_ratio' })] }, [BY_RATIO],
      ['metrics/metric-name-taken', 'metrics[0]']],
  ])('%s', (_, props, models, ...expected) => {
    const chart = testChart();
    const of = models.map((changes, i) => scaled(chart, 'AB'[i], changes));
    expect(refused(() => new PrometheusAdapterRules(chart, 'It', { of, ...props }))).toEqual(expected);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });

  test('nothing of two autoscalers whose measures of one name are the same', () => {
    const frames = FrameMetrics.of({ inferred: 'a', dropped: 'b' });
    const both = rules((chart) => ['A', 'B'].map((id) => scaled(chart, id, {
      server: engine(frames.series),
      metrics: [ScalingMetric.inference(frames.offered(), '10')],
    })));
    expect(Object.keys(both)).toEqual(['frames_offered_per_second']);
  });
});

describe('the time window of a metric is compared with how often the pods are scraped', () => {
  const byRate = (seconds: number) => {
    const metric = InferenceMetric.rate('asked_total', { window: Duration.seconds(seconds) });
    return {
      server: engine({ asked_total: PrometheusType.COUNTER }),
      metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.inference(metric, '5')],
    };
  };

  /** What stops the synth: each fault once. */
  function faults(define: (chart: Chart) => void): Array<[code: string, object: string]> {
    const chart = testChart();
    define(chart);
    return stopped(chart).map(([, code, object]) => [code, object]);
  }
  const RULES: [string, string] = ['rate-window-too-short', 'ConfigMap monitoring/adapter-config'];
  const adapter = (chart: Chart, ...of: AutoscaledInference[]) => new PrometheusAdapterRules(chart, 'Adapter', { of });
  const monitor = (chart: Chart, id: string, seconds: number, ...of: AutoscaledInference[]) => (
    new InferenceMonitor(chart, id, { of, interval: Duration.seconds(seconds) }));

  test.each<[string, number, number, boolean]>([
    ['one and a half scrapes', 45, 30, false],
    ['one second less than two', 59, 30, false],
    ['two', 60, 30, true],
    ['four', 120, 30, true],
  ])('of %s: %i s of %i s, whichever is defined first', (_, window, interval, fits) => {
    for (const monitorFirst of [true, false]) {
      expect(faults((chart) => {
        const it = scaled(chart, 'It', byRate(window));
        if (monitorFirst) monitor(chart, 'Monitor', interval, it);
        adapter(chart, it);
        if (!monitorFirst) monitor(chart, 'Monitor', interval, it);
      })).toEqual(fits ? [] : [RULES]);
    }
  });

  test('of 15 seconds, where there is no monitor', () => {
    expect(faults((chart) => adapter(chart, scaled(chart, 'It', byRate(29))))).toEqual([RULES]);
    expect(faults((chart) => adapter(chart, scaled(chart, 'It', byRate(30))))).toEqual([]);
  });

  test('of each model by its own monitor', () => {
    expect(faults((chart) => {
      const [often, seldom] = ['A', 'B'].map((id) => scaled(chart, id, byRate(60)));
      adapter(chart, often, seldom);
      monitor(chart, 'Often', 15, often);
      monitor(chart, 'Seldom', 45, seldom);
    })).toEqual([RULES]);
  });

  test('also in a query of one\'s own', () => {
    const query = InferenceMetric.query('x', ['asked_total'],
      'sum(rate(asked_total{<<.LabelMatchers>>}[20s])) by (<<.GroupBy>>)');
    const metrics = [ScalingMetric.cpuUtilization(50), ScalingMetric.inference(query, '5')];
    expect(faults((chart) => adapter(chart, scaled(chart, 'It', { server: engine(undefined), metrics })))).toEqual([
      RULES,
    ]);
  });

  test('and a gauge has none', () => {
    expect(faults((chart) => {
      const it = scaled(chart, 'It');
      adapter(chart, it);
      monitor(chart, 'Monitor', 60, it);
    })).toEqual([]);
  });

  test('and so is the memory of the adapter, which forgets what is scraped less than every minute', () => {
    expect(faults((chart) => {
      const of = [scaled(chart, 'A'), scaled(chart, 'B', { metrics: [ScalingMetric.cpuUtilization(50)] })];
      adapter(chart, ...of);
      monitor(chart, 'Monitor', 61, ...of);
    })).toEqual([['rate-window-too-short', 'PodMonitor vision/a']]);
  });
});
