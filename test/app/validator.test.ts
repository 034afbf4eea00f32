import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, Deployment, type DeploymentProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  AutoscaledInference, InferenceAutoscaler, InferenceDeployment, InferenceRules, ScalingMetric,
} from '../../src';
import { acknowledge } from '../../src/app/acknowledgement';
import { guard, inspectBelow } from '../../src/app/validator';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { autoscaledProps, deploymentProps, refusal, stopped, testChart } from '../helpers';

const IMAGE = 'registry.example.com/server:1.2';

/** How often the rules are run while something is done. */
function runs(action: () => unknown): number {
  const spy = jest.spyOn(RULES[0], 'check');
  try {
    action();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

/** A plain workload of cdk8s-plus without a CPU request, named after its id. */
function plain(chart: Chart, id: string, more: DeploymentProps = {}): Deployment {
  const container = { name: 'server', image: IMAGE, portNumber: 80, resources: {} };
  return new Deployment(chart, id, { metadata: { name: id.toLowerCase() }, containers: [container], ...more });
}

function twin(chart: Chart, id: string): Deployment {
  return plain(chart, id, { metadata: { name: 'twin' } });
}

function autoscaler(chart: Chart, target: Deployment): InferenceAutoscaler {
  const metrics = [ScalingMetric.cpuUtilization(50)];
  return new InferenceAutoscaler(chart, `${target.node.id}Autoscaler`, { target, maxReplicas: 3, metrics });
}

const SCALER = 'HorizontalPodAutoscaler vision/plain';
const MISSING = ['test/PlainAutoscaler', 'hpa-missing-request', SCALER, 'spec.metrics[0]'];
const twice = (path: string) => [path, 'duplicate-object', 'Deployment vision/twin', 'metadata.name'];

describe('a synth', () => {
  test('of what can work is not stopped', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Server', autoscaledProps());
    expect(refusal(() => (chart.node.root as App).synth())).toBeUndefined();
  });

  test('is stopped by an error, reported by the construct that it belongs to', () => {
    const chart = testChart();
    autoscaler(chart, plain(chart, 'Plain'));
    expect(stopped(chart)).toEqual([MISSING]);
  });

  test('reports errors of plain cdk8s-plus workloads too, by their own path', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'First', deploymentProps());
    const elsewhere = new Chart(chart.node.root, 'elsewhere', { namespace: 'vision' });
    twin(elsewhere, 'One');
    twin(elsewhere, 'Two');
    expect(stopped(chart)).toEqual([twice('elsewhere/Two/Resource')]);
  });

  test('reports every error once, each by the outermost construct of the library', () => {
    const chart = testChart();
    autoscaler(chart, plain(chart, 'Plain'));
    twin(chart, 'One');
    twin(chart, 'Two');
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    ApiObject.of(server.deployment).addJsonPatch(JsonPatch.add('/spec/replicas', 0));
    expect(stopped(chart).sort()).toEqual([
      MISSING,
      ['test/Server', 'hpa-replicas-zero', 'Deployment vision/server', 'spec.replicas'],
      twice('test/Two/Resource'),
    ].sort());
  });

  test('shows no more errors of one rule than anybody reads, and how many more there are', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    for (let i = 0; i < 30; i++) twin(chart, `Twin${i}`);
    expect(stopped(chart)).toHaveLength(20);
    expect(refusal(() => Testing.synth(chart))).toContain('] … and 9 more of duplicate-object');
    expect(InferenceRules.check(chart).filter((f) => f.rule === 'duplicate-object')).toHaveLength(29);
  });

  test('says nothing of a target that a construct was given and that is in another app', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    const target = plain(testChart(), 'Elsewhere');
    autoscaler(chart, target);
    const rules = () => InferenceRules.check(chart).map(({ rule }) => rule);
    expect(rules()).toEqual([]);
    new ApiObject(chart, 'Raw', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'raw' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' }, maxReplicas: 4 },
    });
    expect(rules()).toEqual(['scale-target-missing']);
  });

  test('is not stopped by advice', () => {
    const chart = testChart();
    const extraContainers = [{ name: 'proxy', image: 'registry.example.com/proxy:latest' }];
    new InferenceDeployment(chart, 'Server', deploymentProps({ extraContainers }));
    expect(inspectBelow(chart).map((f) => f.rule)).toEqual(['latest-tag']);
    expect(stopped(chart)).toEqual([]);
  });

  test.each(['workload', 'chart', 'app'] as const)('is not stopped by an error that the %s acknowledges', (where) => {
    const chart = testChart();
    const workload = autoscaler(chart, plain(chart, 'Plain'));
    const scope = { workload, chart, app: chart.node.root }[where];
    InferenceRules.acknowledge(scope, 'hpa-missing-request', 'a webhook sets it');
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
  });

  test('is stopped still when another rule, or another construct, was acknowledged', () => {
    const chart = testChart();
    const target = plain(chart, 'Plain');
    autoscaler(chart, target);
    InferenceRules.acknowledge(chart, 'hpa-pinned-node', 'one node');
    InferenceRules.acknowledge(target, 'hpa-missing-request', 'the finding is about the autoscaler');
    expect(stopped(chart)).toEqual([MISSING]);
  });

  test('sees what was changed since it failed, and again since it passed', () => {
    const chart = testChart();
    const target = plain(chart, 'Plain');
    autoscaler(chart, target);
    expect(stopped(chart)).toEqual([MISSING]);
    const resources = { requests: { cpu: { value: '1' } } };
    ApiObject.of(target).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/resources', resources));
    expect(stopped(chart)).toEqual([]);
    target.addContainer({ name: 'late', image: IMAGE, resources: { memory: { request: Size.mebibytes(64) } } });
    expect(stopped(chart)).toEqual([MISSING]);
  });

  test('sees what was added since, guarded or not, and what was removed', () => {
    const chart = testChart();
    const front = new Construct(chart, 'Front');
    new InferenceDeployment(chart, 'Server', deploymentProps());
    expect(stopped(chart)).toEqual([]);
    plain(chart, 'Late', { metadata: { name: 'server' } });
    expect(stopped(chart).map(([path, code]) => [path, code])).toEqual([['test/Late/Resource', 'duplicate-object']]);
    chart.node.tryRemoveChild('Late');
    expect(stopped(chart)).toEqual([]);
    new InferenceDeployment(front, 'Late', deploymentProps({ name: 'server' }));
    expect(stopped(chart).map(([path, code]) => [path, code])).toContainEqual(['test/Server', 'duplicate-object']);
  });

  test('without a construct of the library runs no rule', () => {
    const chart = testChart();
    twin(chart, 'One');
    twin(chart, 'Two');
    expect(runs(() => Testing.synth(chart))).toBe(0);
  });
});

