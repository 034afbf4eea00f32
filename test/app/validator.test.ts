import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, Deployment, type DeploymentProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { AutoscaledInference, InferenceAutoscaler, InferenceDeployment, InferenceRules, ScalingMetric } from '../../src';
import { ACKNOWLEDGED, inspect, oncePerPass } from '../../src/app/validator';
import { RULES } from '../../src/rules/catalogue/all-rules';
import type { Inventory } from '../../src/kubernetes/inventory';
import { autoscaledProps, deploymentProps, refusal, testChart } from '../helpers';

const IMAGE = 'registry.example.com/server:1.2';

/** How often the rules are run while something is done. */
function runs(action: () => unknown): number {
  const spy = jest.spyOn(RULES[0] as { check: (facts: Inventory) => any[] }, 'check');
  try {
    action();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

/** A plain workload of cdk8s-plus without a CPU request, named `name`. */
function plain(chart: Chart, id: string, more: DeploymentProps = {}): Deployment {
  return new Deployment(chart, id, { metadata: { name: id.toLowerCase() }, containers: [{ name: 'server', image: IMAGE, portNumber: 80, resources: {} }], ...more });
}

function autoscaler(chart: Chart, target: Deployment): InferenceAutoscaler {
  return new InferenceAutoscaler(chart, `${target.node.id}Autoscaler`, { target, maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] });
}

const MISSING = 'HorizontalPodAutoscaler plain spec.metrics[0]: container "server" of Deployment vision/plain requests no cpu — utilization is a share of the request, '
  + 'so the autoscaler says "missing request for cpu" and never scales; give container "server" a cpu request, or measure one container only (ContainerResource) '
  + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics) [hpa-missing-request]';
const TWICE = 'Deployment twin metadata.name: got "twin"; there is another Deployment vision/twin — applying the second would overwrite the first; '
  + 'give one of them another name or namespace [duplicate-object]';

