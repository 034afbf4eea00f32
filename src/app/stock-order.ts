import { ApiObject, App, Chart, DependencyGraph } from 'cdk8s';
import type { WrittenOrder } from './written-order';

/** The order of an app by cdk8s' own look at it, which takes longer, and says what is wrong with dependencies. */
export function stockOrder(app: App): WrittenOrder {
  resolveDependencies(app);
  const constructs = app.node.findAll();
  return {
    charts: app.charts,
    isNumbered: constructs.some((c) => c.node.dependencies.some((target) => Chart.of(target) !== Chart.of(c))),
    count: constructs.filter((c) => ApiObject.isApiObject(c)).length,
    objectsOf: (chart) => new DependencyGraph(chart.node).topology()
      .filter((c): c is ApiObject => ApiObject.isApiObject(c) && Chart.of(c) === chart),
  };
}

/**
 * Has cdk8s add the dependencies that it derives to the constructs of an app, and validate them; it writes an app
 * without charts.
 */
export function resolveDependencies(app: App): void {
  App.prototype.synthYaml.call(Object.create(app, { charts: { value: [] } }));
}
