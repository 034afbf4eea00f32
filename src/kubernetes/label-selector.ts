import type { Labels, LabelSelector } from './manifest';

export function isEmpty(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/** Whether a label selector picks what has these labels. */
export function picks(selector: LabelSelector, labels: Labels): boolean {
  return matcher(selector)(labels);
}

/** A label selector, made ready to be asked often. */
export function matcher({ matchLabels = {}, matchExpressions = [] }: LabelSelector): (labels: Labels) => boolean {
  const keys = Object.keys(matchLabels);
  const hasLabels = (labels: Labels) => keys.every((key) => labels[key] === matchLabels[key]);
  if (matchExpressions.length === 0) return hasLabels;
  const expressions = matchExpressions.map(({ key = '', operator, values = [] }) => (
    { key, operator, values: new Set(values) }));
  return (labels) => hasLabels(labels) && expressions.every(({ key, operator, values }) => {
    const has = Object.prototype.hasOwnProperty.call(labels, key);
    switch (operator) {
      case 'In': return has && values.has(labels[key]);
      case 'NotIn': return !has || !values.has(labels[key]);
      case 'Exists': return has;
      case 'DoesNotExist': return !has;
      default: return false;
    }
  });
}
