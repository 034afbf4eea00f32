import { ApiObject, App, Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  Forecast, InferenceAutoscaler, KubernetesVersion, Load, LoadProfile, ScalingMetric, type ForecastOptions,
  type ForecastRunOptions,
} from '../../src';
import { refused, RESOURCES, synth, testChart } from '../helpers';
import { addClassifier, classifier, classifierChart, coresAt, HOUR } from './classifier';

const LOAD = coresAt([0, 0.5], [10, 2.3], [30, 0.5]);
const NODE = { cpu: Cpu.units(4), memory: Size.gibibytes(16) };
const constant = (value: number) => Load.cores(LoadProfile.constant(value));

describe('a forecast', () => {
  test('says how many replicas a load will have', () => {
    const day = classifier().load('classifier', LOAD).run(HOUR);
    // 2.3 cores at 60 % of one core.
    expect(day.peak('classifier')).toBe(4);
    expect(day.lowest('classifier')).toBe(1);
  });

  test('of a load that repeats is of 24 hours', () => {
    const day = classifier().load('classifier', constant(0.5)).run();
    expect(day.replicaHours('classifier')).toBe(24);
  });

  test('does not change when another one is made of it', () => {
    const none = classifier();
    const one = none.load('classifier', constant(0.5));
    const two = one.load('classifier', constant(0.6));
    expect([none, one, two].map((it) => it.run(HOUR).peak('classifier'))).toEqual([1, 1, 2]);
  });

  test('changes nothing of the program', () => {
    const chart = classifierChart();
    const before = synth(chart);
    Forecast.of(chart).load('classifier', LOAD).run(HOUR);
    expect(synth(chart)).toEqual(before);
  });

  test('is of what the program says when it runs', () => {
    const chart = testChart();
    const forecast = Forecast.of(chart);
    addClassifier(chart);
    expect(forecast.run(HOUR).services).toEqual(['classifier']);
  });
});

describe('what a forecast is of', () => {
  const app = () => {
    const root = new App({ outdir: Testing.app().outdir });
    const [vision, speech] = ['vision', 'speech'].map((name) => new Chart(root, name, { namespace: name }));
    return { root, vision, speech, seeing: addClassifier(vision, 'Seeing'), hearing: addClassifier(speech, 'Hearing') };
  };

  test('the whole app, a chart, or one construct', () => {
    const { root, vision, hearing } = app();
    const names = (scope: Construct) => Forecast.of(scope).run(HOUR).services.length;
    expect([root, vision, hearing].map(names)).toEqual([2, 1, 1]);
    expect(Forecast.of(hearing).run(HOUR).services[0]).toContain('hearing');
  });

  test('an autoscaler, whose workload is elsewhere', () => {
    const chart = testChart();
    const own = new Deployment(chart, 'Own', {
      metadata: { name: 'own' }, containers: [{ image: 'a/own:1', ports: [{ number: 8080 }], resources: RESOURCES }],
    });
    addClassifier(chart);
    const metrics = [ScalingMetric.cpuUtilization(60)];
    const autoscaler = new InferenceAutoscaler(chart, 'Scaler', { target: own, maxReplicas: 3, metrics });
    expect(Forecast.of(autoscaler).run(HOUR).services).toEqual(['own']);
    expect(Forecast.of(chart).run(HOUR).services.sort()).toEqual(['classifier', 'own']);
  });

  test('of an app, a chart, a construct and of their manifests the figures are the same', () => {
    const chart = classifierChart();
    const options = { startup: { classifier: Duration.seconds(20) } };
    const scopes = [chart.node.root as App, chart, chart.node.findChild('Classifier') as Construct];
    const made = [...scopes.map((scope) => Forecast.of(scope, options)), Forecast.ofManifests(synth(chart), options)];
    const [first, ...others] = made.map((one) => one.load('classifier', LOAD).run(HOUR).toJson());
    expect(JSON.parse(first).services[0].peakReplicas).toBe(4);
    expect(others).toEqual([first, first, first]);
  });

  test('of no objects there is no service', () => {
    expect(Forecast.ofManifests([]).run(HOUR).services).toEqual([]);
  });

  test('of anything in a list of manifests that is none, it is not', () => {
    const strange = [null, undefined, 5, 'x', [], {}, { kind: 'Deployment' }, { kind: 5, metadata: 7 }];
    const manifests = synth(classifierChart());
    expect(Forecast.ofManifests([...strange, ...manifests, ...strange]).run(HOUR).services).toEqual(['classifier']);
  });
});

