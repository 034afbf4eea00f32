/** Which service a series belongs to. */

/** A header or a series, taken apart. */
export interface SeriesName {
  /** Empty for a series with labels alone. */
  readonly name: string;
  /** What stands behind the name. */
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A series as Prometheus and Grafana write it: `name{label="value", …}`, the name or the labels alone too. */
const SERIES = /^([\w:]*)\s*\{(.*)\}$/s;
const LABEL = /([a-zA-Z_][\w.]*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;

/** `classifier`, `classifier cores`, `classifier (cores)`, `up{deployment="classifier"}`. */
export function splitHeader(header: string): SeriesName {
  const series = SERIES.exec(header);
  if (series) {
    const labels = Object.fromEntries([...series[2].matchAll(LABEL)].map(([, label, value]) => [label, value]));
    return { name: '', labels: series[1] === '' ? labels : { ['__name__']: series[1], ...labels } };
  }
  const [, name, unit] = /^(\S+)(?:\s+(.+))?$/.exec(header.trim()) ?? [undefined, header, undefined];
  const bare = unit?.replace(/^\((.*)\)$/, '$1').trim();
  return bare === undefined ? { name } : { name, unit: bare };
}

/** The labels that name a service, those first that name it best. */
export const SERVICE_LABELS: readonly string[] = [
  'deployment', 'statefulset', 'workload', 'service', 'app', 'app_kubernetes_io_name', 'pod', 'job',
];

/** The label that names the services of all series: the first that each of them has; undefined where there is none. */
export function serviceLabel(series: ReadonlyArray<Readonly<Record<string, string>>>): string | undefined {
  return SERVICE_LABELS.find((label) => series.every((labels) => Boolean(labels[label])));
}

/** What a Deployment, and what a StatefulSet, adds to its name for the names of its pods. */
const OF_DEPLOYMENT = /-[a-z0-9]{4,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const OF_STATEFUL_SET = /-\d+$/;

/** The service that a label of a series names; undefined for a series without it. */
export function serviceOf(labels: Readonly<Record<string, string>>, label: string | undefined): string | undefined {
  const value = label === undefined ? undefined : labels[label];
  if (!value) return undefined;
  if (label !== 'pod') return value;
  const ofDeployment = value.replace(OF_DEPLOYMENT, '');
  return ofDeployment === value ? value.replace(OF_STATEFUL_SET, '') : ofDeployment;
}

/** The namespace of what a series measures; undefined where no label has it. */
export function namespaceOf(labels: Readonly<Record<string, string>> = {}): string | undefined {
  return labels.exported_namespace ?? labels.namespace;
}
