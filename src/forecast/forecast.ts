import { SizeRoundingBehavior } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Demand } from './demand/demand';
import type { Load } from './demand/load';
import type { ForecastGoal, ForecastNodes, ForecastOptions, ForecastRunOptions } from './forecast-options';
import {
  coresOf, goalProblems, loadListProblems, manifestProblems, optionProblems, runProblems, scopeProblems,
} from './forecast-problems';
import { ForecastResult } from './forecast-result';
import { ForecastSuggestion } from './forecast-suggestion';
import { readServices, type ReadingOptions, type ReadServices } from './reading/read-services';
import type { NodesInput } from './replay/replay';
import { unknownService } from './study/name-problems';
import { ServiceNames } from './study/service-names';
import { runStudy, type Study } from './study/study';
import { suggest } from './study/suggest';
import { lookAtApp } from '../app/validator';
import { namespaceOf } from '../kubernetes/identity';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Rendering } from '../kubernetes/rendered-objects';
import { targetVersion, type TargetVersion } from '../kubernetes/versions/target-version';
import { checksArguments } from '../validation/checks-arguments';
import { Problems } from '../validation/problems';
import { refuseValue } from '../validation/refuse';
import { secondsOf } from '../values/seconds-of';

/** What is read of manifests, with options that are read with them. */
type Source = (options: ReadingOptions) => ReadServices;

type GivenLoads = ReadonlyArray<readonly [string, Load]>;

/**
 * Forecasts how many replicas a load will have, before anything is applied: it replays the autoscalers of an app, or of
 * any manifests, as kube-controller-manager would run them, in virtual time.
 *
 * @example
 *
 * const requests = LoadProfile.day({ low: 1, high: 30 });
 * const load = Load.requests({ profile: requests, serviceTime: Duration.millis(200) });
 * const day = Forecast.of(chart).load('classifier', load).run({ duration: Duration.hours(24) });
 * const replicas = day.peak('classifier');
 */
@checksArguments
export class Forecast {
  /**
   * Of the workloads below a construct that an autoscaler scales.
   *
   * @param scope the app, a chart or any construct
   * @param options what the manifests do not say
   */
  public static of(scope: IConstruct, options: ForecastOptions = {}): Forecast {
    refuseValue('Nothing can be forecast', scopeProblems(scope));
    const source: Source = (reading) => lookAtApp(scope, (inventory, rendering) => (
      below(readServices(inventory, reading), scope, inventory, rendering)));
    return new Forecast(source, options, []);
  }

  /**
   * Of manifests from anywhere, such as those that `Yaml.load` of cdk8s reads.
   *
   * @param objects the manifests
   * @param options what the manifests do not say
   */
  public static ofManifests(objects: any[], options: ForecastOptions = {}): Forecast {
    refuseValue('Nothing can be forecast', manifestProblems(objects));
    const inventory = new Inventory(objects);
    return new Forecast((reading) => readServices(inventory, reading), options, []);
  }

  private constructor(
    private readonly source: Source,
    private readonly options: ForecastOptions,
    private readonly loads: GivenLoads,
  ) {}

  /**
   * The same forecast with a load of one service. Several loads of one service add up.
   *
   * @param service the name of the workload: `classifier`, `vision/classifier`, or `vision/Deployment/classifier`
   * @param load what it is asked for
   */
  public load(service: string, load: Load): Forecast {
    return new Forecast(this.source, this.options, [...this.loads, [service, load]]);
  }

  /**
   * Replays the load.
   *
   * @param options for how long
   */
  public run(options: ForecastRunOptions = {}): ForecastResult {
    return ForecastResult._of(runStudy(this.study(options, 'The forecast cannot run')));
  }

