/**
 * Writes src/kubernetes/openapi.json: the fields of the kinds that the rules read, from the OpenAPI definitions of
 * Kubernetes (the newest version, which knows every field of the older ones) and from CRDs.
 *
 *   npx ts-node … projenrc/api-fields.ts FOLDER      a folder with kubernetes/v*.json and crds/*.json
 */
import * as fs from 'fs';
import * as path from 'path';

const KINDS: Readonly<Record<string, readonly string[]>> = {
  'v1': [
    'Pod', 'Service', 'ConfigMap', 'Secret', 'Namespace', 'PersistentVolumeClaim', 'ServiceAccount', 'LimitRange',
    'ResourceQuota',
  ],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  'batch/v1': ['Job', 'CronJob'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'policy/v1': ['PodDisruptionBudget'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
};
const CRDS = {
  'keda.sh/v1alpha1/ScaledObject': 'scaledobject.keda.sh',
  'keda.sh/v1alpha1/TriggerAuthentication': 'triggerauthentication.keda.sh',
};

type Definition = any;
type Fields = Record<string, string>;

const SIMPLE: Readonly<Record<string, string>> = { string: 's', integer: 'i', number: 'n', boolean: 'b' };

class Writer {
  public readonly types: Record<string, Fields> = {};

  public constructor(private readonly definitions: Readonly<Record<string, Definition>>) {}

  /**
   * `s` text, `i` integer, `n` number, `b` true or false, `q` quantity, `x` integer or text, `?` anything, else a type.
   */
  public code(schema: Definition, name: string): string {
    if (schema.$ref) return this.reference(String(schema.$ref).split('/').pop()!);
    if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return 'x';
    if (schema['x-kubernetes-preserve-unknown-fields']) return '?';
    if (schema.type === 'array') return `[]${this.code(schema.items, name)}`;
    if (schema.properties) return this.type(name, schema);
    const { type, additionalProperties: values } = schema;
    if (type === 'object' && values) return `{}${this.code(values, name)}`;
    return SIMPLE[type] ?? '?';
  }

  private reference(name: string): string {
    const short = name.split('.').pop()!;
    if (short === 'Quantity') return 'q';
    if (short === 'IntOrString') return 'x';
    if (/^(Time|MicroTime)$/.test(short)) return 's';
    const definition = this.definitions[name];
    if (!definition.properties) {
      return definition.type === 'object' || !definition.type ? '?' : this.code(definition, short);
    }
    return this.type(/autoscaling\.v1\./.test(name) ? `${short}V1` : short, definition);
  }

  private type(name: string, { properties, required = [] }: Definition): string {
    if (this.types[name]) return name;
    const fields: Fields = {};
    this.types[name] = fields;
    for (const [key, schema] of Object.entries<Definition>(properties)) {
      if (key === 'status' && properties.spec) fields[key] = '?';
      else fields[key] = this.code(schema, `${name}.${key}`) + (required.includes(key) ? '!' : '');
    }
    return name;
  }
}

function newest(folder: string): string {
  const number = (file: string) => Number(/v1\.(\d+)/.exec(file)?.[1] ?? 0);
  return fs.readdirSync(folder).sort((a, b) => number(b) - number(a))[0];
}

function main(folder: string): void {
  const file = newest(path.join(folder, 'kubernetes'));
  const { definitions } = JSON.parse(fs.readFileSync(path.join(folder, 'kubernetes', file), 'utf8'));
  const writer = new Writer(definitions);
  const kinds: Record<string, string> = {};
  for (const [version, names] of Object.entries(KINDS)) {
    for (const kind of names) {
      const found = Object.keys(definitions).find((name) => (
        name.endsWith(`.${kind}`) && (definitions[name]['x-kubernetes-group-version-kind'] ?? []).some((gvk: any) => (
          gvk.kind === kind && [gvk.group, gvk.version].filter((part) => part !== '').join('/') === version))));
      if (!found) throw new Error(`no definition of ${version} ${kind}`);
      kinds[`${version}/${kind}`] = writer.code({ $ref: found }, kind);
    }
  }
  for (const [kind, crd] of Object.entries(CRDS)) {
    const schema = JSON.parse(fs.readFileSync(path.join(folder, 'crds', `${crd}.json`), 'utf8'));
    kinds[kind] = writer.code(withMetadata(schema.versions[kind.split('/')[1]]), kind.split('/').pop()!);
  }
  const target = path.join(__dirname, '../src/kubernetes/openapi.json');
  const entry = ([name, fields]: [string, Fields]) => `    ${JSON.stringify(name)}: ${JSON.stringify(fields)}`;
  const types = Object.entries(writer.types).sort(([a], [b]) => (a < b ? -1 : 1)).map(entry).join(',\n');
  const names = Object.entries(kinds).map(([k, t]) => `    ${JSON.stringify(k)}: ${JSON.stringify(t)}`).join(',\n');
  const version = JSON.stringify(file.replace('.json', ''));
  const head = `{\n  "kubernetes": ${version},\n  "kinds": {\n${names}\n  },\n`;
  fs.writeFileSync(target, `${head}  "types": {\n${types}\n  }\n}\n`);
}

/** A CRD says nothing of the metadata that every object has. */
function withMetadata(schema: Definition): Definition {
  const meta = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
  return { ...schema, properties: { ...schema.properties, metadata: meta } };
}

main(process.argv[2]);
