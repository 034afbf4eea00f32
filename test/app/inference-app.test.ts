import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { Construct, Node } from 'constructs';
import * as fc from 'fast-check';
import * as ts from 'typescript';
import { compared, expectAlike, filesBelow, outcomes, withoutRest, type Program, type Step } from './app-comparison';
import { appProps, plan, programOf, steps, type PlanOptions } from './random-apps';
import { InferenceApp, InferenceDeployment, InferenceRules } from '../../src';
import { VARIABLE } from '../../src/app/advice';
import { golden } from '../examples/example';
import { deploymentProps, refusal, refused } from '../helpers';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const TYPES = [FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE];
const SEED = Number(process.env.SEED ?? 1);

function config(scope: Construct, id: string, more: Record<string, unknown> = {}): ApiObject {
  const metadata = { name: id.toLowerCase() };
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...more });
}

/** What one synth of this library's app leaves. */
function own(program: Program, props: object = {}, step: Step = 'synth') {
  return outcomes(InferenceApp, program, props, [step])[0];
}

/** Does something with variables in the environment. */
function withEnvironment(variables: Record<string, string>, action: () => void): void {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    action();
  } finally {
    process.env = before;
  }
}

describe('a random program does the same with App and with InferenceApp', () => {
  const NONE: PlanOptions = { hasCircles: false, isUnusual: false, hasTraits: false, validations: [] };
  const ALL_VALIDATIONS = ['fail', 'fail twice', 'label', 'add an object', 'add a chart'] as const;
  const PROGRAMS: ReadonlyArray<[what: string, runs: number, options: PlanOptions]> = [
    ['of charts, constructs and objects that depend on each other', 200, NONE],
    ['of charts and objects that render themselves, fail, are lazy or patched', 200, { ...NONE, hasTraits: true }],
    ['whose validations fail or change it', 200, { ...NONE, hasTraits: true, validations: ALL_VALIDATIONS }],
    ['that depends on itself', 200, { ...NONE, hasCircles: true, hasTraits: true, validations: ['fail'] }],
    ['that depends on what is removed or elsewhere', 200, { ...NONE, isUnusual: true, validations: ALL_VALIDATIONS }],
    ['with constructs of this library', 40, { ...NONE, hasLibrary: true, validations: ['fail', 'label'] }],
    ['of everything', 100, {
      hasCircles: true, isUnusual: true, hasTraits: true, hasLibrary: true, validations: ['fail'],
    }],
  ];

  test.each(PROGRAMS)('%s', (_, numRuns, options) => {
    withEnvironment({ [VARIABLE]: 'summary' }, () => {
      fc.assert(fc.property(plan(options), appProps, steps, (p, props, done) => {
        for (const [stock, mine] of compared(programOf(p), props, done)) {
          // The order of keys and files counts too.
          expect(JSON.stringify(mine)).toBe(JSON.stringify(withoutRest(stock)));
        }
      }), { seed: SEED, numRuns: Number(process.env.RUNS ?? numRuns) });
    });
  });
});

describe('every example', () => {
  const EXAMPLES = path.resolve(__dirname, '../../examples');

  /** Runs an example with this library's app in place of cdk8s', and gives the files that it writes. */
  function run(example: string): Record<string, string> {
    const source = fs.readFileSync(path.join(EXAMPLES, example, 'main.ts'), 'utf8');
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const transpiled = ts.transpile(`${source}\nimport { InferenceApp } from 'cdk8s-elastic-inference';`, options);
    const replaced = transpiled.replace(/new cdk8s_\d+\.App\(|new cdk8s_\d+\.InferenceApp\(/g, 'new InferenceApp(');
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), `${example}-`));
    try {
      withEnvironment({ CDK8S_OUTDIR: outdir }, () => {
        const load = (name: string): unknown => jest.requireActual(name);
        const program = new Function('require', 'exports', 'InferenceApp', '__dirname', replaced);
        program(load, {}, InferenceApp, path.join(EXAMPLES, example));
      });
      return filesBelow(outdir);
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  }

  const names = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'main.ts')));
  test.each(names)('is written to the letter: %s', (example) => {
    const made = jest.spyOn(InferenceApp.prototype, 'synth');
    expect(run(example)).toEqual(golden(example));
    expect(made).toHaveBeenCalled();
    made.mockRestore();
  });
});