  /**
   * Searches settings of one autoscaler that meet a goal: target, minimum and scale-down window. Nothing is changed.
   *
   * @param service the name of the workload
   * @param goal what is wanted
   * @param options for how long
   */
  public suggest(service: string, goal: ForecastGoal, options: ForecastRunOptions = {}): ForecastSuggestion {
    const study = this.study(options, 'No settings can be suggested', (known, problems) => {
      problems.addAll(goalProblems(goal));
      if (known.find(service).length !== 1) problems.add(unknownService('service', service, known));
    });
    const [found] = new ServiceNames(study.services).find(service);
    const { unservedDemand: unservedShare, timeAboveTarget: aboveTargetShare } = goal;
    return ForecastSuggestion._of(suggest(study, found, { unservedShare, aboveTargetShare }));
  }

  private study(
    options: ForecastRunOptions, what: string, check?: (names: ServiceNames, problems: Problems) => void,
  ): Study {
    // What is read with options must have the same services.
    const kubernetes = versionIn(this.options);
    const names = new ServiceNames(this.source({ kubernetes }).services);
    const problems = new Problems();
    check?.(names, problems);
    problems.addAll(optionProblems(this.options, names));
    problems.addAll(runProblems(options));
    problems.addAll(loadListProblems(this.loads, names));
    refuseValue(what, problems.all);
    const { syncPeriod, nodes, start } = this.options ?? {};
    const loads = loadsById(this.loads, names);
    const { services, notes } = this.source(readingOf(this.options ?? {}, names));
    const recorded = recordedSeconds(this.loads.map(([, load]) => load));
    return {
      services,
      notes,
      demands: new Map([...loads].map(([id, load]): [string, Demand] => [id, load._demand()])),
      seconds: secondsOf(options?.duration, recorded ?? 24 * 3600),
      recordedSeconds: recorded,
      from: start,
      syncSeconds: secondsOf(syncPeriod, 15),
      nodes: nodes && nodesInput(nodes),
    };
  }
}

function loadsById(given: GivenLoads, names: ServiceNames): Map<string, Load> {
  const loads = new Map<string, Load>();
  for (const [name, load] of given) {
    const [{ id }] = names.find(name);
    loads.set(id, loads.get(id)?.plus(load) ?? load);
  }
  return loads;
}

/** Recorded loads end; those that are made do not. */
function recordedSeconds(loads: readonly Load[]): number | undefined {
  const ends = loads.map(({ _seconds }) => _seconds).filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function readingOf(options: ForecastOptions, names: ServiceNames): ReadingOptions {
  const { startup = {}, metricsLag, syncPeriod, downscaleStabilization } = options;
  const measured = Object.entries(startup).map(([name, span]): [string, number[]] => (
    [names.find(name)[0].id, [secondsOf(span, 0)]]));
  return {
    flags: { syncSeconds: secondsOf(syncPeriod, 15), downscaleSeconds: secondsOf(downscaleStabilization, 300) },
    startup: new Map(measured),
    metricsLagSeconds: metricsLag && secondsOf(metricsLag, 0),
    kubernetes: versionIn(options),
  };
}

/** The version of options that may be none at all. */
function versionIn(options: ForecastOptions | undefined): TargetVersion | undefined {
  return targetVersion(options?.kubernetesVersion);
}

function nodesInput({ cpu, memory, devices, count }: ForecastNodes): NodesInput {
  const bytes = 1024 * memory.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  return { size: { cpu: 1000 * coresOf(cpu)!, memory: bytes, ...devices }, count };
}

/** The services that belong to a construct: their workload is below it, or what scales them. */
function below(
  { services, notes }: ReadServices, scope: IConstruct, inventory: Inventory, rendering: Rendering,
): ReadServices {
  if (scope === scope.node.root) return { services, notes };
  const isInside = (object: Manifest) => (
    rendering.objectOf(inventory.original(object))?.node.scopes.includes(scope) === true);
  const inside = new Set(inventory.objects.filter(isInside).map((object) => (
    `${namespaceOf(object)}/${object.kind}/${object.metadata?.name}`)));
  return {
    services: services.filter(({ id, namespace, autoscaler }) => (
      inside.has(id) || inside.has(`${namespace}/${autoscaler}`))),
    notes,
  };
}