describe('several loads of a service', () => {
  test('add up, by whatever name it is called', () => {
    const one = classifier().load('classifier', constant(1)).load('vision/classifier', constant(1.4)).run(HOUR);
    const sum = classifier().load('classifier', constant(2.4)).run(HOUR);
    expect(one.peak('classifier')).toBe(4);
    expect(one.toJson()).toBe(sum.toJson());
  });

  test('that do not add up are refused', () => {
    const requests = (millis: number) => (
      Load.requests({ profile: LoadProfile.constant(1), serviceTime: Duration.millis(millis) }));
    const forecast = classifier().load('classifier', requests(100)).load('vision/classifier', requests(200));
    expect(refused(() => forecast.run())).toEqual([['forecast/requests-differ', 'load.other']]);
  });
});

describe('the time of a forecast', () => {
  const recorded = Load.cores(LoadProfile.csv('time,cores\n0,0.5\n1800,1\n3600,0.5\n7200,0\n'));
  const hours = (forecast: Forecast, options?: ForecastRunOptions) => (
    JSON.parse(forecast.run(options).toJson()).seconds / 3600);

  test.each([
    ['that of the recorded load', () => classifier().load('classifier', recorded), undefined, 3],
    ['24 hours without a recorded load', () => classifier().load('classifier', constant(1)), undefined, 24],
    ['24 hours without a load', () => classifier(), undefined, 24],
    ['what is asked for', () => classifier().load('classifier', recorded), HOUR, 1],
    ['that of the recorded load where another is added to it',
      () => classifier().load('classifier', recorded).load('classifier', constant(1)), undefined, 3],
  ])('is %s', (_, forecast, options, expected) => {
    expect(hours(forecast(), options)).toBe(expected);
  });
});

