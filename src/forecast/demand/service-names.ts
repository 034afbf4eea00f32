import type { ReadLoadsOptions } from './read-loads-options';
import type { NamedSeries } from './recorded-file';
import { namespaceOf, serviceLabel, serviceOf, SERVICE_LABELS } from './series-service';
import type { Problem } from '../../validation/problem';

/** Names services as short as they are unique in a file. */
export class ServiceNames {
  private readonly label?: string;
  private readonly namespaces = new Map<string, Set<string>>();

  public constructor(series: readonly NamedSeries[], private readonly options: ReadLoadsOptions) {
    const labelled = series.flatMap(({ labels }) => (labels === undefined ? [] : [labels]));
    this.label = options.label ?? serviceLabel(labelled);
    for (const labels of labelled) {
      const name = serviceOf(labels, this.label) ?? '';
      this.namespaces.set(name, (this.namespaces.get(name) ?? new Set()).add(namespaceOf(labels) ?? ''));
    }
  }

  public of({ name, labels }: NamedSeries): string | undefined {
    if (this.options.service !== undefined) return this.options.service;
    if (labels === undefined) return name;
    const service = serviceOf(labels, this.label);
    const namespace = namespaceOf(labels);
    if (service === undefined || namespace === undefined) return service;
    return this.namespaces.get(service)!.size > 1 ? `${namespace}/${service}` : service;
  }

  /** The problem of a series without a service. */
  public problem({ at, labels }: NamedSeries): Problem {
    const { label } = this.options;
    return {
      code: 'forecast/series-without-service',
      field: at,
      value: labels,
      rule: label === undefined ? 'must have a label that names its service' : `must have the label ${label}`,
      why: label === undefined
        ? `all need the same one of ${SERVICE_LABELS.join(', ')}`
        : 'it is unknown whose load it is',
      fix: 'query with sum by (deployment), or name the label or the service',
    };
  }
}