describe('an object that cdk8s cannot render', () => {
  function broken(): Chart {
    const chart = testChart();
    autoscaler(chart, plain(chart, 'Plain'));
    new Deployment(chart, 'Empty', { metadata: { name: 'empty' } });
    return chart;
  }

  test('is a finding, beside all others', () => {
    const found = InferenceRules.check(broken()).map((f) => [f.rule, f.object]);
    expect(found).toContainEqual(['app/not-rendered', 'Deployment vision/empty']);
    expect(found).toContainEqual(['hpa-missing-request', SCALER]);
  });

  test('stops a synth, which reports the others too', () => {
    expect(stopped(broken()).map(([path, code]) => [path, code]).sort()).toEqual([
      ['test/Empty/Resource', 'app/not-rendered'],
      ['test/PlainAutoscaler', 'hpa-missing-request'],
    ]);
  });
});

describe('the rules', () => {
  function fleet(size: number): Chart {
    const chart = testChart();
    for (let i = 0; i < size; i += 1) new AutoscaledInference(chart, `Server${i}`, autoscaledProps());
    return chart;
  }

  test.each([1, 5])('run once in a validation over %d servers, and anew in the next', (size) => {
    const chart = fleet(size);
    expect(runs(() => Testing.synth(chart))).toBe(1);
    expect(runs(() => Testing.synth(chart))).toBe(1);
  });

  test('run for each app apart', () => {
    const [broken, sound] = [testChart(), fleet(1)];
    autoscaler(broken, plain(broken, 'Plain'));
    expect(stopped(sound)).toEqual([]);
    expect(stopped(broken)).toEqual([MISSING]);
  });
});

