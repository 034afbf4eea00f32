import { ApiObject, Chart, Cron, JsonPatch, Testing, type App } from 'cdk8s';
import { ConfigMap, CronJob, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, Metric, MetricTarget, Pod, Service, StatefulSet } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import { AutoscaledInference, EdgeMeshTraffic, FindingSeverity, InferenceDeployment, InferenceRules, ModelServer, ModelSource, NodeGroup, WasmRuntime } from '../../src';
import { describe as say } from '../../src/validation/problem';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { findings } from '../../src/rules/catalogue/findings';
import { title } from '../../src/rules/rule';
import { autoscaledProps, deploymentProps, refusal, testChart } from '../helpers';

const LATEST = ModelServer.tensorflowServing({ image: 'docker.io/tensorflow/serving:latest' });
const ROAMING = ModelSource.hostPath('/models/resnet');

/** Errors and advice of a chart: a raw Deployment under a raw autoscaler, beside a model server. */
function faulty(chart: Chart = testChart()): Chart {
  new AutoscaledInference(chart, 'Classifier', autoscaledProps({ server: LATEST, model: ROAMING }));
  new ApiObject(chart, 'Raw', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'raw' },
    spec: { replicas: 3, selector: { matchLabels: { app: 'raw' } }, template: { metadata: { labels: { app: 'raw' } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } } },
  });
  new ApiObject(chart, 'RawScaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'raw' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'raw' }, maxReplicas: 2, metrics: [{ type: 'Pods' }] },
  });
  return chart;
}

const FIXED = 'spec.replicas: got 3; must not be set on what HorizontalPodAutoscaler vision/raw scales — every apply would reset the replicas that the autoscaler chose; '
  + 'remove spec.replicas (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling)';

/** What the objects below a construct print, validated or not. */
function printed(scope: IConstruct): any[] {
  return scope.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map((o) => o.toJson());
}

function validation(chart: Chart): string | undefined {
  return refusal(() => (chart.node.root as App).synthYaml());
}