describe('files and folders', () => {
  const nested: Program = (app) => {
    const outer = new Chart(app, 'outer', { namespace: 'vision' });
    const inner = new Chart(outer, 'inner');
    config(outer, 'One');
    config(inner, 'Two');
    new Chart(new Construct(app, 'group'), 'empty');
  };

  test.each([
    [FILE_PER_APP, ['app.k8s.yaml']],
    [FILE_PER_CHART, [
      '0000-outer-inner-c841ea9b.k8s.yaml', '0001-outer.k8s.yaml', '0002-group-empty-c8de7403.k8s.yaml',
    ]],
    [FILE_PER_RESOURCE, ['ConfigMap.one.k8s.yaml', 'ConfigMap.two.k8s.yaml']],
    [FOLDER_PER_CHART_FILE_PER_RESOURCE, [
      '0000-outer-inner-c841ea9b/', '0000-outer-inner-c841ea9b/ConfigMap.two.k8s.yaml', '0001-outer/',
      '0001-outer/ConfigMap.one.k8s.yaml', '0002-group-empty-c8de7403/',
    ]],
  ])('have the names that cdk8s gives them (%s)', (yamlOutputType, names) => {
    expect(Object.keys(own(nested, { yamlOutputType }).files)).toEqual(names);
    expectAlike(nested, { yamlOutputType });
  });

  test.each(TYPES)('are none without charts (%s)', (yamlOutputType) => {
    expect(own(() => undefined, { yamlOutputType }).files).toEqual({});
    expectAlike(() => undefined, { yamlOutputType }, ['synth', 'synthYaml']);
  });

  test('are in the order of the charts in one file, where ids that are numbers come first', () => {
    const ids = ['b', '12', '007', '5', 'a'];
    const numbers: Program = (app) => ids.forEach((id) => config(new Chart(app, id), `C${id}`));
    expect([...String(own(numbers, {}, 'synthYaml').returned).matchAll(/name: c(.*)/g)].map(([, id]) => id))
      .toEqual(['5', '12', 'b', '007', 'a']);
    expectAlike(numbers, { yamlOutputType: FILE_PER_APP }, ['synth', 'synthYaml']);
  });

  test('go to the folder of the environment, or to dist', () => {
    expect(new InferenceApp().outdir).toBe('dist');
    withEnvironment({ CDK8S_OUTDIR: '/elsewhere' }, () => {
      expect(new InferenceApp().outdir).toBe('/elsewhere');
      expect(new InferenceApp({ outdir: '/here' }).outdir).toBe('/here');
    });
  });

  test('overwrite those of before, also where two objects have one file', () => {
    const twins: Program = (app) => {
      for (const namespace of ['dev', 'prod']) config(new Chart(app, namespace, { namespace }), 'Same');
    };
    expectAlike(twins, { yamlOutputType: FILE_PER_RESOURCE }, ['synth', 'synth']);
    expect(own(twins, { yamlOutputType: FILE_PER_RESOURCE }).files['ConfigMap.same.k8s.yaml']).toContain('prod');
  });

  test('may be larger than what is written at once', () => {
    const large: Program = (app) => {
      const chart = new Chart(app, 'large');
      for (let i = 0; i < 5; i++) config(chart, `C${i}`, { data: { text: 'é'.repeat(400_000) } });
    };
    expectAlike(large, {}, ['synth']);
  });
});