describe('a guarded synth', () => {
  test('of what can work is not stopped', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Server', autoscaledProps());
    expect(refusal(() => (chart.node.root as App).synth())).toBeUndefined();
  });

  test('is stopped by an error, told by the construct that it belongs to', () => {
    const chart = testChart();
    autoscaler(chart, plain(chart, 'Plain'));
    expect(refusal(() => Testing.synth(chart))).toBe(`Validation failed with the following errors:\n  [test/PlainAutoscaler] ${MISSING}`);
  });

  test('tells errors of plain cdk8s-plus workloads too, with their path, by the first guarded construct', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'First', deploymentProps());
    new InferenceDeployment(chart, 'Second', deploymentProps());
    const elsewhere = new Chart(chart.node.root, 'elsewhere', { namespace: 'vision' });
    plain(elsewhere, 'One', { metadata: { name: 'twin' } });
    plain(elsewhere, 'Two', { metadata: { name: 'twin' } });
    expect(refusal(() => Testing.synth(chart))).toBe(`Validation failed with the following errors:\n  [test/First] (elsewhere/Two/Resource) ${TWICE}`);
  });

  test('tells errors outside every guarded construct by the next one, once the first was removed', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'First', deploymentProps());
    const second = new InferenceDeployment(chart, 'Second', deploymentProps());
    plain(chart, 'One', { metadata: { name: 'twin' } });
    plain(chart, 'Two', { metadata: { name: 'twin' } });
    chart.node.tryRemoveChild('First');
    expect(refusal(() => Testing.synth(chart))).toBe(`Validation failed with the following errors:\n  [test/Second] (test/Two/Resource) ${TWICE}`);
    new InferenceDeployment(chart, 'First', deploymentProps());
    expect(second.node.validate()).toEqual([`(test/Two/Resource) ${TWICE}`]);
  });

  test('tells errors outside every guarded construct by whichever is asked first', () => {
    const chart = testChart();
    const [first, second] = ['First', 'Second'].map((id) => new InferenceDeployment(chart, id, deploymentProps()));
    plain(chart, 'One', { metadata: { name: 'twin' } });
    plain(chart, 'Two', { metadata: { name: 'twin' } });
    expect(second.node.validate()).toEqual([`(test/Two/Resource) ${TWICE}`]);
    expect(first.node.validate()).toEqual([]);
    expect(refusal(() => Testing.synth(chart))).toBe(`Validation failed with the following errors:\n  [test/First] (test/Two/Resource) ${TWICE}`);
  });

  test('tells every error once, each by the nearest guarded construct', () => {
    const chart = testChart();
    autoscaler(chart, plain(chart, 'Plain'));
    plain(chart, 'One', { metadata: { name: 'twin' } });
    plain(chart, 'Two', { metadata: { name: 'twin' } });
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    ApiObject.of(server.deployment).addJsonPatch(JsonPatch.add('/spec/replicas', 2));
    const lines = refusal(() => Testing.synth(chart))!.split('\n').slice(1);
    expect(lines).toHaveLength(3);
    expect(lines.filter((l) => l === `  [test/PlainAutoscaler] ${MISSING}`)).toHaveLength(1);
    expect(lines.filter((l) => l === `  [test/PlainAutoscaler] (test/Two/Resource) ${TWICE}`)).toHaveLength(1);
    expect(lines.filter((l) => l.startsWith('  [test/Server/Inference] Deployment server spec.replicas: got 2;') && l.endsWith('[hpa-fixed-replicas]'))).toHaveLength(1);
  });

  test('tells an error by the nearest guarded construct, where one lies in another', () => {
    const server = new InferenceDeployment(testChart(), 'Server', deploymentProps());
    new InferenceAutoscaler(server, 'Autoscaler', { target: server.deployment, maxReplicas: 3, metrics: [ScalingMetric.containerCpuUtilization('other', 50)] });
    const lines = refusal(() => Testing.synth(Chart.of(server)))!.split('\n').slice(1);
    expect(lines).toEqual([expect.stringMatching(/^ {2}\[test\/Server\/Autoscaler\] HorizontalPodAutoscaler server .*\[hpa-unknown-container\]$/)]);
  });

  test('is not stopped by advice', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps({ extraContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:latest' }] }));
    expect(inspect(chart).map((f) => `${f.severity} ${f.rule}`)).toEqual(['advice latest-tag']);
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
  });

  test('is not stopped by an error that was acknowledged, wherever above the object', () => {
    for (const where of ['workload', 'chart', 'app'] as const) {
      const chart = testChart();
      const server = autoscaler(chart, plain(chart, 'Plain'));
      InferenceRules.acknowledge({ workload: server, chart, app: chart.node.root }[where], 'hpa-missing-request', 'a webhook sets the request');
      expect(refusal(() => Testing.synth(chart))).toBeUndefined();
    }
  });

  test('is stopped still when another rule, or another construct, was acknowledged', () => {
    const chart = testChart();
    const target = plain(chart, 'Plain');
    autoscaler(chart, target);
    InferenceRules.acknowledge(chart, 'hpa-pinned-node', 'one node');
    InferenceRules.acknowledge(target, 'hpa-missing-request', 'the finding is about the autoscaler');
    expect(refusal(() => Testing.synth(chart))).toBe(`Validation failed with the following errors:\n  [test/PlainAutoscaler] ${MISSING}`);
  });

  test('sees what was changed since it failed, and again since it passed', () => {
    const chart = testChart();
    const target = plain(chart, 'Plain');
    autoscaler(chart, target);
    expect(refusal(() => Testing.synth(chart))).toContain('[hpa-missing-request]');
    ApiObject.of(target).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/resources', { requests: { cpu: { value: '1' } } }));
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
    target.addContainer({ name: 'late', image: IMAGE, resources: { memory: { request: Size.mebibytes(64) } } });
    expect(refusal(() => Testing.synth(chart))).toContain('container "late" of Deployment vision/plain requests no cpu');
  });

  test('sees a workload that was added since', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
    plain(chart, 'Late', { metadata: { name: 'server' } });
    expect(refusal(() => Testing.synth(chart))).toContain('[test/Server] (test/Late/Resource) Deployment server metadata.name');
  });

  test('sees a guarded construct that was added since, in front of the others', () => {
    const chart = testChart();
    const front = new Construct(chart, 'Front');
    new InferenceDeployment(chart, 'Server', deploymentProps());
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
    new InferenceDeployment(front, 'Late', deploymentProps({ name: 'server' }));
    expect(refusal(() => Testing.synth(chart))).toContain('[test/Server] Deployment server metadata.name');
    const target = plain(chart, 'Plain');
    const early = new InferenceAutoscaler(front, 'Autoscaler', { target, maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] });
    expect(refusal(() => Testing.synth(chart))).toContain(`[${early.node.path}] ${MISSING}`);
  });

  test('without a construct of the library runs no rule', () => {
    const chart = testChart();
    plain(chart, 'One', { metadata: { name: 'twin' } });
    plain(chart, 'Two', { metadata: { name: 'twin' } });
    expect(runs(() => Testing.synth(chart))).toBe(0);
  });
});

describe('the rules', () => {
  function fleet(size: number): Chart {
    const chart = testChart();
    for (let i = 0; i < size; i += 1) new AutoscaledInference(chart, `Server${i}`, autoscaledProps());
    return chart;
  }

  test.each([1, 5])('run once in a validation pass over %d servers', (size) => {
    const chart = fleet(size);
    expect(runs(() => Testing.synth(chart))).toBe(1);
  });

  test('run once in each pass', () => {
    const chart = fleet(3);
    expect(runs(() => { Testing.synth(chart); Testing.synth(chart); })).toBe(2);
  });

  test('run in a pass that asks one construct alone, and again when it is asked again', () => {
    const chart = fleet(2);
    const [first] = chart.node.children;
    const [member] = first.node.children;
    expect(runs(() => member.node.validate())).toBe(1);
    expect(runs(() => member.node.validate())).toBe(1);
  });

  test('run for each app apart', () => {
    const [broken, sound] = [testChart(), fleet(1)];
    autoscaler(broken, plain(broken, 'Plain'));
    expect(refusal(() => Testing.synth(sound))).toBeUndefined();
    expect(refusal(() => Testing.synth(broken))).toContain('[hpa-missing-request]');
  });
});

