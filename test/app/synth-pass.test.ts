import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  AutoscaledInference, EdgeNodes, EdgePlacement, InferenceDeployment, InferenceRules, KarmadaPropagation, Spoke,
} from '../../src';
import { passOf, SynthPasses } from '../../src/app/synth-pass';
import type { Inventory } from '../../src/kubernetes/inventory';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { autoscaledProps, deploymentProps, refusal, testChart } from '../helpers';
import { program } from '../property/generators';

const EXAMPLES = path.resolve(__dirname, '../../examples');

/** The objects of YAML files, in an order of their own. */
function objects(...texts: string[]): unknown[] {
  return texts.flatMap((text) => parseAllDocuments(text).map((d): unknown => d.toJS())).sort(byText);
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

interface Watched {
  /** How often each object was rendered, by its path. */
  readonly rendered: Record<string, number>;
  /** What the rules read. */
  readonly read: unknown[];
}

/** What is rendered, and what rules read, while something is done with these copies of the library and of cdk8s. */
function watch(action: () => void, rules = RULES, base: typeof ApiObject = ApiObject): Watched {
  const rendered: Record<string, number> = {};
  const read: unknown[] = [];
  const render = base.prototype.toJson;
  const rendering = jest.spyOn(base.prototype, 'toJson').mockImplementation(function (this: ApiObject) {
    rendered[this.node.path] = (rendered[this.node.path] ?? 0) + 1;
    return render.call(this);
  });
  const checking = jest.spyOn(rules[0], 'check').mockImplementation((inventory: Inventory) => {
    read.push(...inventory.objects.map((o) => JSON.parse(JSON.stringify(inventory.original(o)))));
  });
  try {
    action();
    return { rendered, read: read.sort(byText) };
  } finally {
    rendering.mockRestore();
    checking.mockRestore();
  }
}

function fleet(charts: number, services: number): App {
  const app = Testing.app();
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `chart-${i}`, { namespace: `site-${i}` });
    for (let k = 0; k < services; k++) new AutoscaledInference(chart, `Server${k}`, autoscaledProps());
  }
  return app;
}

describe.each(['synth', 'synthYaml'] as const)('within %s', (method) => {
  test.each([[1, 5], [100, 1]])('every object of %d charts is rendered once', (charts, services) => {
    const app = fleet(charts, services);
    const { rendered } = watch(() => app[method]());
    expect(Object.keys(rendered)).toHaveLength(charts * services * 5);
    expect(new Set(Object.values(rendered))).toEqual(new Set([1]));
  });

  test('every object is rendered once, those too that depend on others', () => {
    const chart = testChart();
    const scaled = new AutoscaledInference(chart, 'Classifier', autoscaledProps());
    new KarmadaPropagation(chart, 'Everywhere', { of: [scaled], spokes: [Spoke.of('bj'), Spoke.of('sh')] });
    const { rendered } = watch(() => (chart.node.root as App)[method]());
    expect(new Set(Object.values(rendered))).toEqual(new Set([1]));
  });

  test('what was rendered is given up at the end, and changes show in the next', () => {
    const chart = testChart();
    const server = new InferenceDeployment(chart, 'Server', deploymentProps());
    const app = chart.node.root as App;
    app[method]();
    expect(Object.getOwnPropertyNames(ApiObject.of(server.deployment))).not.toContain('toJson');
    ApiObject.of(server.deployment).addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 7));
    expect(objects(app.synthYaml()))
      .toContainEqual(expect.objectContaining({ spec: expect.objectContaining({ minReadySeconds: 7 }) }));
  });

  test('a toJson of the object\'s own is kept', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    const own = new ApiObject(chart, 'Own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' } });
    const toJson = () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } });
    own.toJson = toJson;
    const app = chart.node.root as App;
    app[method]();
    expect(own.toJson).toBe(toJson);
    expect(objects(app.synthYaml())).toContainEqual(toJson());
  });
});

// Once for the validations, which may change the app, and once for the synth.
test.each([1, 20])('within a synth the constructs of %d charts are collected twice, and anew in the next', (charts) => {
  const app = fleet(charts, 1);
  const [chart] = app.charts;
  const collected = jest.spyOn(Object.getPrototypeOf(app.node), 'findAll');
  const times = () => collected.mock.contexts.filter((node) => node === app.node).length;
  try {
    app.synth();
    expect(times()).toBe(2);
    new InferenceDeployment(chart, 'Late', deploymentProps());
    expect(objects(app.synthYaml())).toContainEqual(expect.objectContaining({
      kind: 'Deployment', metadata: expect.objectContaining({ name: 'late' }),
    }));
    expect(times()).toBe(4);
  } finally {
    collected.mockRestore();
  }
});

