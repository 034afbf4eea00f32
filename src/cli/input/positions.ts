import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event } from 'js-yaml';
import { leniently } from './lenient';

/** A place in a text: line and column, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value of a document and where it begins; of a mapping each key too. */
interface Node {
  readonly at: number;
  readonly text?: string;
  /** How far the lines of a text are indented that stands there as it is, behind `|`. */
  readonly indent?: number;
  readonly items?: Node[];
  readonly entries?: Map<string, { readonly at: number; readonly value: Node }>;
}

/** One step of a path: a key, the place in a list, or the `name` of an item. */
export type Step = string | number;

/** A field that is looked for: which document of a text, and the way from its root. */
export interface Wanted {
  readonly document: number;
  readonly steps: readonly Step[];
}

/**
 * Where fields stand in a text: their key, or their item of a list. Where a field is not given, that is where the
 * nearest field around it stands.
 */
export function positionsOf(text: string, wanted: readonly Wanted[]): Position[] {
  const trees = roots(text);
  const lineStarts = startsOfLines(text);
  const inner = new Map<Node, Node>();
  return wanted.map(({ document, steps }) => {
    const root = trees[document];
    if (root === undefined) return place(lineStarts, 0);
    const { node, at, left } = deepest(root, steps);
    return inText(node, left, place(lineStarts, node.at), inner) ?? place(lineStarts, at);
  });
}

/** How far steps lead: the value, where its key or item stands, and the steps that are left. */
function deepest(root: Node, steps: readonly Step[]): { node: Node; at: number; left: readonly Step[] } {
  let node = root;
  let at = root.entries?.values().next().value?.at ?? root.at;
  for (const [i, step] of steps.entries()) {
    const entry = node.entries?.get(String(step));
    const item = entry?.value ?? itemOf(node, step);
    if (!item) return { node, at, left: steps.slice(i) };
    at = entry?.at ?? item.entries?.values().next().value?.at ?? item.at;
    node = item;
  }
  return { node, at, left: [] };
}

/**
 * Where a field stands in a text that is YAML itself, such as the configuration in a ConfigMap.
 *
 * @param start where the text begins
 * @param inner the texts that were read before
 */
function inText(node: Node, steps: readonly Step[], start: Position, inner: Map<Node, Node>): Position | undefined {
  const { text = '', indent } = node;
  if (steps.length === 0 || indent === undefined) return undefined;
  const root = inner.get(node) ?? roots(text)[0];
  if (root === undefined) return undefined;
  inner.set(node, root);
  const { at, left } = deepest(root, steps);
  if (left.length === steps.length) return undefined;
  const { line, column } = place(startsOfLines(text), at);
  return { line: start.line + line - 1, column: column + indent };
}

function itemOf({ items }: Node, step: Step): Node | undefined {
  if (typeof step === 'number') return items?.[step];
  return items?.find((item) => nameOf(item) === step);
}

/** What messages call an item of a list; a rule of prometheus-adapter has its name one level deeper. */
function nameOf({ entries }: Node): string | undefined {
  const name = entries?.get('name')?.value;
  return name?.text ?? name?.entries?.get('as')?.value.text;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before a place. */
function place(lineStarts: readonly number[], at: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (lineStarts[middle] <= at) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: at - lineStarts[low] + 1 };
}

/** The documents of a text as trees; none where it cannot be read. */
function roots(text: string): Node[] {
  try {
    return leniently(text, (joined) => new Trees(joined, parseEvents(joined, { maxDepth: 1000 })).all());
  } catch {
    return [];
  }
}

const QUOTED: readonly number[] = [SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED];

class Trees {
  private next = 0;
  private readonly anchors = new Map<string, Node>();

  public constructor(private readonly text: string, private readonly events: readonly Event[]) {}

  public all(): Node[] {
    const found: Node[] = [];
    while (this.next < this.events.length) {
      this.next += 1; // the start of a document
      found.push(this.isPop() ? { at: 0 } : this.node());
      this.next += 1; // its end
    }
    return found;
  }

  private isPop(): boolean {
    return this.events[this.next].type === EVENT_ID.POP;
  }

  private node(): Node {
    const event = this.events[this.next];
    this.next += 1;
    if (event.type === EVENT_ID.ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    const node = this.value(event);
    if ('anchorStart' in event && event.anchorStart >= 0) {
      this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    }
    return node;
  }

  private alias(start: number, end: number): Node {
    return { ...this.anchors.get(this.text.slice(start, end)), at: start };
  }

  private value(event: Event): Node {
    if (event.type === EVENT_ID.SCALAR) {
      const { style, valueStart, indent } = event;
      const at = Math.max(0, QUOTED.includes(style) ? valueStart - 1 : valueStart);
      const text = getScalarValue(this.text, event);
      return style === SCALAR_STYLE.LITERAL_BLOCK ? { at, text, indent } : { at, text };
    }
    if (event.type === EVENT_ID.SEQUENCE) return this.sequence(event.start);
    if (event.type === EVENT_ID.MAPPING) return this.mapping(event.start);
    return { at: 0 };
  }

  private sequence(at: number): Node {
    const items: Node[] = [];
    while (!this.isPop()) items.push(this.node());
    this.next += 1;
    return { at, items };
  }

  private mapping(at: number): Node {
    const entries: NonNullable<Node['entries']> = new Map();
    while (!this.isPop()) {
      const key = this.node();
      // A key that is there twice: the last counts.
      entries.set(key.text ?? '', { at: key.at, value: this.node() });
    }
    this.next += 1;
    return { at, entries };
  }
}

/** The steps of a field as messages write it: `spec.containers["server"].ports[0]`, `data["a.yaml"]rules[0]`. */
export function stepsOf(field: string): Step[] {
  const steps: Step[] = [];
  for (const [, quoted, index, name] of field.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (quoted !== undefined) steps.push(String(unquoted(quoted)));
    else steps.push(index === undefined ? name : Number(index));
  }
  return steps;
}

function unquoted(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
