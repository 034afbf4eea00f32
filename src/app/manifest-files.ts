import * as fs from 'fs';
import * as path from 'path';
import { Chart, Names, YamlOutputType, type ApiObject, type App } from 'cdk8s';
import type { WrittenOrder } from './written-order';
import type { Manifest } from '../kubernetes/manifest';

/** What a file holds. */
export interface ManifestFile {
  /** The path of the file in the folder of the app. */
  readonly name: string;
  /** Its documents, when they are to be written. */
  documents(): readonly unknown[];
}

/** Renders an object. */
export type Render = (object: ApiObject) => Manifest;

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/** The files of an app, in the order in which cdk8s writes them. */
export function* manifestFiles(app: App, order: WrittenOrder, render: Render): Generator<ManifestFile> {
  const { charts } = order;
  const { outputFileExtension: extension, yamlOutputType: type } = app;
  const documentsOf = (chart: Chart) => chartDocuments(chart, order, render);
  if (type === FILE_PER_APP && charts.length > 0) {
    yield { name: `app${extension}`, documents: () => charts.flatMap(documentsOf) };
  }
  for (const [index, chart] of charts.entries()) {
    const number = order.isNumbered ? `${String(index).padStart(4, '0')}-` : '';
    const name = () => `${number}${Names.toDnsLabel(chart)}`;
    if (type === FILE_PER_CHART) yield { name: name() + extension, documents: () => documentsOf(chart) };
    if (type === FILE_PER_RESOURCE) yield* resourceFiles(documentsOf(chart), extension);
    if (type === FOLDER_PER_CHART_FILE_PER_RESOURCE) yield* folderFiles(name(), order.objectsOf(chart), app, render);
  }
}

/** All documents of an app, in order. */
export function appDocuments(order: WrittenOrder, render: Render): unknown[] {
  return order.charts.flatMap((chart) => chartDocuments(chart, order, render));
}

/** A chart of the user may render itself in another way. */
function chartDocuments(chart: Chart, order: WrittenOrder, render: Render): unknown[] {
  if (chart.toJson !== Chart.prototype.toJson) return Object.values(chart.toJson());
  return order.objectsOf(chart).map(render);
}

function* resourceFiles(documents: readonly any[], extension: string): Generator<ManifestFile> {
  for (const document of documents) {
    if (document === undefined) continue;
    const name = fileName(document.kind, document.metadata.name);
    yield { name: `${name}${extension}`, documents: () => [document] };
  }
}

function* folderFiles(
  folder: string,
  objects: readonly ApiObject[],
  { outdir, outputFileExtension }: App,
  render: Render,
): Generator<ManifestFile> {
  fs.mkdirSync(path.join(outdir, folder), { recursive: true });
  for (const object of objects) {
    const name = `${fileName(object.kind, object.metadata.name)}${outputFileExtension}`;
    yield { name: path.join(folder, name), documents: () => [render(object)] };
  }
}

function fileName(kind: string, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