/** What a ServedWorkload describes is rendered when it is described, and once more in the synth. */
const READ_WHEN_DESCRIBED = [
  'shop/Recommender/recommender-deployment', 'shop/Recommender/recommender-service', 'shop/Search/Resource',
];

describe('what the rules read is what is printed', () => {
  test.each(fs.readdirSync(EXAMPLES).filter((name) => !name.includes('.')))('of the example %s', (example) => {
    const out = fs.mkdtempSync(path.join(os.tmpdir(), `${example}-`));
    const before = process.env.CDK8S_OUTDIR;
    process.env.CDK8S_OUTDIR = out;
    try {
      jest.isolateModules(() => {
        type Rules = typeof import('../../src/rules/catalogue/all-rules');
        const { RULES: rules } = jest.requireActual<Rules>('../../src/rules/catalogue/all-rules');
        const { ApiObject: base } = jest.requireActual<typeof import('cdk8s')>('cdk8s');
        const run = () => jest.requireActual(path.join(EXAMPLES, example, 'main.ts'));
        const { read, rendered } = watch(run, rules, base);
        const printed = objects(...fs.readdirSync(out).map((file) => fs.readFileSync(path.join(out, file), 'utf8')));
        // What stands in another object is read beside it, once for each set of clusters.
        const nested = printed.flatMap((o: any) => (o.spec?.workloads ?? []).flatMap((w: any) => w.manifests ?? []));
        const isNested = (o: unknown) => nested.some((n: unknown) => JSON.stringify(n) === JSON.stringify(o));
        expect(read.filter((o) => !isNested(o))).toEqual(printed);
        const again = Object.keys(rendered).filter((at) => rendered[at] > 1).sort();
        expect(again).toEqual(example === 'existing-workload' ? READ_WHEN_DESCRIBED : []);
      });
    } finally {
      if (before === undefined) delete process.env.CDK8S_OUTDIR;
      else process.env.CDK8S_OUTDIR = before;
      fs.rmSync(out, { recursive: true });
    }
  });

  test('of random programs', () => {
    fc.assert(fc.property(program(), (p) => {
      const app = Testing.app();
      const chart = new Chart(app, 'test', { namespace: 'vision' });
      p.define(new Construct(chart, 'P'), 0);
      let printed = '';
      const { read } = watch(() => { printed = app.synthYaml(); });
      expect(read).toEqual(objects(printed));
    }), { seed: Number(process.env.SEED ?? 1), numRuns: 60 });
  });
});

describe('what is worked out in a pass', () => {
  /** An app of several charts in which every chart asks for the same, and how often that was made. */
  function asking(count: number): { app: App; made: () => number } {
    const app = Testing.app();
    let made = 0;
    SynthPasses.of(app);
    for (let i = 0; i < count; i++) {
      const chart = new Chart(app, `c${i}`);
      chart.node.addValidation({ validate: () => (passOf(chart).once('it', () => ++made) === made ? [] : ['stale']) });
    }
    return { app, made: () => made };
  }

  // Once for the validations, which come before all, and once in the pass.
  test('is worked out once in a synth, however many charts ask, and anew in the next', () => {
    const { app, made } = asking(5);
    app.synthYaml();
    expect(made()).toBe(2);
    app.synthYaml();
    expect(made()).toBe(4);
  });

  test('is worked out anew when a construct of the library has come', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'M', deploymentProps());
    const ask = () => passOf(chart).once('it', () => chart.node.findAll().length);
    const before = ask();
    expect(ask()).toBe(before);
    new InferenceDeployment(chart, 'N', deploymentProps());
    expect(ask()).toBeGreaterThan(before);
  });

  test('ends with a synth that fails: the next one and a single chart are looked at anew', () => {
    const app = fleet(2, 1);
    const twin = new InferenceDeployment(app.charts[0], 'Twin', deploymentProps({ name: 'server0' }));
    expect(refusal(() => app.synth())).toContain('duplicate-object');
    expect(refusal(() => Testing.synth(app.charts[1]))).toContain('duplicate-object');
    app.charts[0].node.tryRemoveChild(twin.node.id);
    expect(refusal(() => Testing.synth(app.charts[1]))).toBeUndefined();
    expect(refusal(() => app.synth())).toBeUndefined();
  });
});

