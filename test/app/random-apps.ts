import { ApiObject, App, Chart, JsonPatch, Lazy, YamlOutputType, type AppProps, type IResolver } from 'cdk8s';
import { Construct, Dependable, DependencyGroup, type IConstruct } from 'constructs';
import * as fc from 'fast-check';
import type { Program, Step } from './app-comparison';
import { InferenceDeployment } from '../../src';
import { deploymentProps } from '../helpers';

/** Ids, some of which JavaScript takes for the places of a list, and some that say nothing in a name. */
const IDS = ['a', 'b', 'Web', '5', '12', '007', '0', '4294967295', 'Default', 'resource', 'x y', 'a/b'];
const TEXTS = ['x', 'two words', 'a\nb\n', 'http://a:80/b', 'yes', '0.5', '', 'token:one', 'it\'s', 'é'];

type Kind = 'chart' | 'construct' | 'object' | 'server';
/** What is unusual about a chart or an object. */
type Trait = 'none' | 'own toJson' | 'own name' | 'patch' | 'lazy' | 'broken';

interface Part {
  readonly kind: Kind;
  readonly trait: Trait;
  /** Which of the constructs so far it is in, counted from the last. */
  readonly scope: number;
  readonly id: string;
  readonly text: string;
  readonly isNamed: boolean;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly via: 'direct' | 'group' | 'outside';
  /** Whether the later one of the two depends on the earlier one. */
  readonly isBackward: boolean;
}

interface Validation {
  readonly at: number;
  readonly does: 'nothing' | 'fail' | 'fail twice' | 'label' | 'add an object' | 'add a chart';
}

/** A program as data, which builds the same in each app. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly edges: readonly Edge[];
  readonly validations: readonly Validation[];
  /** Constructs that are removed, and whether another one comes in their place. */
  readonly removed: ReadonlyArray<{ readonly at: number; readonly isReplaced: boolean }>;
  /** A construct that stands for others where something depends on it. */
  readonly roots: ReadonlyArray<{ readonly at: number; readonly roots: readonly number[] }>;
}

export interface PlanOptions {
  /** Whether constructs may depend on those that come later, so that there are circles. */
  readonly hasCircles: boolean;
  /** Whether there are removed constructs, those of other apps and those that stand for others. */
  readonly isUnusual: boolean;
  readonly hasTraits: boolean;
  readonly validations: ReadonlyArray<Validation['does']>;
  /** Whether there are constructs of this library. */
  readonly hasLibrary?: boolean;
}

const any = fc.nat(1000);

export function plan(options: PlanOptions): fc.Arbitrary<Plan> {
  const traits: Trait[] = options.hasTraits ? ['none', 'own toJson', 'own name', 'patch', 'lazy', 'broken'] : ['none'];
  const via: Array<Edge['via']> = options.isUnusual ? ['direct', 'group', 'outside'] : ['direct', 'direct', 'group'];
  const kinds: Kind[] = ['chart', 'construct', 'object', 'object', 'object'];
  if (options.hasLibrary) kinds.push('server', 'server');
  const part: fc.Arbitrary<Part> = fc.record({
    kind: fc.constantFrom(...kinds),
    trait: fc.oneof({ weight: 4, arbitrary: fc.constant<Trait>('none') }, fc.constantFrom(...traits)),
    scope: fc.nat(4),
    id: fc.constantFrom(...IDS),
    text: fc.constantFrom(...TEXTS),
    isNamed: fc.boolean(),
  });
  const isBackward = options.hasCircles ? fc.boolean() : fc.constant(true);
  const edge: fc.Arbitrary<Edge> = fc.record({ from: any, to: any, via: fc.constantFrom(...via), isBackward });
  const does = fc.constantFrom<Validation['does']>('nothing', ...options.validations);
  return fc.record({
    parts: fc.array(part, { minLength: 1, maxLength: 12 }),
    edges: fc.array(edge, { maxLength: 5 }),
    validations: fc.array(fc.record({ at: any, does }), { maxLength: options.validations.length > 0 ? 3 : 0 }),
    removed: fc.array(fc.record({ at: any, isReplaced: fc.boolean() }), { maxLength: options.isUnusual ? 2 : 0 }),
    roots: fc.array(
      fc.record({ at: any, roots: fc.array(any, { maxLength: 2 }) }),
      { maxLength: options.isUnusual ? 2 : 0 },
    ),
  });
}

export const appProps: fc.Arbitrary<AppProps> = fc.record({
  yamlOutputType: fc.constantFrom(
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ),
  recordConstructMetadata: fc.boolean(),
  outputFileExtension: fc.constantFrom('.k8s.yaml', '.yml', ''),
  resolvers: fc.constantFrom<IResolver[]>([], [{
    resolve: (context) => { if (context.value === 'token:one') context.replaceValue({ replaced: 'one' }); },
  }]),
});

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.constantFrom<Step>('synth', 'synth', 'synthYaml', 'chart'), { minLength: 1, maxLength: 3 },
);