describe('options', () => {
  const run = (options: ForecastOptions) => classifier(options).load('classifier', LOAD).run(HOUR);
  const allReady = (options: ForecastOptions) => (
    run(options).changes('classifier').find(({ ready }) => ready === 4)?.at.toSeconds());
  const firstAbove = (options: ForecastOptions) => (
    run(options).changes('classifier').find(({ replicas }) => replicas > 1)?.at.toSeconds());

  test('startup: how long a pod takes until it is ready', () => {
    const readyAt = (seconds: number) => allReady({ startup: { classifier: Duration.seconds(seconds) } });
    expect([0, 20, 100].map(readyAt)).toEqual([600, 620, 700]);
  });

  test('startup: by any name of the service', () => {
    const startup = { 'vision/Deployment/classifier': Duration.seconds(50) };
    expect(allReady({ startup })).toBe(650);
  });

  test('metricsLag: how long a pod is without metrics', () => {
    // Scaling up further waits until the pods of the first step are measured.
    const rising = coresAt([0, 0.5], [10, 2.3], [11, 4]);
    const at = (minutes: number) => classifier({ metricsLag: Duration.minutes(minutes) }).load('classifier', rising)
      .run(HOUR).changes('classifier').find(({ replicas }) => replicas > 4)?.at.toMinutes();
    expect([0, 2, 10].map(at)).toEqual([11, 12, 20]);
  });

  test('syncPeriod: the time between two loops', () => {
    const above = [15, 35, 400].map((seconds) => firstAbove({ syncPeriod: Duration.seconds(seconds) }));
    expect(above).toEqual([600, 630, 800]);
  });

  test('downscaleStabilization: how long a recommendation holds replicas up', () => {
    const minutes = (value: number) => {
      const changes = run({ downscaleStabilization: Duration.minutes(value) }).changes('classifier');
      return changes[changes.length - 1].at.toMinutes({ integral: false });
    };
    expect([1, 10].map(minutes)).toEqual([30.75, 39.75]);
  });

  test('nodes: how many the pods need', () => {
    expect(run({}).peakNodes).toBeUndefined();
    expect(run({ nodes: NODE }).peakNodes).toBe(1);
    expect(run({ nodes: { ...NODE, cpu: Cpu.millis(1500) } }).peakNodes).toBe(4);
    expect(run({ nodes: { ...NODE, memory: Size.gibibytes(2) } }).peakNodes).toBe(2);
  });

  test('nodes: pods without room stay pending', () => {
    const small = run({ nodes: { ...NODE, cpu: Cpu.millis(1500), count: 2 } });
    expect([small.peakNodes, small.peakReady('classifier'), small.peak('classifier')]).toEqual([2, 2, 4]);
  });

  test('nodes: devices are counted', () => {
    const manifests = synth(classifierChart()).map((object) => JSON.parse(
      JSON.stringify(object).replace('"memory":"1Gi"', '"memory":"1Gi","nvidia.com/gpu":"1"'),
    ));
    const of = (devices?: Record<string, number>) => Forecast.ofManifests(manifests, { nodes: { ...NODE, devices } })
      .load('classifier', LOAD).run(HOUR);
    expect([of({ 'nvidia.com/gpu': 1 }).peakNodes, of({ 'nvidia.com/gpu': 2 }).peakNodes]).toEqual([4, 2]);
    expect([of().peakNodes, of().notes.some((note) => note.includes('nvidia.com/gpu'))]).toEqual([0, true]);
  });

  test('start: when the load begins', () => {
    const start = new Date('2026-11-02T08:00:00Z');
    expect(JSON.parse(run({ start }).toJson()).from).toBe('2026-11-02T08:00:00.000Z');
  });

  test('start: the hours of cron triggers are by it', () => {
    const [deployment] = synth(classifierChart()).filter(({ kind }) => kind === 'Deployment');
    const cron = { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '3' };
    const scaled = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'hours', namespace: 'vision' },
      spec: {
        scaleTargetRef: { name: 'classifier' }, minReplicaCount: 1, triggers: [{ type: 'cron', metadata: cron }],
      },
    };
    const peak = (start?: Date) => Forecast.ofManifests([deployment, scaled], { start }).run(HOUR).peak('classifier');
    expect([peak(), peak(new Date('2026-11-02T09:00:00Z'))]).toEqual([1, 3]);
  });
});

