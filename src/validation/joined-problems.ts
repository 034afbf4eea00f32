import type { Problem } from './problem';

/** Arguments that hold everything which a call is given: the fields of their members have no name before them. */
const WHOLE = new Set(['', 'props', 'options']);

/**
 * The problems that a call finds itself, with those of the shape of its arguments: where both speak of one field, the
 * call's own is kept, because it knows more. A property that nothing reads is named beside what is said of the object
 * that holds it. `own` below a field of the wrong type says nothing.
 */
export function joined(own: readonly Problem[], general: readonly Problem[]): Problem[] {
  if (own.some(({ field }) => WHOLE.has(field))) return [...own, ...general.filter((each) => isFurther(each, own))];
  if (general.some(isNoObject)) return [...general];
  const kept = own.filter(({ field }) => !general.some((each) => field !== each.field && isInside(field, each.field)));
  const isSaid = (each: Problem) => kept.some(({ field }) => isInside(each.field, field)) && !isFurther(each, kept);
  const more = general.filter((each) => !(isMissing(each) && kept.length > 0) && !isSaid(each));
  return [...kept, ...more];
}

/** Whether all properties are something else than an object: each of them would be called missing. */
function isNoObject({ code, field }: Problem): boolean {
  return code === 'validation/type' && WHOLE.has(field);
}

/** Whether it is a property that nothing reads, of which the call says nothing: it speaks of what holds it. */
function isFurther({ code, field }: Problem, own: readonly Problem[]): boolean {
  return code === 'validation/unknown-property' && !own.some((each) => isInside(each.field, field));
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
