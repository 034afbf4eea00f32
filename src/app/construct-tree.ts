import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The constructs of an app, looked at once: what is in which chart. */
export class ConstructTree {
  /** All constructs, each before its children. */
  public readonly constructs: readonly IConstruct[];
  public readonly charts: readonly Chart[];
  /** How many objects there are. */
  public count = 0;
  private readonly chartByConstruct = new Map<IConstruct, Chart | undefined>();
  private readonly byChart = new Map<Chart, ApiObject[]>();

  public constructor(root: IConstruct) {
    this.constructs = root.node.findAll();
    for (const construct of this.constructs) this.place(construct);
    this.charts = [...this.byChart.keys()];
  }

  /** The chart that a construct is, or in which it is; undefined above all charts, and outside the tree. */
  public chartOf(construct: IConstruct): Chart | undefined {
    return this.chartByConstruct.get(construct);
  }

  /** The objects that are written with a chart: not those of charts inside it. */
  public objectsOf(chart: Chart): readonly ApiObject[] {
    return this.byChart.get(chart) ?? [];
  }

  private add(object: ApiObject, chart: Chart): void {
    this.count += 1;
    this.byChart.get(chart)!.push(object);
  }

  private place(construct: IConstruct): void {
    const { scope } = construct.node;
    const chart = Chart.isChart(construct) ? construct as Chart : scope && this.chartByConstruct.get(scope);
    this.chartByConstruct.set(construct, chart);
    if (chart === undefined) return;
    if (chart === construct) this.byChart.set(chart, []);
    else if (ApiObject.isApiObject(construct)) this.add(construct as ApiObject, chart);
  }
}
