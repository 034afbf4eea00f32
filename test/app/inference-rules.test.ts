import { ApiObject, Chart, Cron, JsonPatch, Testing, type App } from 'cdk8s';
import {
  ConfigMap, CronJob, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, Metric, MetricTarget, Pod, Service,
  StatefulSet,
} from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import {
  AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, FindingSeverity, InferenceDeployment, InferenceRules,
  ModelServer, ModelSource,
  NodeGroup, WasmRuntime,
} from '../../src';
import { CONSTRUCT_CODES } from '../../src/app/construct-codes';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { findings } from '../../src/rules/catalogue/findings';
import { title } from '../../src/rules/rule';
import { describe as say } from '../../src/validation/problem-text';
import { autoscaledProps, deploymentProps, refusal, refused, stopped, testChart } from '../helpers';

const LATEST = ModelServer.tensorflowServing({ image: 'docker.io/tensorflow/serving:latest' });
const ROAMING = ModelSource.hostPath('/models/resnet');

/** Errors and advice of a chart: a raw Deployment under a raw autoscaler, beside a model server. */
function faulty(chart: Chart = testChart()): Chart {
  new AutoscaledInference(chart, 'Classifier', autoscaledProps({ server: LATEST, model: ROAMING }));
  new ApiObject(chart, 'Raw', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'raw' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'raw' } },
      template: { metadata: { labels: { app: 'raw' } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } },
    },
  });
  new ApiObject(chart, 'RawScaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'raw' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'raw' },
      maxReplicas: 2,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } } }],
    },
  });
  return chart;
}

/** What the objects below a construct print, validated or not. */
function printed(scope: IConstruct): any[] {
  return scope.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map((o) => o.toJson());
}

function validation(chart: Chart): string | undefined {
  return refusal(() => (chart.node.root as App).synthYaml());
}

describe('InferenceRules.check', () => {
  test('gives each finding whole: errors, then warnings, then advice', () => {
    const deployment = {
      path: 'test/Classifier/Inference/Deployment/Resource',
      object: 'Deployment vision/classifier',
    };
    const found = InferenceRules.check(faulty());
    expect(found.map(({ message, ...rest }) => rest)).toEqual([
      {
        rule: 'hpa-replicas-zero',
        severity: FindingSeverity.ERROR,
        path: 'test/Raw',
        object: 'Deployment vision/raw',
        field: 'spec.replicas',
      },
      {
        rule: 'host-path-roams',
        severity: FindingSeverity.WARNING,
        ...deployment,
        field: 'spec.template.spec.volumes["model"].hostPath',
      },
      {
        rule: 'latest-tag',
        severity: RULES.find((r) => r.id === 'latest-tag')!.severity,
        ...deployment,
        field: found[2].field,
      },
    ]);
    expect(found[0].message).toMatch(/^spec\.replicas: got 0; .* — .*; .* \(https:.*\)$/);
  });

  test('finds nothing in a model server as it comes', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Classifier', autoscaledProps());
    new InferenceDeployment(chart, 'Detector', deploymentProps({ replicas: 2 }));
    expect(InferenceRules.check(chart)).toEqual([]);
  });

  test('looks below the construct that it is given: the app, a chart, or one server', () => {
    const chart = faulty();
    const rules = (scope: IConstruct) => InferenceRules.check(scope).map(({ rule }) => rule);
    const all = ['hpa-replicas-zero', 'host-path-roams', 'latest-tag'];
    expect([rules(chart.node.root), rules(chart)]).toEqual([all, all]);
    expect(rules(chart.node.findChild('Classifier'))).toEqual(all.slice(1));
    expect(rules(chart.node.findChild('Raw'))).toEqual([]);
  });

  test('works in an app without any construct of this library', () => {
    const chart = testChart();
    new Deployment(chart, 'Plain', { containers: [{ name: 'c', image: 'nginx', ports: [{ number: 80 }] }] });
    expect(InferenceRules.check(chart).map(({ rule, path }) => [rule, path]))
      .toEqual([['latest-tag', 'test/Plain/Resource']]);
    expect(InferenceRules.check(testChart())).toEqual([]);
  });

  test('finds the same again, and changes nothing', () => {
    const chart = faulty();
    const before = printed(chart);
    const first = InferenceRules.check(chart);
    expect(InferenceRules.check(chart)).toEqual(first);
    expect(printed(chart)).toEqual(before);
  });

  test('sees what is changed after the constructs were made', () => {
    const chart = testChart();
    const server = new AutoscaledInference(chart, 'Classifier', autoscaledProps());
    expect(InferenceRules.check(chart)).toEqual([]);
    ApiObject.of(server.deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/nodeName', 'edge-1'),
      JsonPatch.add('/spec/replicas', 3),
    );
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(['hpa-fixed-replicas', 'hpa-pinned-node']);
  });
});