describe('InferenceRules.check', () => {
  test('tells each finding whole, errors first', () => {
    expect(InferenceRules.check(faulty())).toEqual([
      { rule: 'hpa-fixed-replicas', severity: FindingSeverity.ERROR, path: 'test/Raw', object: 'Deployment vision/raw', message: FIXED, acknowledgedBecause: undefined },
      {
        rule: 'host-path-roams',
        severity: FindingSeverity.ADVICE,
        path: 'test/Classifier/Inference/Deployment/Resource',
        object: 'Deployment vision/classifier',
        message: 'spec.template.spec.volumes["model"].hostPath: got "/models/resnet"; is read by up to 4 replicas of HorizontalPodAutoscaler vision/classifier on any node — '
          + 'a replica on a node without that folder starts without a model; '
          + 'place the workload on the nodes that have it, or use ModelSource.volumeClaim, s3, https or image; acknowledge this where every node has the folder',
        acknowledgedBecause: undefined,
      },
      {
        rule: 'latest-tag',
        severity: FindingSeverity.ADVICE,
        path: 'test/Classifier/Inference/Deployment/Resource',
        object: 'Deployment vision/classifier',
        message: 'container "tensorflow-serving" image: got "docker.io/tensorflow/serving:latest"; has no fixed tag — replicas that start on different nodes or days may run different versions; '
          + 'name a version or a digest (https://kubernetes.io/docs/concepts/containers/images/#image-names)',
        acknowledgedBecause: undefined,
      },
    ]);
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
    const all = ['hpa-fixed-replicas', 'host-path-roams', 'latest-tag'];
    expect([rules(chart.node.root), rules(chart), rules(chart.node.findChild('Classifier')), rules(chart.node.findChild('Raw'))]).toEqual([all, all, all.slice(1), []]);
  });

  test('works in an app without any construct of this library', () => {
    const chart = testChart();
    new Deployment(chart, 'Plain', { containers: [{ name: 'c', image: 'nginx', ports: [{ number: 80 }] }] });
    expect(InferenceRules.check(chart).map(({ rule, path }) => [rule, path])).toEqual([['latest-tag', 'test/Plain/Resource']]);
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
    ApiObject.of(server.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/nodeName', 'edge-1'), JsonPatch.add('/spec/replicas', 3));
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(['hpa-fixed-replicas', 'hpa-pinned-node']);
  });
});

describe('InferenceRules.check says the same of constructs as of the manifests that they print', () => {
  const container = { name: 'server', image: 'registry.example.com/server', ports: [{ number: 8080 }] };

  test.each<[string, (chart: Chart) => void, string[]]>([
    ['a model server and raw objects', (chart) => { faulty(chart); }, ['hpa-fixed-replicas', 'host-path-roams', 'latest-tag']],
    ['a Deployment', (chart) => { new Deployment(chart, 'W', { containers: [container] }).exposeViaService(); }, ['latest-tag', 'no-readiness']],
    ['a StatefulSet', (chart) => { new StatefulSet(chart, 'W', { containers: [container] }); }, ['latest-tag', 'no-readiness']],
    ['a DaemonSet', (chart) => { new DaemonSet(chart, 'W', { containers: [container] }); }, ['latest-tag']],
    ['a Job', (chart) => { new Job(chart, 'W', { containers: [container] }); }, ['latest-tag']],
    ['a CronJob', (chart) => { new CronJob(chart, 'W', { containers: [container], schedule: Cron.daily() }); }, ['latest-tag']],
    ['a Pod behind a Service', (chart) => {
      const pod = new Pod(chart, 'W', { metadata: { labels: { app: 'w' } }, containers: [container] });
      new Service(chart, 'S', { selector: pod, ports: [{ port: 80, targetPort: 81 }] });
    }, ['latest-tag', 'no-readiness', 'service-port-undeclared']],
    ['a Pod whose labels a Service selects', (chart) => {
      new Pod(chart, 'W', { metadata: { labels: { app: 'w' } }, containers: [container] });
      new Service(chart, 'S', { ports: [{ port: 80, targetPort: 81 }] }).selectLabel('app', 'w');
    }, ['latest-tag', 'no-readiness', 'service-port-undeclared']],
    ['the autoscaler of cdk8s-plus', (chart) => {
      const target = new Deployment(chart, 'W', { containers: [container] });
      new HorizontalPodAutoscaler(chart, 'H', { target, maxReplicas: 5, metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(140))] });
    }, ['latest-tag', 'hpa-unreachable-target']],
    ['a ConfigMap', (chart) => { new ConfigMap(chart, 'C', { data: { k: 'a'.repeat(2 ** 20 + 1000) } }); }, ['config-map-too-large']],
    ['two node groups of one name in charts of two namespaces', (chart) => {
      new NodeGroup(chart, 'G', { name: 'bj', nodes: ['edge-1'] });
      new NodeGroup(new Chart(chart, 'other', { namespace: 'other' }), 'G', { name: 'bj', nodes: ['edge-2'] });
    }, ['duplicate-object']],
    ['two runtimes of one name in charts of two namespaces', (chart) => {
      new WasmRuntime(chart, 'R', { name: 'wasm' });
      new WasmRuntime(new Chart(chart, 'other', { namespace: 'other' }), 'R', { name: 'wasm' });
    }, ['duplicate-object']],
    ['two policies of EdgeMesh for one Service', (chart) => {
      const service = new Service(chart, 'S', { metadata: { name: 's' }, ports: [{ port: 80 }] });
      new EdgeMeshTraffic(chart, 'One', { service });
      new EdgeMeshTraffic(chart, 'Two', { service });
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
  test('stops at an error anywhere in the app, told by the first construct of this library', () => {
    expect(validation(faulty())).toBe(`Validation failed with the following errors:\n  [test/Classifier] (test/Raw) Deployment raw ${FIXED} [hpa-fixed-replicas]`);
  });

  test('goes on with advice alone', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Classifier', autoscaledProps({ server: LATEST, model: ROAMING }));
    expect(InferenceRules.check(chart).map(({ severity }) => severity)).toEqual([FindingSeverity.ADVICE, FindingSeverity.ADVICE]);
    expect(validation(chart)).toBeUndefined();
  });

  test('goes on when the error is acknowledged, and stops again where it is not', () => {
    const app = Testing.app();
    const [one, other] = ['one', 'other'].map((id) => faulty(new Chart(app, id, { namespace: id })));
    InferenceRules.acknowledge(one, 'hpa-fixed-replicas', 'a tool of ours removes the field');
    expect(validation(one)).toBe(`Validation failed with the following errors:\n  [one/Classifier] (other/Raw) Deployment raw ${FIXED.replace('vision/', 'other/')} [hpa-fixed-replicas]`);
    InferenceRules.acknowledge(other.node.findChild('Raw'), 'hpa-fixed-replicas', 'here too');
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
    expect(because(chart)).toEqual([['hpa-fixed-replicas', undefined], ['host-path-roams', 'every node of this cluster is provisioned with the model'], ['latest-tag', undefined]]);
  });

  test.each(['', 'Classifier', 'Classifier/Inference', 'Classifier/Inference/Deployment', 'Classifier/Inference/Deployment/Resource'])('holds for the construct and all below it: test/%s', (path) => {
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
    expect(RULES.map(({ id }) => refusal(() => InferenceRules.acknowledge(chart, id, 'meant so')))).toEqual(RULES.map(() => undefined));
  });

  const IDS = RULES.map(({ id }) => id).join(', ');
  const rule = (got: string) => `rule: got ${got}; must be the id of a rule — nothing would be acknowledged; use one of ${IDS}`;
  const reason = (got: string) => `reason: got ${got}; must not be empty — whoever reads the program next has to know why the rule does not hold here; say why`;

  test.each<[string, [unknown, unknown], string[]]>([
    ['a rule that does not exist', ['hpa-missing-requests', 'x'], [rule('"hpa-missing-requests"')]],
    ['an empty rule', ['', 'x'], [rule('""')]],
    ['an empty reason', ['latest-tag', ''], [reason('""')]],
    ['a reason of spaces', ['latest-tag', '  \n'], [reason('"  \\n"')]],
    ['no reason', ['latest-tag', undefined], [reason('undefined')]],
    ['neither', ['LATEST-TAG', null], [rule('"LATEST-TAG"'), reason('null')]],
  ])('refuses %s', (_, [id, text], lines) => {
    const chart = faulty();
    const message = refusal(() => InferenceRules.acknowledge(chart, id as string, text as string));
    expect(message?.split('\n').slice(1)).toEqual(lines.map((line) => `  [test] ${line}`));
    expect(because(chart).map(([, given]) => given)).toEqual([undefined, undefined, undefined]);
  });
});