describe('what the environment says holds as for App', () => {
  const unsorted: Program = (app) => config(new Chart(app, 'a'), 'C', { data: { b: '1', a: { d: 'x', c: 'z' } } });

  test('CDK8S_DISABLE_SORT leaves the fields in their order', () => {
    withEnvironment({ CDK8S_DISABLE_SORT: '1' }, () => {
      expectAlike(unsorted);
      expect(own(unsorted).files['a.k8s.yaml']).toContain('data:\n  b: "1"\n  a:\n    d: x\n    c: z\n');
    });
  });

  test('CDK8S_RECORD_CONSTRUCT_METADATA writes the paths of the objects', () => {
    withEnvironment({ CDK8S_RECORD_CONSTRUCT_METADATA: 'true' }, () => {
      expectAlike(unsorted);
      expect(own(unsorted).files['construct-metadata.json'])
        .toBe('{"version":"1.0.0","resources":{"c":{"path":"a/C"}}}');
      expect(own(unsorted, { recordConstructMetadata: false }).files).not.toHaveProperty(['construct-metadata.json']);
    });
  });
});

describe('an order', () => {
  test('puts what something depends on before it, within a chart and between charts', () => {
    const ordered: Program = (app) => {
      const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
      const [a, b] = [config(first, 'A'), config(first, 'B')];
      a.addDependency(b);
      a.addDependency(config(second, 'C'));
    };
    expect(Object.keys(own(ordered).files)).toEqual(['0000-second.k8s.yaml', '0001-first.k8s.yaml']);
    expect(own(ordered).files['0001-first.k8s.yaml']).toMatch(/name: b[^]*name: a/);
    for (const yamlOutputType of TYPES) expectAlike(ordered, { yamlOutputType }, ['synth', 'synthYaml', 'synth']);
  });

  test.each<[string, RegExp, Program]>([
    ['a circle', /^Dependency cycle detected: a\/A => a\/B => a\/A$/, (app) => {
      const chart = new Chart(app, 'a');
      const [a, b] = [config(chart, 'A'), config(chart, 'B')];
      a.addDependency(b);
      b.addDependency(a);
    }],
    ['a circle of charts', /^Dependency cycle detected: /, (app) => {
      const charts = ['a', 'b'].map((id) => new Chart(app, id));
      const [a, b] = charts.map((chart) => config(chart, 'C'));
      a.addDependency(b);
      charts[1].addDependency(charts[0]);
    }],
    ['a construct in no chart', /^cannot find a parent chart/, (app) => {
      config(new Chart(app, 'a'), 'A').addDependency(new Construct(app, 'alone'));
    }],
    ['an app that depends on something', /^cannot find a parent chart/, (app) => {
      app.node.addDependency(config(new Chart(app, 'a'), 'A'));
    }],
  ])('there is none for %s, and cdk8s says so', (_, message, program) => {
    expect(own(program).message).toMatch(message);
    expectAlike(program, {}, ['synth', 'synthYaml', 'synth']);
  });

  test('leaves out what depends on itself alone, as cdk8s does', () => {
    const alone: Program = (app) => {
      const chart = new Chart(app, 'a');
      const [a] = ['A', 'B'].map((id) => config(chart, id));
      a.addDependency(a);
    };
    expect(own(alone).files['a.k8s.yaml']).not.toContain('name: a');
    expectAlike(alone, {}, ['synth', 'synthYaml']);
  });

  test('with a construct of another app numbers the files, and dangerous texts are in quotes there too', () => {
    const outside: Program = (app) => {
      const object = config(new Chart(app, 'a'), 'A', { data: { mode: '0o17' } });
      object.addDependency(config(new Chart(new App(), 'other'), 'B'));
    };
    expect(own(outside).files).toEqual({ '0000-a.k8s.yaml': expect.stringContaining('mode: "0o17"\n') });
    expect(own(outside, {}, 'synthYaml').returned).toContain('mode: "0o17"\n');
  });

  test('is that of `charts`, before a synth and after', () => {
    const fill = (app: App) => {
      const outer = new Chart(app, 'outer');
      new Chart(outer, 'inner');
      config(outer, 'A').addDependency(config(new Chart(app, 'last'), 'B'));
      return app;
    };
    const ids = (app: App) => app.charts.map(({ node }) => node.id);
    const [stock, mine] = [fill(Testing.app()), fill(new InferenceApp({ outdir: Testing.app().outdir }))];
    expect(ids(mine)).toEqual(['inner', 'last', 'outer']);
    [stock, mine].forEach((app) => app.synth());
    expect(ids(mine)).toEqual(ids(stock));
    expect(mine.charts[0].node.dependencies).toEqual([]);
    [stock, mine].forEach((app) => new Chart(app, 'later'));
    expect(ids(mine)).toEqual(['inner', 'last', 'outer', 'later']);
  });
});

