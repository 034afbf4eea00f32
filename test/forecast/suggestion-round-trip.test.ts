import { loadOf, SCALED, servicesOf, type Step } from './examples';
import type { ServiceModel } from '../../src/forecast/model/service-model';
import type { CandidateData } from '../../src/forecast/report/forecast-data';
import { runStudy, type Study } from '../../src/forecast/study/study';
import { suggest } from '../../src/forecast/study/suggest';

/** What a suggestion promises, a forecast of manifests with its settings has. */

const GOAL = { unservedShare: 0.001, aboveTargetShare: 0.05 };
const SECONDS = 3600;

/** Tops of different heights, as parts of what all pods can do; nearly nothing at first, unless said otherwise. */
function steps({ hpa }: ServiceModel, atFirst = 0): Step[] {
  const most = hpa.maxReplicas;
  const then: Step[] = [[300, 0.3 * most], [750, 0.7 * most], [1200, 0.2 * most], [2000, 0.5 * most], [2700, 0]];
  return [[0, 0.1 + atFirst * most], ...then];
}

/** The autoscaler among the objects, changed to what a suggestion says in words, as a person would. */
function applied(objects: readonly any[], { namespace, autoscaler }: ServiceModel, settings: string): any[] {
  const [, targets, minimum, window] = /^target (.*), minimum (\d+), scale-down window (\d+) s$/.exec(settings)!;
  const values = targets.split(' and ');
  return structuredClone(objects).map((object) => {
    const name = `${object.metadata.namespace ?? 'default'}/${object.kind}/${object.metadata.name}`;
    if (name !== `${namespace}/${autoscaler}`) return object;
    const { spec } = object;
    if (object.kind === 'ScaledObject') return scaledObject(object, { targets: values, minimum, window });
    spec.minReplicas = Number(minimum);
    spec.metrics.forEach((metric: any, i: number) => {
      const { target } = Object.values<any>(metric).find((one) => typeof one === 'object');
      const [value, percent] = values[i].split(' ');
      if (percent === '%') target.averageUtilization = Number(value);
      else target.averageValue = value;
    });
    if (spec.behavior || Number(window) !== 300) {
      spec.behavior = {
        ...spec.behavior, scaleDown: { ...spec.behavior?.scaleDown, stabilizationWindowSeconds: Number(window) },
      };
    }
    return object;
  });
}

/** The same of an object of KEDA, whose triggers hold their target as a threshold or as the length of a list. */
function scaledObject(object: any, { targets, minimum, window }: Record<'minimum' | 'window', string> & {
  readonly targets: readonly string[];
}): any {
  const { spec } = object;
  spec.minReplicaCount = Number(minimum);
  spec.triggers.forEach(({ metadata }: any, i: number) => {
    const field = metadata.threshold === undefined ? 'listLength' : 'threshold';
    metadata[field] = targets[i];
  });
  const behavior = { scaleDown: { stabilizationWindowSeconds: Number(window) } };
  spec.advanced = { ...spec.advanced, horizontalPodAutoscalerConfig: { behavior } };
  return object;
}

function studyOf(services: readonly ServiceModel[], atFirst?: number): Study {
  const demands = new Map(services.map((one) => [one.id, loadOf(one, steps(one, atFirst))._demand()]));
  return { services, notes: [], demands, seconds: SECONDS, syncSeconds: 15 };
}

/** The figures of a forecast of changed manifests; time above target is above the targets that were there before. */
function figuresOf(objects: readonly any[], before: ServiceModel, study: Study) {
  const { services } = servicesOf(objects);
  const judged = services.map((one) => (one.id === before.id ? { ...one, judgedBy: before.hpa } : one));
  const { data } = runStudy({ ...study, services: judged });
  const figures = data.services[services.findIndex(({ id }) => id === before.id)];
  return {
    replicaHours: figures.replicaHours,
    unservedShare: figures.unservedShare,
    aboveTargetShare: Number((figures.secondsAboveTarget / SECONDS).toPrecision(6)),
    peakReplicas: figures.peakReplicas,
  };
}

function promised({ replicaHours, unservedShare, aboveTargetShare, peakReplicas }: CandidateData) {
  return { replicaHours, unservedShare, aboveTargetShare, peakReplicas };
}

const ALL = SCALED.flatMap(([name, example]) => example.services.map((service) => (
  { title: `${name}: ${service.namespace}/${service.name}`, service, example })));
const isOf = (kind: string) => ({ service, example }: (typeof ALL)[number]) => example.objects.some((object) => (
  object.kind === kind && `${kind}/${object.metadata.name}` === service.autoscaler));

/** What the search promises of each setting on its frontier, and what the forecast of changed manifests has. */
function bothOf({ service, example: { objects, services } }: (typeof ALL)[number], atFirst?: number) {
  const study = studyOf(services, atFirst);
  const { present, frontier } = suggest(study, service, GOAL);
  const all = [present, ...frontier];
  const named = ({ settings }: CandidateData, figures: object) => ({ settings, ...figures });
  return {
    promise: all.map((one) => named(one, promised(one))),
    forecast: all.map((one) => (
      named(one, figuresOf(applied(objects, service, one.settings), service, study)))),
  };
}

/** One of each example: others of the same differ only in their maximum. */
const DIFFERENT = ALL.filter(isOf('HorizontalPodAutoscaler'))
  .filter(({ example }, i, all) => all.findIndex((one) => one.example === example) === i);

test.each(DIFFERENT)(
  '$title: written into the manifests, settings have exactly the figures that the search promised', (one) => {
    const { promise, forecast } = bothOf(one);
    expect(promise.length).toBeGreaterThan(4);
    expect(forecast).toEqual(promise);
    // Those that are there need no change.
    const { service, example: { objects, services } } = one;
    expect(forecast[0]).toMatchObject(figuresOf(objects, service, studyOf(services)));
  });

describe('a search', () => {
  // One whose triggers query Prometheus and a list.
  const [scaled] = ALL.filter(isOf('ScaledObject')).filter(({ title }) => title.startsWith('elastic-video-inference'));

  test('has another minimum there before a load that begins high', () => {
    const [one] = ALL.filter(({ title }) => title === 'quick-start: vision/classifier');
    const { promise, forecast } = bothOf(one, 0.6);
    expect(forecast).toEqual(promise);
  });

  test('writes the minimum of a ScaledObject that its operator has, which sends all to rest at 0', () => {
    const { service, example: { objects, services } } = scaled;
    const study = studyOf(services);
    const { present } = suggest(study, service, GOAL);
    expect(figuresOf(objects, service, study)).toEqual(promised(present));
    expect(figuresOf(applied(objects, service, present.settings), service, study)).toEqual(promised(present));
  });

  test('tries only targets that KEDA takes: the length of a list is whole', () => {
    const { service, example: { objects, services } } = scaled;
    const { tried } = suggest(studyOf(services), service, GOAL);
    const unusable = tried.filter(({ settings }) => (
      servicesOf(applied(objects, service, settings)).services.every(({ id }) => id !== service.id)));
    expect(unusable.map(({ settings }) => settings)).toEqual([]);
  });
});