describe('what only a construct knows', () => {
  const problem = { code: 'test/odd', field: 'groups[0]', rule: 'is odd', why: 'nothing works', fix: 'make it even' };

  function odd(): Chart {
    const chart = testChart();
    const own = new Construct(chart, 'Own');
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' } };
    const object = new ApiObject(own, 'Resource', manifest);
    guard(own, { object, check: () => [problem] });
    return chart;
  }

  test('is a finding of its object, with its code, and stops a synth', () => {
    expect(InferenceRules.check(odd()).map((f) => [f.rule, f.severity, f.object, f.path, f.field])).toEqual([
      ['test/odd', 'error', 'ConfigMap vision/own', 'test/Own/Resource', 'groups[0]'],
    ]);
    expect(stopped(odd())).toEqual([['test/Own', 'test/odd', 'ConfigMap vision/own', 'groups[0]']]);
  });

  test('is acknowledged by its code', () => {
    const chart = odd();
    acknowledge(chart, 'test/odd', 'odd here');
    expect(stopped(chart)).toEqual([]);
    expect(InferenceRules.check(chart).map((f) => f.acknowledgedBecause)).toEqual(['odd here']);
  });
});

describe('what only a construct knows, and what works until something ordinary happens', () => {
  const problem = { code: 'test/late', field: '', rule: 'is late', why: 'it may be too late', fix: 'be early' };

  function late(): Chart {
    const chart = testChart();
    const object = new ApiObject(chart, 'Own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' } });
    guard(object, { object, warn: () => [problem] });
    return chart;
  }

  test('is a warning of its object, and stops no synth', () => {
    expect(InferenceRules.check(late()).map((f) => [f.rule, f.severity, f.object])).toEqual([
      ['test/late', 'warning', 'ConfigMap vision/own'],
    ]);
    expect(stopped(late())).toEqual([]);
  });

  test('is acknowledged by its code', () => {
    const chart = late();
    acknowledge(chart, 'test/late', 'it waits');
    expect(InferenceRules.check(chart).map((f) => f.acknowledgedBecause)).toEqual(['it waits']);
  });
});

describe('what a construct still changes', () => {
  test('is done before anything is rendered, so that it is judged and printed', () => {
    const chart = testChart();
    const own = new ApiObject(chart, 'Own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' } });
    let late = false;
    guard(own, { prepare: () => { if (late) own.metadata.addLabel('late', 'yes'); } });
    const app = chart.node.root as App;
    expect(app.synthYaml()).not.toContain('late');
    late = true;
    expect(app.synthYaml()).toContain('late: "yes"');
  });
});

describe('an inspection', () => {
  test('gives each finding with its object in the tree', () => {
    const chart = testChart();
    const scaler = autoscaler(chart, plain(chart, 'Plain'));
    expect(inspectBelow(chart))
      .toMatchObject([{ rule: 'hpa-missing-request', severity: 'error', acknowledged: undefined }]);
    expect(inspectBelow(chart)[0].at).toBe(scaler.autoscaler);
  });

  test('looks below the given construct only', () => {
    const chart = testChart();
    expect(inspectBelow(autoscaler(chart, plain(chart, 'Plain')))).toEqual([]);
  });

  test('finds nothing in an app of sound workloads', () => {
    const chart = testChart();
    plain(chart, 'Plain', { containers: [{ image: IMAGE, resources: { cpu: { request: Cpu.units(1) } } }] });
    expect(inspectBelow(chart.node.root)).toEqual([]);
  });
});