test('edge placements of one app are one pass too', () => {
  const chart = testChart();
  const placement = new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edge-1') });
  new InferenceDeployment(chart, 'Server', deploymentProps({ placement }));
  const { rendered } = watch(() => (chart.node.root as App).synthYaml());
  expect(new Set(Object.values(rendered))).toEqual(new Set([1]));
});

describe('an app whose class overrides synth', () => {
  /** What an app of a class writes, by file name. */
  function written(app: App): Record<string, string> {
    app.synth();
    const names = fs.readdirSync(app.outdir).sort();
    return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(app.outdir, name), 'utf8')]));
  }

  function filled<T extends App>(app: T): T {
    new InferenceDeployment(new Chart(app, 'a', { namespace: 'vision' }), 'Server', deploymentProps());
    return app;
  }

  const outdir = () => fs.mkdtempSync(path.join(os.tmpdir(), 'synth-pass-'));
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } };

  test('prints what it adds and changes before and between', () => {
    class Late extends App {
      public override synth(): void {
        InferenceRules.check(this);
        const before = this.node.findAll().length;
        new ApiObject(new Chart(this, `index-${before}`), 'Late', config);
        ApiObject.of(this.node.findChild('a').node.findChild('Server')).metadata.addLabel('before', 'yes');
        super.synth();
        ApiObject.of(this.node.findChild('a').node.findChild('Server')).metadata.addLabel('between', 'yes');
        super.synth();
      }
    }
    const files = written(filled(new Late({ outdir: outdir() })));
    expect(Object.keys(files).some((name) => name.startsWith('index-'))).toBe(true);
    expect(files['a.k8s.yaml']).toMatch(/before: "yes"[\s\S]*between: "yes"/);
  });

  test('is judged as it is written', () => {
    class Twice extends App {
      public override synth(): void {
        this.node.findAll();
        const chart = this.node.findChild('a') as Chart;
        for (const id of ['One', 'Two']) new ApiObject(chart, id, config);
        super.synth();
      }
    }
    expect(refusal(() => filled(new Twice({ outdir: outdir() })).synth())).toContain('duplicate-object');
  });

  test('may be one of another language, whose methods cannot be replaced', () => {
    const app = new App({ outdir: outdir() });
    const synth = () => App.prototype.synth.call(app);
    Object.defineProperty(app, 'synth', { value: synth, configurable: false, writable: false, enumerable: false });
    expect(Object.keys(written(filled(app)))).toEqual(['a.k8s.yaml']);
  });
});

describe('a validation that changes the app', () => {
  test('is seen by the rules and printed, whichever construct has it', () => {
    const chart = testChart();
    const server = new InferenceDeployment(chart, 'Server', deploymentProps());
    const late = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } };
    server.node.addValidation({
      validate: () => {
        ApiObject.of(server.deployment).metadata.addLabel('validated', 'yes');
        if (!chart.node.tryFindChild('Late')) new ApiObject(chart, 'Late', late);
        return [];
      },
    });
    const printed = objects((chart.node.root as App).synthYaml()) as Array<{ kind: string; metadata: object }>;
    expect(printed.find((o) => o.kind === 'Deployment')?.metadata).toMatchObject({ labels: { validated: 'yes' } });
    expect(printed).toContainEqual(expect.objectContaining({ metadata: expect.objectContaining({ name: 'late' }) }));
  });
});

describe('what a synth or a check leaves behind', () => {
  test('is nothing: the manifests are free, and what is rendered next is new', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    const app = chart.node.root as App;
    app.synth();
    InferenceRules.check(app);
    const { rendering } = passOf(app);
    const [object] = app.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
    const first = rendering.of(object);
    object.metadata.addLabel('late', 'yes');
    expect(rendering.of(object)).not.toEqual(first);
  });

  test('an app from which all constructs of the library were removed is not judged', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    chart.node.tryRemoveChild('Server');
    const twin = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'twin' } };
    for (const id of ['One', 'Two']) new ApiObject(chart, id, twin);
    expect(refusal(() => (chart.node.root as App).synthYaml())).toBeUndefined();
  });
});