describe('InferenceRules.check says the same of constructs as of the manifests that they print', () => {
  const container = { name: 'server', image: 'registry.example.com/server', ports: [{ number: 8080 }] };

  test.each<[string, (chart: Chart) => void, string[]]>([
    ['a model server and raw objects', (chart) => { faulty(chart); },
      ['hpa-replicas-zero', 'host-path-roams', 'latest-tag']],
    ['a Deployment', (chart) => { new Deployment(chart, 'W', { containers: [container] }).exposeViaService(); },
      ['latest-tag', 'no-readiness']],
    ['a StatefulSet', (chart) => { new StatefulSet(chart, 'W', { replicas: 2, containers: [container] }); },
      ['latest-tag', 'no-readiness']],
    ['a DaemonSet', (chart) => { new DaemonSet(chart, 'W', { containers: [container] }); }, ['latest-tag']],
    ['a Job', (chart) => { new Job(chart, 'W', { containers: [container] }); }, ['latest-tag']],
    ['a CronJob', (chart) => { new CronJob(chart, 'W', { containers: [container], schedule: Cron.daily() }); },
      ['latest-tag']],
    ['a Pod behind a Service', (chart) => {
      const pod = new Pod(chart, 'W', { metadata: { labels: { app: 'w' } }, containers: [container] });
      new Service(chart, 'S', { selector: pod, ports: [{ port: 80, targetPort: 81 }] });
    }, ['latest-tag', 'service-port-undeclared']],
    ['a Pod whose labels a Service selects', (chart) => {
      new Pod(chart, 'W', { metadata: { labels: { app: 'w' } }, containers: [container] });
      new Service(chart, 'S', { ports: [{ port: 80, targetPort: 81 }] }).selectLabel('app', 'w');
    }, ['latest-tag', 'service-port-undeclared']],
    ['the autoscaler of cdk8s-plus', (chart) => {
      const target = new Deployment(chart, 'W', { containers: [container] });
      const metrics = [Metric.resourceCpu(MetricTarget.averageUtilization(140))];
      new HorizontalPodAutoscaler(chart, 'H', { target, maxReplicas: 5, metrics });
    }, ['latest-tag', 'hpa-unreachable-target']],
    ['a ConfigMap', (chart) => { new ConfigMap(chart, 'C', { data: { k: 'a'.repeat(2 ** 20 + 1000) } }); },
      ['config-map-too-large']],
    ['two node groups of one name in charts of two namespaces', (chart) => {
      new NodeGroup(chart, 'G', { name: 'bj', nodes: ['edge-1'] });
      new NodeGroup(new Chart(chart, 'other', { namespace: 'other' }), 'G', { name: 'bj', nodes: ['edge-2'] });
    }, ['duplicate-object']],
    ['two runtimes of one name in charts of two namespaces', (chart) => {
      new WasmRuntime(chart, 'R', { name: 'wasm' });
      new WasmRuntime(new Chart(chart, 'other', { namespace: 'other' }), 'R', { name: 'wasm' });
    }, ['duplicate-object']],
    ['two policies of EdgeMesh for one Service', (chart) => {
      const service = new Service(testChart(), 'S', { metadata: { name: 's' }, ports: [{ port: 80 }] });
      new EdgeMeshTraffic(chart, 'One', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
      new EdgeMeshTraffic(chart, 'Two', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
    }, ['duplicate-object']],
  ])('%s', (_, make, rules) => {
    const chart = testChart();
    make(chart);
    const ofManifests = findings(printed(chart)).map((f) => [f.rule, title(f.object), say(f.problem)]);
    const ofConstructs = InferenceRules.check(chart).map((f) => [f.rule, f.object, f.message]);
    expect(ofConstructs.sort()).toEqual(ofManifests.sort());
    expect([...new Set(ofManifests.map(([rule]) => rule))].sort()).toEqual([...rules].sort());
  });
});

describe('a synth', () => {
  const fixed = (chart: string) => {
    const namespace = chart === 'test' ? 'vision' : chart;
    return [`${chart}/Raw`, 'hpa-replicas-zero', `Deployment ${namespace}/raw`, 'spec.replicas'];
  };

  test('stops at an error anywhere in the app', () => {
    expect(stopped(faulty())).toEqual([fixed('test')]);
  });

  test('goes on with warnings and advice alone', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Classifier', autoscaledProps({ server: LATEST, model: ROAMING }));
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(['host-path-roams', 'latest-tag']);
    expect(validation(chart)).toBeUndefined();
  });

  test('goes on when the error is acknowledged, and stops again where it is not', () => {
    const app = Testing.app();
    const [one, other] = ['one', 'other'].map((id) => faulty(new Chart(app, id, { namespace: id })));
    InferenceRules.acknowledge(one, 'hpa-replicas-zero', 'we switch it on by hand');
    expect(stopped(one)).toEqual([fixed('other')]);
    InferenceRules.acknowledge(other.node.findChild('Raw'), 'hpa-replicas-zero', 'here too');
    expect(validation(one)).toBeUndefined();
  });

  test('is not stopped in an app without a construct of this library', () => {
    const chart = testChart();
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'twice' } };
    new ApiObject(chart, 'One', object);
    new ApiObject(chart, 'Two', object);
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(['duplicate-object']);
    expect(validation(chart)).toBeUndefined();
  });
});

