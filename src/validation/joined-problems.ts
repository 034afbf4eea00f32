import type { Problem } from './problem';

/** Arguments that hold everything which a call is given: the fields of their members have no name before them. */
const WHOLE = new Set(['', 'props', 'options']);

/**
 * The problems that a call finds itself, with those of the shape of its arguments: where both speak of one field, the
 * call's own is kept, because it knows more. `own` below a field of the wrong type says nothing.
 */
export function joined(own: readonly Problem[], general: readonly Problem[]): Problem[] {
  if (own.some(({ field }) => WHOLE.has(field))) return [...own];
  if (general.some(isNoObject)) return [...general];
  const kept = own.filter(({ field }) => !general.some((each) => field !== each.field && isInside(field, each.field)));
  const more = general.filter((each) => (
    !(isMissing(each) && kept.length > 0) && !kept.some(({ field }) => isInside(each.field, field))));
  return [...kept, ...more];
}

/** Whether all properties are something else than an object: each of them would be called missing. */
function isNoObject({ code, field }: Problem): boolean {
  return code === 'validation/type' && WHOLE.has(field);
}

/** Whether there are no properties at all: the call names those that it needs. */
function isMissing({ code, field }: Problem): boolean {
  return code === 'validation/missing' && WHOLE.has(field);
}

/** Whether a field is another one, or a part of it. */
function isInside(field: string, outer: string): boolean {
  if (field === outer) return true;
  return outer !== '' && field.startsWith(outer) && /^[.[]/.test(field.slice(outer.length));
}
