import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { mayShareCluster } from './cluster-charts';
import { SynthPasses } from './synth-pass';
import { identity } from '../kubernetes/identity';
import { listed } from '../rules/listed';
import type { Problem } from '../validation/problem';

const { FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/** A problem of the files of an app, and the object that it belongs to. */
export interface FileProblem {
  readonly object: ApiObject;
  readonly problem: Problem;
}

/**
 * Objects that cdk8s writes to one file, where it writes a file for each object: the last one overwrites the others. It
 * names a file by the kind and the name, not by the namespace or the API group. Reported once for each chart, at the
 * first of its objects whose file another one has too.
 */
export function overwrittenFiles(root: IConstruct): FileProblem[] {
  // One text holds all objects.
  if (!(root instanceof App) || SynthPasses.of(root).isTextSynth) return [];
  const { yamlOutputType, outputFileExtension } = root;
  if (yamlOutputType !== FILE_PER_RESOURCE && yamlOutputType !== FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const first = new Map<string, ApiObject>();
  const twice = new Map<Chart, { readonly object: ApiObject; readonly other: ApiObject; readonly files: string[] }>();
  for (const object of root.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const { chart } = object;
    const file = `${fileOf(object)}${outputFileExtension}`;
    const place = yamlOutputType === FILE_PER_RESOURCE ? file : `${chart.node.path}/${file}`;
    const other = first.get(place);
    if (!other) first.set(place, object);
    // An object that is there twice is reported as that.
    if (!other || (mayShareCluster(object, other) && identityOf(object) === identityOf(other))) continue;
    const known = twice.get(chart) ?? { object, other, files: [] };
    twice.set(chart, known);
    known.files.push(file);
  }
  return [...twice.values()].map(({ object, other, files }) => ({
    object,
    problem: {
      code: 'app/file-overwritten',
      field: '',
      value: YamlOutputType[yamlOutputType],
      rule: `is written to the same file as ${other.node.path}: ${listed(files)}`,
      why: 'cdk8s names the file of an object by its kind and name alone, so the later object overwrites the earlier '
        + 'one',
      fix: 'leave yamlOutputType out of the App, so that each chart is one file, or give the objects other names',
      source: 'https://cdk8s.io/docs/latest/reference/cdk8s/typescript/#yamloutputtype',
    },
  }));
}

/** The name of the file of an object, as cdk8s makes it. */
function fileOf({ kind, name }: ApiObject): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function identityOf({ apiVersion, kind, name, metadata: { namespace } }: ApiObject): string {
  return identity({ apiVersion, kind, metadata: { name, namespace } });
}
