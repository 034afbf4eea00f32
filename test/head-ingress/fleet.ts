import { Chart, type App } from 'cdk8s';
import {
  HeadIngress, HyperMLService, MLService, MLServiceRuntime, Spoke, type HeadIngressProps, type MLServiceProps,
  type SpokeOptions,
} from '../../src';
import { refused, testChart } from '../helpers';

/** The host of the MLService in a spoke. */
export function hostOf(name: string): string {
  return `mnist.vision.ksvc.${name}.example.com`;
}

export function spoke(name: string, options: SpokeOptions = {}): Spoke {
  return Spoke.of(name, { domain: `ksvc.${name}.example.com`, ...options });
}

export const TWO = [spoke('bj'), spoke('sh')];

/** An MLService with two releases on some spokes, in a chart of the hub. */
export function fleetOf(chart: Chart, spokes: Spoke[] = TWO, props: Partial<MLServiceProps> = {}): HyperMLService {
  const hub = new Chart(chart.node.root as App, 'hub', { namespace: 'vision' });
  const runtime = MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 'torch');
  const releases = [{ name: 'origin', runtime }, { name: 'next', runtime }];
  const mnist = new MLService(hub, 'Mnist', { releases, ...props });
  return new HyperMLService(hub, 'Fleet', { groups: [{ spokes, resources: [mnist] }] });
}

/** What is changed of a head ingress. */
export interface Changes extends Partial<HeadIngressProps> {
  readonly spokes?: Spoke[];
  readonly mlService?: Partial<MLServiceProps>;
}

/** The properties of a head ingress for mnist.example.com, with changes. */
export function propsOf(changes: Changes = {}, chart: Chart = testChart()): HeadIngressProps {
  const { spokes, mlService, ...rest } = changes;
  const hosts = rest.anyHost ? undefined : ['mnist.example.com'];
  return { fleet: fleetOf(chart, spokes, mlService), gateway: 'istio-ingress/public', hosts, ...rest };
}

/** Code and field of each problem for which a head ingress is refused; none when it is accepted. */
export function refusedOf(changes: Changes): Array<[code: string, field: string]> {
  const chart = testChart();
  const props = propsOf(changes, chart);
  const problems = refused(() => new HeadIngress(chart, 'Head', props));
  // Nothing half-made stays in the tree.
  if (problems.length > 0) expect(chart.node.children).toEqual([]);
  return problems;
}

/** A row of a table of what is refused. */
export type Row = [title: string, changes: Changes, ...expected: Array<[code: string, field: string]>];
