/** Why a document cannot be used, and what was expected. */
export interface Reason {
  readonly message: string;
  readonly expected: string;
}

const OBJECT = 'an object of Kubernetes, with apiVersion and kind';

/** Of a text that is no YAML. */
export function noYaml(text: string, message: string): Reason {
  const expected = /\{\{/.test(text)
    ? 'YAML or JSON; a template of Helm must be rendered first: helm template … | elastic-inference check -'
    : 'YAML or JSON as kubectl reads it';
  return { message, expected };
}

/** Of a value that is no object of Kubernetes. */
export function noObject(value: unknown): Reason {
  if (Array.isArray(value)) return { message: 'the document is a list', expected: `${OBJECT}, or a List with items` };
  if (typeof value !== 'object' || value === null) {
    return { message: `the document is a ${typeof value}`, expected: OBJECT };
  }
  return { message: missing(value), expected: `${OBJECT}${hint(value)}` };
}

function missing(value: object): string {
  const { apiVersion, kind } = value as Record<string, unknown>;
  if (kind === undefined && apiVersion === undefined) return 'the document has neither apiVersion nor kind';
  if (kind === undefined) return 'the document has no kind';
  if (apiVersion === undefined) return 'the document has no apiVersion';
  return 'apiVersion and kind must be texts';
}

/** What files that lie beside manifests are turned into manifests with. */
function hint(value: object): string {
  const keys = Object.keys(value);
  const has = (...names: string[]) => names.some((name) => keys.includes(name));
  if (has('apiVersion', 'kind')) return '';
  if (has('resources', 'bases') && keys.every((key) => KUSTOMIZATION.has(key))) {
    return '; what a kustomization builds can be checked: kubectl kustomize FOLDER | elastic-inference check -';
  }
  if (has('services') && has('version', 'volumes', 'networks', 'services')) {
    return '; a Compose file holds none';
  }
  return '; if these are the values of a Helm chart: helm template CHART --values FILE | elastic-inference check -';
}

const KUSTOMIZATION = new Set([
  'resources', 'bases', 'namespace', 'namePrefix', 'nameSuffix', 'commonLabels', 'commonAnnotations', 'labels',
  'images', 'replicas', 'patches', 'patchesStrategicMerge', 'patchesJson6902', 'configMapGenerator', 'secretGenerator',
  'generatorOptions', 'components', 'configurations', 'crds', 'vars', 'replacements', 'transformers', 'generators',
  'helmCharts', 'buildMetadata', 'openapi', 'metadata',
]);
