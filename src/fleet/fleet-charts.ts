import { Chart, Names, YamlOutputType, type App } from 'cdk8s';
import type { Spoke } from './spoke';
import { spokeProblems } from './spoke-problems';
import { markCluster } from '../app/cluster-charts';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** The namespace and the names of the charts of a fleet. */
export interface FleetChartsOptions {
  /**
   * The namespace of the charts.
   *
   * @default - none
   */
  readonly namespace?: string;

  /**
   * The prefix of the ids of the charts, and of the names of their files: `<prefix>-hub`.
   *
   * @default - none: `hub`, `ingress`, `spoke-<name>`
   */
  readonly prefix?: string;
}

/**
 * Defines the charts of a program for many clusters: one for the hub, one for the ingress cluster, and one for each
 * spoke that gets objects directly. Each chart is one file with a stable name, and is applied to one cluster.
 *
 * Do not add a dependency from one chart to another: cdk8s would then put a number before the names of all files.
 *
 * @example
 *
 * const charts = new FleetCharts(new App(), { namespace: 'demo' });
 * const fleet = new HyperMLService(charts.hub, 'Fleet', {
 *   groups: [{
 *     spokes: [Spoke.of('bj', { domain: 'bj.example.com' })],
 *     resources: [new MLServiceRuntime(charts.hub, 'Runtime', { image: 'docker.io/pytorch/torchserve:0.12.0-cpu' })],
 *   }],
 * });
 * const table = charts.applyTo;
 */
@checksArguments
export class FleetCharts {
  private readonly charts = new Map<string, Chart>();

  /**
   * Defines the charts; each is made when it is read first.
   *
   * @param app the app of the charts
   * @param options their namespace and names
   */
  public constructor(private readonly app: App, private readonly options: FleetChartsOptions = {}) {
    refuse(app, fleetChartsProblems(app, options), 'FleetCharts cannot be defined');
  }

  /** What is applied to the hub, or to Karmada's API server on it. */
  public get hub(): Chart {
    return this.chart('hub');
  }

  /** What is applied to the ingress cluster. */
  public get ingress(): Chart {
    return this.chart('ingress');
  }

  /**
   * What is applied to a spoke directly.
   *
   * Throws when the spoke has an invalid name.
   *
   * @param spoke the spoke
   */
  public spoke(spoke: Spoke): Chart {
    refuse(this.app, spokeProblems('spoke', spoke), 'The chart of a spoke cannot be made');
    const chart = this.chart(`spoke-${spoke.name}`);
    // The hub and the ingress cluster may be one cluster, or a spoke; two spokes are two clusters.
    markCluster(chart, spoke.name);
    return chart;
  }

  /**
   * Which file is applied to which cluster: the name of each file, and `hub`, `ingress` or the name of the spoke. It
   * has only the charts that the program has read.
   */
  public get applyTo(): Record<string, string> {
    const files: Record<string, string> = {};
    for (const [place, chart] of [...this.charts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      files[`${Names.toDnsLabel(chart)}${this.app.outputFileExtension}`] = place.replace(/^spoke-/, '');
    }
    return files;
  }

  private chart(place: string): Chart {
    const known = this.charts.get(place);
    if (known) return known;
    const chart = new Chart(this.app, this.id(place), { namespace: this.options.namespace });
    this.charts.set(place, chart);
    return chart;
  }

  private id(place: string): string {
    const { prefix } = this.options;
    return prefix === undefined ? place : `${prefix}-${place}`;
  }
}

function fleetChartsProblems(app: App, { namespace, prefix }: FleetChartsOptions): Problem[] {
  const problems = new Problems();
  if (namespace !== undefined) problems.addAll(check.name('namespace', namespace, DNS_LABEL));
  if (prefix !== undefined) {
    problems.addAll(check.name('prefix', prefix, DNS_LABEL, 'give a word that file names can begin with'));
  }
  if (app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    problems.add({
      code: 'fleet/not-file-per-chart',
      field: 'app.yamlOutputType',
      value: YamlOutputType[app.yamlOutputType],
      rule: 'must be FILE_PER_CHART',
      why: 'each file is applied to one cluster',
      fix: 'leave it out of the App',
    });
  }
  return problems.all;
}