describe('inspect', () => {
  test('gives each finding with its object in the tree', () => {
    const chart = testChart();
    const scaler = autoscaler(chart, plain(chart, 'Plain'));
    expect(inspect(chart)).toMatchObject([{ rule: 'hpa-missing-request', severity: 'error', acknowledged: undefined }]);
    expect(inspect(chart)[0].at).toBe(scaler.autoscaler);
  });

  test('looks below the given construct only', () => {
    const chart = testChart();
    const scaler = autoscaler(chart, plain(chart, 'Plain'));
    expect(inspect(scaler)).toEqual([]);
  });

  test('gives the reason of the nearest acknowledgement', () => {
    const chart = testChart();
    const scaler = autoscaler(chart, plain(chart, 'Plain'));
    InferenceRules.acknowledge(chart, 'hpa-missing-request', 'far');
    expect(inspect(chart)[0].acknowledged).toBe('far');
    InferenceRules.acknowledge(scaler, 'hpa-missing-request', 'near');
    expect(inspect(chart)[0].acknowledged).toBe('near');
  });

  test('an acknowledgement is metadata of the construct', () => {
    const chart = testChart();
    InferenceRules.acknowledge(chart, 'latest-tag', 'a laboratory');
    expect(chart.node.metadata).toMatchObject([{ type: ACKNOWLEDGED, data: { rule: 'latest-tag', reason: 'a laboratory' } }]);
  });

  test('finds nothing in an app of sound workloads', () => {
    const chart = testChart();
    plain(chart, 'Plain', { containers: [{ image: IMAGE, resources: { cpu: { request: Cpu.units(1) } } }] });
    expect(inspect(chart.node.root)).toEqual([]);
  });
});

describe('one synth of many charts', () => {
  function charts(count: number): App {
    const app = Testing.app();
    for (let i = 0; i < count; i += 1) new InferenceDeployment(new Chart(app, `chart-${i}`, { namespace: 'vision' }), `Server${i}`, deploymentProps());
    return app;
  }

  test.each(['synth', 'synthYaml'] as const)('runs the rules once by %s, however many charts cdk8s validates it for', (method) => {
    const app = charts(5);
    expect(runs(() => app[method]())).toBe(1);
    expect(runs(() => app[method]())).toBe(1);
  });

  test('prints the same as without the rules', () => {
    const app = charts(3);
    const before = app.charts.flatMap((c) => c.node.findAll().filter(ApiObject.isApiObject).map((o) => (o as ApiObject).toJson()));
    expect(parseAllDocuments(app.synthYaml()).map((d) => d.toJS())).toEqual(before);
  });

  test('sees what was changed between one synth and the next', () => {
    const app = charts(2);
    app.synth();
    const twin = plain(app.charts[0], 'Twin', { metadata: { name: 'server0' } });
    expect(refusal(() => app.synth())).toContain('[duplicate-object]');
    app.charts[0].node.tryRemoveChild(twin.node.id);
    expect(refusal(() => app.synth())).toBeUndefined();
  });

  test('leaves a synth that fails as it was: the next one and a single chart are checked anew', () => {
    const app = charts(2);
    const twin = plain(app.charts[0], 'Twin', { metadata: { name: 'server0' } });
    expect(refusal(() => app.synth())).toContain('[duplicate-object]');
    expect(refusal(() => Testing.synth(app.charts[1]))).toContain('[duplicate-object]');
    app.charts[0].node.tryRemoveChild(twin.node.id);
    expect(refusal(() => Testing.synth(app.charts[1]))).toBeUndefined();
  });
});

describe('what is made once in a pass', () => {
  /** An app of several charts in which every chart asks for the same, and how often that was made. */
  function asking(count: number): { app: App; made: () => number } {
    const app = new App();
    let made = 0;
    // What the library makes asks to be guarded before any synth.
    oncePerPass(app, 'other', () => 0);
    for (let i = 0; i < count; i++) {
      const chart = new Chart(app, `c${i}`);
      chart.node.addValidation({ validate: () => (oncePerPass(chart, 'it', () => ++made) === made ? [] : ['stale']) });
    }
    return { app, made: () => made };
  }

  test('is made once in a synth, however many charts ask, and anew in the next', () => {
    const { app, made } = asking(5);
    app.synthYaml();
    expect(made()).toBe(1);
    app.synthYaml();
    expect(made()).toBe(2);
  });

  test('is made once where a single chart is rendered, and anew for the next', () => {
    const { app, made } = asking(2);
    app.charts.forEach((c) => Testing.synth(c));
    expect(made()).toBe(2);
  });

  test('is made anew when a construct of the library has come', () => {
    const chart = testChart();
    const ask = () => oncePerPass(chart, 'it', () => chart.node.findAll().length);
    const before = ask();
    expect(ask()).toBe(before);
    new InferenceDeployment(chart, 'M', deploymentProps());
    expect(ask()).toBeGreaterThan(before);
  });
});
