/** What is read of plain objects, whatever they hold. */

/** The fields of what should be an object: none where it is something else. */
export function fieldsOf(value: unknown): any {
  return isFilled(value) ? value : {};
}

/** Whether a value is an object, even an empty one. */
export function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function wholeOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? value as number : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function itemsOf(value: unknown): readonly any[] {
  return Array.isArray(value) ? value.filter(isFilled) : [];
}

/** A text of the metadata of KEDA as a number: YAML may read it as one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const read = Number(value);
  return Number.isFinite(read) ? read : undefined;
}