describe('nothing is written where something fails', () => {
  const after = (fail: (chart: Chart) => void): Program => (app) => {
    config(new Chart(app, 'first'), 'Fine');
    fail(new Chart(app, 'second'));
  };
  const FAULTS: ReadonlyArray<[what: string, message: string, program: Program]> = [
    ['an object that cdk8s cannot render', 'can\'t render non-simple object of type \'Date\'', after((chart) => {
      config(chart, 'Broken', { data: new Date(0) });
    })],
    ['a value that YAML has not', 'Tag not resolved for Function value', after((chart) => {
      config(chart, 'Broken', { data: { text: () => 'x' } });
    })],
    ['a patch that does not fit', 'Cannot', after((chart) => {
      config(chart, 'Broken').addJsonPatch(JsonPatch.add('/no/such/path', 1));
    })],
    ['a chart that fails by itself', 'by itself', after((chart) => {
      // A method of its own, not of its class.
      chart.toJson = () => { throw new Error('by itself'); };
    })],
    ['a validation', '[second] has a fault', after((chart) => {
      chart.node.addValidation({ validate: () => ['has a fault'] });
    })],
  ];

  test.each(FAULTS)('%s', (_, message, program) => {
    for (const yamlOutputType of TYPES) {
      for (const [i, [stock, mine]] of compared(program, { yamlOutputType }, ['synth', 'synthYaml']).entries()) {
        // cdk8s does not ask a chart for its objects where each has a file in a folder.
        if (message === 'by itself' && yamlOutputType === FOLDER_PER_CHART_FILE_PER_RESOURCE && i === 0) continue;
        expect(mine.message).toContain(message);
        expect(mine).toEqual({ message: stock.message, files: {}, said: '' });
      }
    }
  });

  test('while cdk8s leaves the files of the charts before', () => {
    const [[stock]] = compared(FAULTS[0][2]);
    expect(Object.keys(stock.files)).toEqual(['first.k8s.yaml']);
  });

  test('and the next synth is as if that had not been', () => {
    const { toJson } = ApiObject.prototype;
    const app = new InferenceApp({ outdir: Testing.app().outdir });
    const chart = new Chart(app, 'a');
    config(chart, 'Fine');
    config(chart, 'Broken', { data: Lazy.any({ produce: () => new Date(0) }) });
    expect(refusal(() => app.synth())).toContain('non-simple');
    expect(refusal(() => app.synthYaml())).toContain('non-simple');
    expect([ApiObject.prototype.toJson === toJson, Object.hasOwn(app.node, 'findAll')]).toEqual([true, false]);
    chart.node.tryRemoveChild('Broken');
    expect(app.synthYaml()).toContain('name: fine');
    app.synth();
    expect(Object.keys(filesBelow(app.outdir))).toEqual(['a.k8s.yaml']);
  });
});