describe('refused', () => {
  const run = (options: any = {}) => () => classifier(options).load('classifier', LOAD).run(HOUR);
  const nodes = (changes: object) => run({ nodes: { ...NODE, ...changes } });
  const suggest = (goal: any, service: any = 'classifier') => () => (
    classifier().load('classifier', LOAD).suggest(service, goal, HOUR));

  test.each<[string, () => unknown, Array<[string, string]>]>([
    ['a service that is not there', () => classifier().load('detector', LOAD).run(),
      [['forecast/unknown-service', 'service']]],
    ['a load with a problem', () => classifier().load('classifier', constant(-1)).run(),
      [['forecast/load-value', 'load.profile.value']]],
    ['a duration of nothing', () => classifier().run({ duration: Duration.seconds(0) }),
      [['forecast/duration-not-positive', 'duration']]],
    ['a duration in seconds', () => classifier().run({ duration: 5 as any }),
      [['forecast/not-a-duration', 'duration']]],
    ['a Duration in place of the options', () => classifier().run(Duration.hours(1) as any),
      [['forecast/not-options', 'options']]],
    ['a start-up time of an unknown service', run({ startup: { detector: Duration.seconds(1) } }),
      [['forecast/unknown-service', 'startup.detector']]],
    ['a sync period of a millisecond', run({ syncPeriod: Duration.millis(1) }),
      [['forecast/sync-period', 'syncPeriod']]],
    ['a sync period of nothing', run({ syncPeriod: Duration.seconds(0) }),
      [['forecast/duration-not-positive', 'syncPeriod']]],
    ['a start that is no date', run({ start: new Date('x') }), [['forecast/not-a-date', 'start']]],
    ['no node', nodes({ count: 0 }), [['forecast/load-count', 'nodes.count']]],
    ['half a device', nodes({ devices: { 'nvidia.com/gpu': 0.5 } }),
      [['forecast/load-count', 'nodes.devices.nvidia.com/gpu']]],
    ['a device that is none', nodes({ devices: { cpu: 2 } }), [['forecast/node-device', 'nodes.devices.cpu']]],
    ['a goal of nothing', suggest({}), [['forecast/goal', 'goal']]],
    ['a goal in percent', suggest({ timeAboveTarget: 5 }), [['forecast/goal', 'timeAboveTarget']]],
    ['a goal that is no number', suggest({ unservedDemand: NaN }), [['forecast/goal', 'unservedDemand']]],
    ['suggestions for an unknown service', suggest({ timeAboveTarget: 0.1 }, 'detector'),
      [['forecast/unknown-service', 'service']]],
  ])('%s', (_, attempt, found) => {
    expect(refused(attempt)).toEqual(found);
  });

  test('a name that several services have, with the names that tell them apart', () => {
    const root = new App({ outdir: Testing.app().outdir });
    for (const namespace of ['vision', 'speech']) {
      addClassifier(new Chart(root, namespace, { namespace }), 'Server', { name: 'same' });
    }
    const forecast = Forecast.of(root);
    expect(forecast.run(HOUR).services).toEqual(['vision/same', 'speech/same']);
    expect(refused(() => forecast.load('same', LOAD).run())).toEqual([['forecast/ambiguous-service', 'service']]);
    expect(refused(() => forecast.run(HOUR).peak('same'))).toEqual([['forecast/ambiguous-service', 'service']]);
  });

  test('all problems at once', () => {
    const forecast = classifier({ nodes: { ...NODE, count: 1.5 } })
      .load('detector', constant(-1));
    const found = [
      ['forecast/load-count', 'nodes.count'], ['forecast/not-a-duration', 'duration'],
      ['forecast/unknown-service', 'service'], ['forecast/load-value', 'load.profile.value'],
    ];
    expect(refused(() => forecast.run({ duration: 'x' as any }))).toEqual(found);
    expect(refused(() => forecast.suggest('other', {}, { duration: 'x' as any }))).toEqual([
      ['forecast/goal', 'goal'], ['forecast/unknown-service', 'service'], ...found,
    ]);
  });

  test('what is no construct, and what is no list of manifests', () => {
    for (const value of WRONG) {
      expect(refused(() => Forecast.of(value))).toEqual([['forecast/not-a-construct', 'scope']]);
      if (!Array.isArray(value)) {
        expect(refused(() => Forecast.ofManifests(value))).toEqual([['forecast/not-manifests', 'objects']]);
      }
    }
  });
});

/** Values of every wrong type. */
const WRONG: readonly any[] = [
  undefined, null, 5, NaN, '', 'x', true, {}, [], () => 1, Symbol('x'), 10n, new Date(), Object.create(null),
];

