import { Chart, Names, YamlOutputType, type App } from 'cdk8s';
import type { Spoke } from './spoke';
import { spokesProblems } from './spoke-problems';
import * as check from '../validation/check';
import { DNS_LABEL } from '../validation/names';
import { refuse } from '../validation/refuse';

/** How the charts of a fleet are made. */
export interface FleetChartsOptions {
  /**
   * The namespace of what is in the charts.
   *
   * @default - none
   */
  readonly namespace?: string;

  /**
   * What the ids of the charts, and so the names of their files, begin with.
   *
   * @default - nothing: `hub`, `ingress`, `spoke-<name>`
   */
  readonly prefix?: string;
}

/**
 * Defines the places of a program for many clusters: a chart for the hub, one for the ingress cluster, and one for each spoke that gets something
 * directly. Each is a file of a stable name, and belongs to one cluster.
 *
 * Nothing in one chart may depend on another: cdk8s would then number all files.
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
export class FleetCharts {
  private readonly made = new Map<string, Chart>();

  /**
   * Defines the places.
   *
   * @param app the app that writes them
   * @param options their namespace and names
   */
  public constructor(private readonly app: App, private readonly options: FleetChartsOptions = {}) {
    const { namespace, prefix } = options;
    refuse(app, [
      ...(namespace === undefined ? [] : check.name('namespace', namespace, DNS_LABEL)),
      ...(prefix === undefined ? [] : check.name('prefix', prefix, DNS_LABEL, 'give a word that file names can begin with')),
      ...(app.yamlOutputType === YamlOutputType.FILE_PER_CHART ? [] : [{
        field: 'app.yamlOutputType',
        value: YamlOutputType[app.yamlOutputType],
        rule: 'must be FILE_PER_CHART',
        why: 'a file would not be of one cluster',
        fix: 'leave it out of the App',
      }]),
    ], 'FleetCharts cannot be defined');
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
   * Fails when it has no proper name.
   *
   * @param spoke the spoke
   */
  public spoke(spoke: Spoke): Chart {
    refuse(this.app, spokesProblems('spoke', [spoke]).map((p) => ({ ...p, field: p.field.replace('spoke[0]', 'spoke') })), 'The chart of a spoke cannot be made');
    return this.chart(`spoke-${spoke.name}`);
  }

  /** Which file is applied to which cluster, of the charts that were asked for: file name to `hub`, `ingress` or the name of the spoke. */
  public get applyTo(): Record<string, string> {
    return Object.fromEntries([...this.made.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([place, chart]) => (
      [`${Names.toDnsLabel(chart)}${this.app.outputFileExtension}`, place.replace(/^spoke-/, '')])));
  }

  private chart(place: string): Chart {
    const known = this.made.get(place);
    if (known) return known;
    const chart = new Chart(this.app, this.id(place), { namespace: this.options.namespace });
    this.made.set(place, chart);
    return chart;
  }

  private id(place: string): string {
    const { prefix } = this.options;
    return prefix === undefined ? place : `${prefix}-${place}`;
  }
}