describe('a validation', () => {
  test('runs once in a synth, for any number of charts', () => {
    let runs = 0;
    own((app) => {
      const validate = () => { runs += 1; return []; };
      for (let i = 0; i < 5; i++) new Chart(app, `c${i}`).node.addValidation({ validate });
    });
    expect(runs).toBe(5);
  });

  test('of what another one adds runs too', () => {
    const adding: Program = (app) => {
      app.node.addValidation({
        validate: () => {
          if (app.node.tryFindChild('late')) return [];
          config(new Chart(app, 'late'), 'Late').node.addValidation({ validate: () => ['is late'] });
          return [];
        },
      });
    };
    expect(own(adding).message).toBe('Validation failed with the following errors:\n  [late/Late] is late');
  });

  test('that removes what it is about is heard', () => {
    const removing: Program = (app) => {
      const chart = new Chart(app, 'a');
      chart.node.addValidation({ validate: () => { app.node.tryRemoveChild('a'); return ['is gone']; } });
    };
    expect(own(removing).message).toContain('[a] is gone');
    expectAlike(removing);
  });

  test('may do what it does to the order', () => {
    expectAlike((app) => {
      const [a, b] = ['a', 'b'].map((id) => config(new Chart(app, id), 'C'));
      app.node.addValidation({ validate: () => { a.addDependency(b); return []; } });
    });
  });
});

describe('a class of the user', () => {
  const fill = (app: App) => ['a', 'b'].forEach((id) => config(new Chart(app, id), id.toUpperCase()));

  test('may override synth, and change things before and between', () => {
    const late = (type: typeof App) => class extends type {
      public override synth(): void {
        config(new Chart(this, 'early'), 'Early');
        super.synth();
        config(this.node.findChild('a') as Chart, 'Late');
        super.synth();
      }
    };
    const [[stock, mine]] = compared(fill, {}, ['synth'], [late(App), late(InferenceApp)]);
    expect(mine).toEqual(stock);
    expect(mine.files['a.k8s.yaml']).toContain('name: late');
  });

  test('may override synthYaml', () => {
    const louder = (type: typeof App) => class extends type {
      public override synthYaml(): string {
        return super.synthYaml().toUpperCase();
      }
    };
    const [[stock, mine]] = compared(fill, {}, ['synthYaml'], [louder(App), louder(InferenceApp)]);
    expect(mine).toEqual(stock);
  });

  test.each<[string, (charts: Chart[]) => Chart[]]>([
    ['turned around', (charts) => charts.reverse()],
    ['in part', (charts) => charts.slice(1)],
    ['none', () => []],
  ])('may write its charts %s', (_, change) => {
    const other = (type: typeof App) => class extends type {
      public override get charts(): Chart[] {
        return change(super.charts);
      }
    };
    for (const yamlOutputType of TYPES) {
      const props = { yamlOutputType, recordConstructMetadata: true };
      const both = compared(fill, props, ['synth', 'synthYaml'], [other(App), other(InferenceApp)]);
      for (const [stock, mine] of both) expect(mine).toEqual(stock);
    }
  });
});