describe('a wrong type is never an error of the program', () => {
  const chart = classifierChart();
  const ofChart = (options: any = {}) => Forecast.of(chart, options);
  const load = (it: Forecast) => it.load('classifier', LOAD);
  const MINUTE = { duration: Duration.minutes(1) };
  const goal = { timeAboveTarget: 0.1 };

  test.each<[string, (value: any) => unknown]>([
    ['options', (value) => load(ofChart(value)).run(MINUTE)],
    ['startup', (startup) => load(ofChart({ startup })).run(MINUTE)],
    ['a start-up time', (span) => load(ofChart({ startup: { classifier: span } })).run(MINUTE)],
    ['metricsLag', (metricsLag) => load(ofChart({ metricsLag })).run(MINUTE)],
    ['syncPeriod', (syncPeriod) => load(ofChart({ syncPeriod })).run(MINUTE)],
    ['downscaleStabilization', (value) => load(ofChart({ downscaleStabilization: value })).run(MINUTE)],
    ['nodes', (nodes) => load(ofChart({ nodes })).run(MINUTE)],
    ['the CPU of nodes', (cpu) => load(ofChart({ nodes: { ...NODE, cpu } })).run(MINUTE)],
    ['the memory of nodes', (memory) => load(ofChart({ nodes: { ...NODE, memory } })).run(MINUTE)],
    ['the devices of nodes', (devices) => load(ofChart({ nodes: { ...NODE, devices } })).run(MINUTE)],
    ['the number of nodes', (count) => load(ofChart({ nodes: { ...NODE, count } })).run(MINUTE)],
    ['start', (start) => load(ofChart({ start })).run(MINUTE)],
    ['the service of a load', (service) => ofChart().load(service, LOAD).run(MINUTE)],
    ['a load', (value) => ofChart().load('classifier', value).run(MINUTE)],
    ['the options of a run', (options) => load(Forecast.of(testChart())).run(options)],
    ['the duration', (duration) => load(ofChart()).run({ duration: duration ?? 5 })],
    ['the service of a suggestion', (service) => load(ofChart()).suggest(service, goal, MINUTE)],
    ['a goal', (value) => load(ofChart()).suggest('classifier', value, MINUTE)],
    ['a share of a goal', (value) => (
      load(ofChart()).suggest('classifier', { unservedDemand: value ?? 'x' }, MINUTE))],
  ])('%s', (_, attempt) => {
    // Anything but a refusal is thrown on.
    for (const value of WRONG) expect(refused(() => attempt(value))).toBeInstanceOf(Array);
  });
});

describe('suggestions', () => {
  test('are for the load of the forecast, and meet the goal', () => {
    const found = classifier().load('classifier', LOAD).suggest('vision/classifier', { timeAboveTarget: 0.2 }, HOUR);
    expect(found.present.settings).toBe('target 60 %, minimum 1, scale-down window 300 s');
    expect(found.best!.aboveTargetShare).toBeLessThanOrEqual(0.2);
  });
});

describe('the version of Kubernetes', () => {
  const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' };
  const QUEUE = ScalingMetric.externalAverageValue('queue', '10')._render();
  const MANIFESTS = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'worker', namespace: 'vision' },
      spec: {
        selector: { matchLabels: { app: 'worker' } },
        template: { metadata: { labels: { app: 'worker' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
      },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'worker', namespace: 'vision' },
      spec: { scaleTargetRef: TARGET, minReplicas: 0, maxReplicas: 4, metrics: [QUEUE] },
    },
  ];
  const of = (options?: ForecastOptions) => Forecast.ofManifests(MANIFESTS, options).run(HOUR);

  test('that rejects an autoscaler has no forecast of it', () => {
    expect(of().services).toEqual(['worker']);
    expect(of({ kubernetesVersion: '1.37' }).services).toEqual(['worker']);
    expect(of({ kubernetesVersion: '1.36' }).services).toEqual([]);
    expect(of({ kubernetesVersion: '1.36' }).notes.join())
      .toContain('Kubernetes 1.36 takes a minimum of 0 replicas only with a feature gate');
  });

  test('of the scope of an object takes precedence', () => {
    const made = (version?: string) => {
      const chart = testChart();
      if (version) KubernetesVersion.set(chart, version);
      MANIFESTS.forEach((manifest, i) => new ApiObject(chart, `Object${i}`, manifest));
      return Forecast.of(chart, { kubernetesVersion: '1.36' }).run(HOUR).services;
    };
    expect([made(), made('1.37')]).toEqual([[], ['worker']]);
  });

  test('is refused where it is none', () => {
    expect(refused(() => of({ kubernetesVersion: 'newest' })))
      .toEqual([['app/kubernetes-version-unknown', 'kubernetesVersion']]);
  });
});
