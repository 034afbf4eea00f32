import { alwaysConnects, scalerOf, scalerTypes, type NumberField, type Removed, type Requirement } from './scalers';

/** The part of a trigger of KEDA that decides whether KEDA can build it. */
export interface Trigger {
  readonly type?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly authenticationRef?: unknown;
}

/** How many characters may differ between a type and the one that was probably meant. */
const MOST_TYPOS = 2;

/** The types that KEDA leaves to the HorizontalPodAutoscaler. */
const RESOURCES = new Set(['cpu', 'memory']);

/** Whether the HorizontalPodAutoscaler measures a trigger itself, in the pods. */
export function isResource(type: unknown): boolean {
  return typeof type === 'string' && RESOURCES.has(type);
}

/**
 * What KEDA requires of a trigger and does not find. A TriggerAuthentication may hold what it is allowed to, and holds
 * no more than its parameters where these are known.
 */
export function missingFields(
  { type = '', metadata = {}, authenticationRef }: Trigger, parameters?: ReadonlySet<string>,
): Requirement[] {
  const isSet = (name: string) => metadata[name] !== undefined && textOf(metadata[name]) !== '';
  const isFound = ({ names, inMetadata, inAuthentication, inVariable, unless }: Requirement) => {
    if (unless !== undefined && metadata[unless.name] === unless.value) return true;
    const isHeld = parameters === undefined || names.some((name) => parameters.has(name));
    if (inAuthentication && authenticationRef !== undefined && isHeld) return true;
    if (inMetadata && names.some(isSet)) return true;
    return inVariable && names.some((name) => isSet(`${name}FromEnv`));
  };
  return (scalerOf(type)?.required ?? []).filter((field) => !isFound(field));
}

/** A value of the metadata as a text; what is none is only known to be there. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : String(value).trim();
}

/** What a trigger sets though KEDA has removed it. */
export function removedFields({ type = '', metadata = {} }: Trigger): readonly Removed[] {
  return (scalerOf(type)?.removed ?? []).filter(({ name }) => metadata[name] !== undefined);
}

/** A number in the notation of JSON, in which KEDA reads it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;
/** What a tool replaces before the manifest is applied. */
const PLACEHOLDER = /\$|\{\{|<|__/;
/** KEDA rounds a target to three digits, and what is below becomes 0. */
const SMALLEST = 0.0005;

/** A field of the metadata that KEDA cannot read as a number, or a target that is not above 0. */
export interface NotANumber extends NumberField {
  readonly value: string;
  readonly isText: boolean;
}

/** The fields that must be numbers and are none, and the targets that the API server would reject. */
export function wrongNumbers({ type = '', metadata = {} }: Trigger): NotANumber[] {
  const found: NotANumber[] = [];
  for (const field of scalerOf(type)?.numbers ?? []) {
    const written = metadata[field.name];
    const value = typeof written === 'string' ? written.trim() : '';
    if (value === '' || PLACEHOLDER.test(value)) continue;
    const isText = !(field.isWhole ? WHOLE : NUMBER).test(value);
    if (isText || (field.isTarget && Number(value) < SMALLEST)) found.push({ ...field, value, isText });
  }
  return found;
}

/** How a message calls a required field: `one of host or hosts`. */
export function fieldName({ names }: Requirement): string {
  return names.length === 1 ? names[0] : `one of ${names.join(', ')}`;
}

/** Where a required field may be. */
export function placesOf({ inMetadata, inAuthentication, inVariable }: Requirement): string {
  const places = [];
  if (inMetadata) places.push('the metadata');
  if (inVariable) places.push('a variable of the container (…FromEnv)');
  if (inAuthentication) places.push('a TriggerAuthentication');
  return places.join(', or in ');
}

/**
 * Whether KEDA connects to the source of a trigger when it builds the scaler. While it cannot, it makes no
 * HorizontalPodAutoscaler, and counts no failures.
 */
export function connectsWhenBuilt({ type = '', metadata = {} }: Trigger): boolean {
  if (type !== 'rabbitmq') return alwaysConnects(type);
  const { protocol = 'auto', host = '' } = metadata;
  return protocol === 'amqp' || (protocol === 'auto' && /^amqps?:/.test(textOf(host)));
}

/** Whether a scaler outside of KEDA serves a trigger, from which KEDA also reads the metrics and their targets. */
export function isExternal(type: unknown): boolean {
  return type === 'external' || type === 'external-push';
}

/**
 * Whether it is unknown how KEDA reads RabbitMQ: by AMQP it connects when it builds the scaler, and by HTTP it does
 * not. The address is in a variable or in a TriggerAuthentication, which may also hold the protocol.
 */
export function mayConnectWhenBuilt({ type, metadata = {}, authenticationRef }: Trigger): boolean {
  const { protocol = 'auto', host, hostFromEnv } = metadata;
  return type === 'rabbitmq' && protocol === 'auto' && !host
    && (hostFromEnv !== undefined || authenticationRef !== undefined);
}

/** The type that was probably meant; undefined when none resembles it. */
export function nearestType(type: string): string | undefined {
  const written = type.toLowerCase();
  const types = scalerTypes().filter((known) => Math.abs(known.length - written.length) <= MOST_TYPOS);
  const byDistance = types.map((known) => ({ known, typos: typosBetween(written, known) }));
  byDistance.sort((a, b) => a.typos - b.typos);
  const [found] = byDistance;
  return found && isTypo(found.typos, written) ? found.known : undefined;
}

function isTypo(typos: number, written: string): boolean {
  return typos <= MOST_TYPOS && typos < written.length / 2;
}

/** The least number of characters to insert, remove or replace. */
function typosBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1])));
    }
    row = next;
  }
  return row[b.length];
}