describe('with constructs of this library', () => {
  const server = (chart: Construct, id: string, name: string) => (
    new InferenceDeployment(chart, id, deploymentProps({ name })));

  test('rules stop it with the report that App prints', () => {
    const twins: Program = (app) => {
      const chart = new Chart(app, 'a', { namespace: 'vision' });
      const first = server(chart, 'One', 'same');
      first.node.addValidation({ validate: () => ['has a fault of its own'] });
      server(chart, 'Two', 'same');
      app.node.addValidation({ validate: () => ['the app too'] });
    };
    const { message } = own(twins);
    expect(message).toMatch(/\[\] the app too\n {2}\[a\/One\] has a fault of its own\n[^]*error {2}duplicate-object/);
    expectAlike(twins, {}, ['synth', 'synthYaml', 'chart', 'synth']);
  });

  test('an object that cannot be rendered is a finding', () => {
    const broken: Program = (app) => {
      const chart = new Chart(app, 'a', { namespace: 'vision' });
      server(chart, 'One', 'one');
      config(chart, 'Broken', { data: new Date(0) });
    };
    expect(own(broken).message).toContain('app/not-rendered');
    expectAlike(broken, {}, ['synth', 'synthYaml']);
  });

  test('advice is printed once, and again when it changes', () => {
    withEnvironment({ [VARIABLE]: 'summary' }, () => {
      let count = 0;
      const advise = (chart: Chart) => {
        const extraContainers = [{ name: 'proxy', image: 'registry.example.com/proxy:latest' }];
        count += 1;
        new InferenceDeployment(chart, `Server${count}`, deploymentProps({ name: `server-${count}`, extraContainers }));
      };
      const advised: Program = (app) => {
        const chart = new Chart(app, 'a', { namespace: 'vision' });
        advise(chart);
        const { synth } = app;
        let synths = 0;
        app.synth = () => {
          synths += 1;
          if (synths === 2) advise(chart);
          synth.call(app);
        };
      };
      const said = outcomes(InferenceApp, advised, {}, ['synth', 'synthYaml', 'synth']).map((o) => o.said);
      expect(said.map((text) => text.split('\n')[0])).toEqual([
        'cdk8s-elastic-inference: 1 warning', '', 'cdk8s-elastic-inference: 2 warnings',
      ]);
    });
  });

  test('a text that App cannot print is printed as an escape', () => {
    const separator: Program = (app) => {
      const chart = new Chart(app, 'a', { namespace: 'vision' });
      server(chart, 'One', 'one');
      config(chart, 'Text', { data: { text: 'a\u2028b' } });
    };
    const [[stock, mine]] = compared(separator);
    expect(stock.message).toContain('app/misread-text');
    expect(mine.files['a.k8s.yaml']).toContain('text: "a\\u2028b"\n');
    const app = new InferenceApp();
    separator(app);
    expect(InferenceRules.check(app).map(({ rule }) => rule)).not.toContain('app/misread-text');
  });
});

describe('the work grows with the app, not with its square', () => {
  /** How often constructs are validated, and the tree is collected; how often each object is rendered. */
  function counted(charts: number, isLibrary: boolean, method: 'synth' | 'synthYaml') {
    const app = new InferenceApp({ outdir: Testing.app().outdir });
    let rendered = 0;
    const count = () => `${++rendered}`;
    for (let i = 0; i < charts; i++) {
      const chart = new Chart(app, `c${i}`, { namespace: `c${i}` });
      if (isLibrary) new InferenceDeployment(chart, 'Server', deploymentProps());
      const data = { at: Lazy.any({ produce: count }) };
      const [first, second] = [config(chart, 'A'), config(chart, 'B', { data })];
      first.addDependency(second);
    }
    const validated = jest.spyOn(Node.prototype, 'validate');
    const collected = jest.spyOn(Node.prototype, 'findAll');
    try {
      app[method]();
      const each = new Map<unknown, number>();
      for (const node of validated.mock.contexts) each.set(node, (each.get(node) ?? 0) + 1);
      return {
        mostValidations: Math.max(...each.values()),
        validated: each.size,
        collectedApp: collected.mock.contexts.filter((node) => node === app.node).length,
        collectedAll: collected.mock.calls.length / charts,
        rendered: rendered / charts,
        constructs: app.node.findAll().length,
      };
    } finally {
      validated.mockRestore();
      collected.mockRestore();
    }
  }

  test.each([
    ['synth', false], ['synth', true], ['synthYaml', false], ['synthYaml', true],
  ] as const)('in %s (with constructs of this library: %s)', (method, isLibrary) => {
    const many = counted(40, isLibrary, method);
    expect(many).toMatchObject({ mostValidations: 1, validated: many.constructs, rendered: 1 });
    expect(many.collectedApp).toBeLessThanOrEqual(4);
    expect(many.collectedAll).toBeLessThanOrEqual(counted(5, isLibrary, method).collectedAll);
  });

  test('many objects that depend on many are no product of both', () => {
    const app = new InferenceApp();
    const chart = new Chart(app, 'a');
    const layers = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => new Construct(chart, `L${i}`));
    layers.forEach((layer, i) => {
      for (let k = 0; k < 500; k++) config(layer, `L${i}-${k}`);
      if (i > 0) layers[i - 1].node.addDependency(layer);
    });
    // cdk8s would walk 500 ** 8 ways.
    expect(app.synthYaml()).toMatch(/^apiVersion: v1\nkind: ConfigMap\nmetadata:\n {2}name: l7-0\n/);
  });

  test('a chain of thousands is no deep recursion', () => {
    const app = new InferenceApp();
    const chart = new Chart(app, 'a');
    const chain = Array.from({ length: 20_000 }, (_, i) => config(chart, `C${i}`));
    chain.forEach((object, i) => i > 0 && chain[i - 1].addDependency(object));
    expect(app.synthYaml()).toMatch(/^apiVersion: v1\nkind: ConfigMap\nmetadata:\n {2}name: c19999\n/);
  });
});

