import type { ComparisonData, ForecastData, SuggestionData } from './forecast-data';

/** The order in which fields are printed; those that are not listed follow, by name. */
const ORDER = [
  'service', 'goal', 'beforeName', 'afterName', 'before', 'after',
  'name', 'target', 'settings', 'namespace', 'workload', 'autoscaler',
  'from', 'seconds', 'size', 'peak', 'nodeHours',
  'minReplicas', 'maxReplicas', 'initialReplicas', 'lowestReplicas', 'peakReplicas', 'finalReplicas', 'peakReady',
  'changes', 'replicaHours', 'demandUnit', 'peakDemand', 'unservedShare', 'aboveTargetShare', 'meetsGoal',
  'secondsUnserved', 'secondsAboveTarget', 'secondsAtMaximum', 'secondsPending',
  'metrics', 'clusters', 'notes', 'best', 'present', 'frontier', 'tried', 'nodes', 'services',
  'series', 'secondsPerSpan', 'replicas', 'ready', 'demand', 'unserved', 'ofTarget', 'needed',
];

const RANK = new Map(ORDER.map((name, i) => [name, i]));

export type Printed = ForecastData | ComparisonData | SuggestionData | readonly SuggestionData[];

/** The data as JSON: fields in one order, two spaces of indent, a list of numbers on one line. */
export function forecastJson(data: Printed): string {
  return `${printed(data, '')}\n`;
}

function printed(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return list(value, indent);
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => compared(a, b));
    const lines = fields.map(([name, field]) => `${JSON.stringify(name)}: ${printed(field, `${indent}  `)}`);
    return within(lines, '{}', indent);
  }
  // What JSON has no number for (a division by zero) is null.
  return JSON.stringify(typeof value === 'number' && !Number.isFinite(value) ? null : value ?? null);
}

function list(values: readonly unknown[], indent: string): string {
  if (values.length > 0 && values.every((value) => value === null || typeof value === 'number')) {
    return `[${values.map((value) => printed(value, indent)).join(', ')}]`;
  }
  return within(values.map((value) => printed(value, `${indent}  `)), '[]', indent);
}

function within(items: readonly string[], [open, close]: string, indent: string): string {
  if (items.length === 0) {
    return `${open}${close}`;
  }
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

function compared(a: string, b: string): number {
  const [first, second] = [RANK.get(a) ?? ORDER.length, RANK.get(b) ?? ORDER.length];
  if (first !== second) {
    return first - second;
  }
  return a < b ? -1 : 1;
}