/** Builds what a plan says. */
export function programOf({ parts, edges, validations, removed, roots }: Plan): Program {
  return (app) => {
    const all: IConstruct[] = [app];
    for (const part of parts) all.push(made(part, all));
    // What is in no chart is rare, since cdk8s refuses a dependency of it.
    const inCharts = all.filter((c) => c.node.scopes.some((s) => s instanceof Chart));
    const isAny = (place: number) => place % 40 === 39 || inCharts.length === 0;
    const at = (place: number) => (isAny(place) ? all[place % all.length] : inCharts[place % inCharts.length]);
    const outside = new ApiObject(new Chart(new App(), 'a'), 'a', object({ text: 'x', isNamed: false }, 'outside'));
    for (const { from, to, via, isBackward } of edges) {
      const ends = [at(from), via === 'outside' ? outside : at(to)];
      if (isBackward) ends.sort((a, b) => all.indexOf(b) - all.indexOf(a));
      const [source, target] = ends;
      if (isBackward && (source === target || target.node.scopes.includes(source))) continue;
      const another = inCharts[inCharts.indexOf(target) - 1] ?? target;
      source.node.addDependency(via === 'group' ? new DependencyGroup(target, another) : target);
    }
    for (const { at: place, roots: of } of roots) {
      const below = at(place).node.findAll();
      const isOwn = (c: IConstruct) => nearestChart(c) === nearestChart(at(place));
      const own = below.filter(isOwn);
      // What stands for a chart, or for something elsewhere, has cdk8s add other dependencies with each look.
      if (at(place) instanceof Chart || own.length === 0) continue;
      Dependable.implement(at(place), { dependencyRoots: of.map((n) => own[n % own.length]) });
    }
    for (const { at: place, does } of validations) addValidation(at(place), does);
    for (const { at: place, isReplaced } of removed) {
      const construct = at(place);
      const { scope, id } = construct.node;
      if (!scope?.node.tryRemoveChild(id) || !isReplaced) continue;
      made({ ...parts[0], kind: construct instanceof Chart ? 'chart' : 'object', id }, [scope]);
    }
  };
}

function nearestChart(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.reverse().find((c) => c instanceof Chart);
}

function made({ kind, trait, scope: back, id, text, isNamed }: Part, all: readonly IConstruct[]): IConstruct {
  const place = all[Math.max(0, all.length - 1 - back)];
  const isInChart = place.node.scopes.some((s) => s instanceof Chart);
  const scope = place as Construct;
  const free = scope.node.tryFindChild(id.replace('/', '--')) ? `${id}${all.length}` : id;
  if (kind === 'construct') return new Construct(scope, free);
  if (kind === 'chart' || !isInChart) {
    return new CHARTS[trait](scope, free, { namespace: 'vision', labels: { app: 'a' } });
  }
  if (kind === 'server') {
    const name = isNamed ? 'named' : `server-${all.length}`;
    // One piece of advice is printed where there is a side container without a fixed tag.
    const extraContainers = [{ name: 'proxy', image: `registry.example.com/proxy:${text === 'x' ? 'latest' : '1.0'}` }];
    return new InferenceDeployment(scope, free, deploymentProps({ name, extraContainers }));
  }
  const type = trait === 'own toJson' ? OwnJson : ApiObject;
  const built = new type(scope, free, object({ text, isNamed }, trait));
  if (trait === 'patch') built.addJsonPatch(JsonPatch.add('/spec/patched', text), JsonPatch.remove('/spec/one'));
  return built;
}

function object({ text, isNamed }: { text: string; isNamed: boolean }, trait: Trait | 'outside') {
  const value = trait === 'lazy' ? Lazy.any({ produce: () => ({ resolve: () => text }) }) : text;
  return {
    apiVersion: 'example.com/v1',
    kind: trait === 'lazy' ? 'Lazy' : 'Example',
    metadata: isNamed ? { name: 'named' } : undefined,
    spec: { two: value, one: [text, { three: null, four: [] }], when: trait === 'broken' ? new Date(0) : undefined },
  };
}

class OwnJson extends ApiObject {
  public override toJson(): any {
    const json = super.toJson();
    return { ...json, kind: 'Own', spec: undefined, list: [undefined, null, 1] };
  }
}

class OwnChart extends Chart {
  public override toJson(): any[] {
    return [undefined, ...super.toJson().reverse(), { kind: 'Extra', metadata: { name: 'extra' } }];
  }
}

class OwnNames extends Chart {
  public override generateObjectName(of: ApiObject): string {
    return `own-${of.kind.toLowerCase()}`;
  }
}

const CHARTS: Readonly<Record<Trait, typeof Chart>> = {
  'none': Chart,
  'own toJson': OwnChart,
  'own name': OwnNames,
  'patch': Chart,
  'lazy': Chart,
  'broken': Chart,
};

function addValidation(construct: IConstruct, does: Validation['does']): void {
  construct.node.addValidation({
    validate: () => {
      if (does === 'label' && construct instanceof ApiObject) construct.metadata.addLabel('validated', 'yes');
      if (does === 'add a chart') addOnce(construct.node.root, Chart);
      if (does === 'add an object') {
        const chart = construct.node.scopes.find((s) => s instanceof Chart);
        if (chart) addOnce(chart, Late);
      }
      if (does === 'fail') return ['has a fault'];
      return does === 'fail twice' ? ['has a fault', 'and another one'] : [];
    },
  });
}

function addOnce(scope: IConstruct, type: new (scope: Construct, id: string) => Construct): void {
  if (!scope.node.tryFindChild('Late')) new type(scope as Construct, 'Late');
}

class Late extends ApiObject {
  public constructor(scope: Construct, id: string) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
  }
}