test('properties of a wrong type are refused, by code and field', () => {
  expect(refused(() => new InferenceApp({ outdir: '', recordConstructMetadata: 'yes' as any }))).toEqual([
    ['app/not-a-folder', 'outdir'], ['validation/boolean', 'recordConstructMetadata'],
  ]);
  expect(refused(() => new InferenceApp('dist' as any))).toEqual([['app/not-properties', 'props']]);
  expect(refused(() => new InferenceApp(null as any))).toEqual([]);
  // cdk8s would stop at it.
  const resolvers: any = { resolve: () => undefined };
  expect(refused(() => new InferenceApp({ resolvers }))).toEqual([['app/not-resolvers', 'resolvers']]);
  // An app has no path, so none stands before a problem.
  expect(refusal(() => new InferenceApp({ outdir: '' }))).toMatch(/cannot be defined:\n {2}error {2}app\/not-a-folder/);
});

describe('every value is rendered as by App', () => {
  class Quantity {
    public constructor(public readonly value: unknown) {}
  }
  class Token extends Quantity {
    public resolve(): unknown {
      return { value: 3 };
    }
  }
  const VALUES: ReadonlyArray<[what: string, value: unknown]> = [
    ['a union of a number', new Quantity(1)],
    ['a union of a text', new Quantity('1Gi')],
    ['a union of something else', new Quantity({ a: 1 })],
    ['a token that is a union', new Token(1)],
    ['a token of nothing', { resolve: () => null }],
    ['a token of a union', { resolve: () => new Quantity('a') }],
    ['something lazy of something lazy', Lazy.any({ produce: () => Lazy.any({ produce: () => ['a'] }) })],
    ['something lazy of nothing', Lazy.any({ produce: () => undefined })],
    ['what is empty in a list', [null, undefined, [], {}, '', 0, false, new Quantity(2)]],
    ['what is empty in an object', { a: null, b: undefined, c: {}, d: [], e: '', f: 0, g: false }],
    ['a list with a method', Object.assign([1], { resolve: () => 'token' })],
    ['a large number', 10n],
    ['no number', NaN],
    ['less than nothing', -0],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['fields that are numbers', { b: 1, 10: 1, 9: 1, a: 1 }],
  ];

  test.each(VALUES)('%s', (_, value) => {
    const props = { spec: { b: value, a: [value], deep: { z: { value }, y: value } }, top: value };
    const metadata = { name: 'a', annotations: { b: value, a: 'a' } as any, labels: {}, more: value };
    expectAlike((app) => {
      const { node } = config(new Chart(app, 'a'), 'A', { ...props, metadata });
      config(node.scope as Chart, 'B', props).addJsonPatch(JsonPatch.add('/spec/patched', { b: 1, a: null, c: [] }));
    }, {}, ['synth', 'synthYaml']);
  });

  test.each<[what: string, metadata: Record<string, unknown>]>([
    ['nothing in it', { finalizers: [], labels: {}, annotations: {}, ownerReferences: [] }],
    ['empty values', { annotations: { a: null, b: undefined, c: '', d: {} }, creationTimestamp: null, namespace: '' }],
    ['empty values further down', { more: { deep: { empty: {}, list: [[], {}, { a: [] }, null] } } }],
    ['a union', { more: [new Quantity(1), { a: new Quantity('x') }] }],
    ['what is no value', { more: () => 1 }],
    ['a date', { more: new Date(0) }],
    ['a lazy name', { name: Lazy.any({ produce: () => 'lazy' }) }],
    ['lazy annotations', { annotations: Lazy.any({ produce: () => ({ z: 'a', b: { resolve: () => 'x' } }) }) }],
    ['an owner', { ownerReferences: [{ uid: 'u', name: 'n', kind: 'X', apiVersion: 'v1', controller: false }] }],
    ['a name of its own making', { generateName: 'g-' }],
    ['fields that cdk8s has for itself', { apiObject: 'x', value: 'x', toJson: 'x' }],
    ['fields that are numbers', { 10: 'a', 9: 'b' }],
  ])('metadata with %s', (_, metadata) => {
    expectAlike((app) => {
      const { metadata: added } = config(new Chart(app, 'a'), 'A', { metadata });
      added.addLabel('z', 'x');
      added.addLabel('a', 'x');
      added.addFinalizers('f');
      added.add('added', { b: [], a: 1 });
      added.add('name', 'never');
    }, {}, ['synth', 'synthYaml']);
  });

  test.each<[what: string, props: Record<string, unknown>]>([
    ['a field that is called like a method', { spec: { toString: 'z', valueOf: 1, hasOwnProperty: 'y' } }],
    ['a field that is called like a prototype', { spec: JSON.parse('{"__proto__": {"a": 1}, "b": 1}') }],
    ['a field `resolve` that is no method', { spec: { resolve: 'x', value: 'y', a: { value: 1 } } }],
    ['a method `resolve`', { resolve: () => ({ apiVersion: 'v2', kind: 'Other' }) }],
    ['one value twice', { spec: { a: VALUES, b: VALUES.slice(0, 1) } }],
    ['a list with holes', { spec: { list: Object.assign([], { 2: 'x' }) } }],
    ['a field that is worked out', { spec: { get a() { return ['x']; } } }],
    ['nothing', { spec: undefined, data: null }],
  ])('an object with %s', (_, props) => {
    expectAlike((app) => config(new Chart(app, 'a'), 'A', props), {}, ['synth', 'synthYaml']);
  });

  test('a patch may replace everything, or nothing', () => {
    expectAlike((app) => {
      const chart = new Chart(app, 'a');
      config(chart, 'A').addJsonPatch(JsonPatch.replace('', { kind: 'Other', b: 1, apiVersion: 'v2' }));
      config(chart, 'B').addJsonPatch(JsonPatch.test('/kind', 'ConfigMap'), JsonPatch.move('/kind', '/kind'));
    });
    for (const whole of ['text', 7, null, []]) {
      expectAlike((app) => config(new Chart(app, 'a'), 'A').addJsonPatch(JsonPatch.replace('', whole)));
    }
  });
});

test('one chart alone is rendered as with App, before and after a synth', () => {
  expectAlike((app) => {
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    const [one] = ['One', 'Two'].map((id) => config(a, id));
    one.addDependency(a.node.findChild('Two'), config(b, 'Three'));
  }, {}, ['chart', 'synth', 'chart', 'synthYaml', 'synth']);
});

test('resolvers of the user have the first say, and what is lazy or a token comes last', () => {
  const then = Lazy.any({ produce: () => 'then' });
  const resolvers = [{ resolve: (context: any) => { if (context.value === 'now') context.replaceValue(then); } }];
  const program: Program = (app) => config(new Chart(app, 'a'), 'C', {
    data: {
      at: 'now',
      token: { resolve: () => ({ resolve: () => 'now' }) },
      lazy: Lazy.any({ produce: () => ['now'] }),
    },
  });
  expect(own(program, { resolvers }).files['a.k8s.yaml']).toContain('at: then\n  lazy:\n    - then\n  token: then\n');
  expectAlike(program, { resolvers }, ['synth', 'synthYaml']);
  expectAlike(program, {}, ['synth', 'synthYaml']);
});
