import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { passOf, SynthPasses } from './synth-pass';

const { FILE_PER_APP, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/** The order in which the charts of an app are applied with its folder: that of the names of their files. */
export class ChartOrder {
  /** The order in the pass that is under way. */
  public static of(app: App): ChartOrder {
    return passOf(app).once(ChartOrder, () => new ChartOrder(app));
  }

  private readonly needs = new Map<Chart, Set<Chart>>();
  private readonly places: ReadonlyMap<Chart, number>;

  private constructor(app: App) {
    for (const construct of app.node.findAll()) this.read(construct);
    const isOneText = app.yamlOutputType === FILE_PER_APP || SynthPasses.of(app).isTextSynth;
    const isNumbered = isOneText || this.needs.size > 0;
    const { charts } = app;
    // Without dependencies between charts, cdk8s does not number their files.
    if (!isNumbered) charts.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1));
    this.places = new Map(charts.map((chart, i) => [chart, i]));
  }

  /** Whether a chart is certainly applied before another one. */
  public isBefore(chart: Chart, other: Chart): boolean {
    return !this.doesNeed(chart, other) && (this.places.get(chart) ?? 0) < (this.places.get(other) ?? 0);
  }

  private read(construct: IConstruct): void {
    if (construct instanceof Chart && construct.node.scope instanceof Chart) this.add(construct.node.scope, construct);
    if (construct instanceof App) return;
    for (const target of construct.node.dependencies) {
      const [from, to] = [chartOf(construct), chartOf(target)];
      if (from && to && from !== to) this.add(from, to);
    }
  }

  private add(from: Chart, to: Chart): void {
    const known = this.needs.get(from) ?? new Set();
    this.needs.set(from, known.add(to));
  }

  private doesNeed(chart: Chart, other: Chart): boolean {
    const seen = new Set([chart]);
    for (const at of seen) {
      if (at === other) return true;
      for (const next of this.needs.get(at) ?? []) seen.add(next);
    }
    return false;
  }
}

function chartOf(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.reverse().find((c): c is Chart => c instanceof Chart);
}

/** The name of the file of a chart, or of its folder. */
function fileOf(chart: Chart): string {
  const { yamlOutputType, outputFileExtension } = App.of(chart);
  const name = Names.toDnsLabel(chart);
  return yamlOutputType === FOLDER_PER_CHART_FILE_PER_RESOURCE ? name : `${name}${outputFileExtension}`;
}