describe('InferenceRules.acknowledge', () => {
  const because = (chart: Chart) => InferenceRules.check(chart).map((f) => [f.rule, f.acknowledgedBecause]);

  test('shows the reason with the finding, which stays', () => {
    const chart = faulty();
    InferenceRules.acknowledge(chart, 'host-path-roams', 'every node of this cluster is provisioned with the model');
    expect(because(chart)).toEqual([
      ['hpa-replicas-zero', undefined],
      ['host-path-roams', 'every node of this cluster is provisioned with the model'],
      ['latest-tag', undefined],
    ]);
  });

  test.each([
    '',
    'Classifier',
    'Classifier/Inference',
    'Classifier/Inference/Deployment',
    'Classifier/Inference/Deployment/Resource',
  ])('holds for the construct and all below it: test/%s', (path) => {
    const chart = faulty();
    const scope = path.split('/').filter((id) => id !== '').reduce<IConstruct>((c, id) => c.node.findChild(id), chart);
    InferenceRules.acknowledge(scope, 'latest-tag', 'a mirror pins it');
    expect(because(chart)[2]).toEqual(['latest-tag', 'a mirror pins it']);
  });

  test('does not hold beside the construct, or for another rule', () => {
    const chart = faulty();
    InferenceRules.acknowledge(chart.node.findChild('Raw'), 'latest-tag', 'not there');
    InferenceRules.acknowledge(chart.node.findChild('Classifier'), 'no-readiness', 'not that');
    expect(because(chart).map(([, reason]) => reason)).toEqual([undefined, undefined, undefined]);
  });

  test('nearest to the object wins', () => {
    const chart = faulty();
    InferenceRules.acknowledge(chart, 'latest-tag', 'far');
    InferenceRules.acknowledge(chart.node.findChild('Classifier'), 'latest-tag', 'near');
    expect(because(chart)[2]).toEqual(['latest-tag', 'near']);
  });

  test('takes the id of every rule', () => {
    const chart = testChart();
    const refusals = RULES.map(({ id }) => refusal(() => InferenceRules.acknowledge(chart, id, 'intended')));
    expect(refusals).toEqual(RULES.map(() => undefined));
  });

  const RULE: [string, string] = ['app/unknown-rule', 'rule'];
  const REASON: [string, string] = ['app/reason-missing', 'reason'];

  test.each<[string, [unknown, unknown], Array<[string, string]>]>([
    ['a rule that does not exist', ['hpa-missing-requests', 'x'], [RULE]],
    ['an empty rule', ['', 'x'], [RULE]],
    ['a code that only constructors have', ['serving/port-taken', 'x'], [RULE]],
    ['what is no text', [5, 'x'], [RULE]],
    ['an empty reason', ['latest-tag', ''], [REASON]],
    ['a reason of spaces', ['latest-tag', '  \n'], [REASON]],
    ['no reason', ['latest-tag', undefined], [REASON]],
    ['neither', ['LATEST-TAG', null], [RULE, REASON]],
  ])('refuses %s', (_, [id, text], problems) => {
    const chart = faulty();
    expect(refused(() => InferenceRules.acknowledge(chart, id as string, text as string))).toEqual(problems);
    expect(because(chart).map(([, given]) => given)).toEqual([undefined, undefined, undefined]);
  });

  test('takes the code of a construct too', () => {
    const chart = testChart();
    const refusals = CONSTRUCT_CODES.map((code) => refused(() => InferenceRules.acknowledge(chart, code, 'intended')));
    expect(refusals).toEqual(CONSTRUCT_CODES.map(() => []));
  });

  test('names the id that is written most like the given one', () => {
    const message = (id: string) => refusal(() => InferenceRules.acknowledge(testChart(), id, 'intended'));
    const fix = 'fix: use "hpa-missing-request", or choose one from node_modules/cdk8s-elastic-inference/docs/';
    expect(message('hpa-missing-requests')).toContain(fix);
    expect(message('audio')).toContain('fix: choose one from node_modules/cdk8s-elastic-inference/docs/');
  });
});
