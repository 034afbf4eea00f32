/** Paths into an object, as JSON patches have them (RFC 6901), and what a patch does there. */

/** What a pointer leads to. */
export interface Found {
  /** Whether there is an object or a list to hold it. */
  readonly parent: boolean;
  readonly found: boolean;
  readonly value?: unknown;
}

const INDEX = /^(0|[1-9]\d*)$/;

export function isPointer(path: unknown): path is string {
  if (typeof path !== 'string' || !path.startsWith('/')) return false;
  // "~" stands before 0 or 1 only.
  return path.slice(1).split('/').every((part) => part !== '' && !/~(?![01])/.test(part));
}

/** The parts of a pointer, without what is escaped in it. */
export function partsOf(path: string): string[] {
  return path.slice(1).split('/').map((p) => p.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** Follows a pointer; `adding` may also be right behind the end of a list. */
export function follow(object: any, path: string, adding: boolean = false): Found {
  const parts = partsOf(path);
  const last = parts.pop()!;
  const holder = parts.reduce((at, part) => (has(at, part) ? at[part] : undefined), object);
  if (typeof holder !== 'object' || holder === null) return { parent: false, found: false };
  const found = has(holder, last);
  const parent = !Array.isArray(holder) || found || (adding && isEnd(holder, last));
  return { parent, found, ...(found && { value: holder[last] }) };
}

function isEnd(list: readonly unknown[], part: string): boolean {
  return part === '-' || (INDEX.test(part) && Number(part) === list.length);
}

function has(at: any, part: string): boolean {
  if (Array.isArray(at)) return INDEX.test(part) && Number(part) < at.length;
  return typeof at === 'object' && at !== null && Object.prototype.hasOwnProperty.call(at, part);
}

/** Does what a patch does; where it could not, nothing. */
export function patch(object: any, operator: string, path: string, value: unknown): void {
  if (!follow(object, path, operator === 'add').parent) return;
  const parts = partsOf(path);
  const last = parts.pop()!;
  const holder = parts.reduce((at, part) => at[part], object);
  if (Array.isArray(holder)) {
    const at = last === '-' ? holder.length : Number(last);
    if (operator === 'remove') holder.splice(at, 1);
    else holder.splice(at, operator === 'add' ? 0 : 1, value);
  } else if (operator === 'remove') {
    delete holder[last];
  } else {
    holder[last] = value;
  }
}
