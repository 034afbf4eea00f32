import { join } from 'path';
import { Chart, Names, YamlOutputType, type ApiObject, type App } from 'cdk8s';
import { isReplaced } from './quick-rendering';
import type { WrittenOrder } from './written-order';
import type { Manifest } from '../kubernetes/manifest';

/** What a file holds. */
export interface ManifestFile {
  /** The path of the file in the folder of the app. */
  readonly name: string;
  readonly documents: readonly unknown[];
}

/** Renders an object. */
export type Render = (object: ApiObject) => Manifest;

const { FILE_PER_APP, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/** The files of an app, in the order in which cdk8s writes them. */
export function manifestFiles(app: App, order: WrittenOrder, render: Render): ManifestFile[] {
  const { outputFileExtension: extension, yamlOutputType: type } = app;
  const { charts } = order;
  const documentsOf = (chart: Chart) => chartDocuments(chart, order, render);
  switch (type) {
    case FILE_PER_APP:
      return charts.length === 0 ? [] : [{ name: `app${extension}`, documents: charts.flatMap(documentsOf) }];
    case FILE_PER_RESOURCE:
      return charts.flatMap(documentsOf).filter((d) => d !== undefined).map((document: any) => (
        { name: fileName(document.kind, document.metadata.name) + extension, documents: [document] }));
    case FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return folders(app, order).flatMap((folder, i) => order.objectsOf(charts[i]).map((object) => (
        { name: join(folder, fileName(object.kind, object.metadata.name) + extension), documents: [render(object)] })));
    default:
      return chartNames(order).map((name, i) => ({ name: name + extension, documents: documentsOf(charts[i]) }));
  }
}

/** The folders of an app in its own: one for each chart, also for one without objects, where there are any. */
export function folders({ yamlOutputType }: App, order: WrittenOrder): string[] {
  return yamlOutputType === FOLDER_PER_CHART_FILE_PER_RESOURCE ? chartNames(order) : [];
}

/** All documents of an app, in order. */
export function appDocuments(order: WrittenOrder, render: Render): unknown[] {
  return order.charts.flatMap((chart) => chartDocuments(chart, order, render));
}

function chartNames({ charts, isNumbered }: WrittenOrder): string[] {
  return charts.map((chart, i) => {
    const number = isNumbered ? `${String(i).padStart(4, '0')}-` : '';
    return `${number}${Names.toDnsLabel(chart)}`;
  });
}

/** A chart of the user may render itself in another way, and a program may have all charts do so. */
function chartDocuments(chart: Chart, order: WrittenOrder, render: Render): unknown[] {
  const { toJson } = chart;
  if (toJson !== Chart.prototype.toJson || isReplaced(toJson)) return Object.values(chart.toJson());
  return order.objectsOf(chart).map(render);
}

function fileName(kind: string, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
