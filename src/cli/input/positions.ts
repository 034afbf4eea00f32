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
  return wanted.map(({ document, steps }) => {
    const root = trees[document];
    return place(lineStarts, root === undefined ? 0 : deepest(root, steps));
  });
}

function deepest(root: Node, steps: readonly Step[]): number {
  let node = root;
  let at = root.entries?.values().next().value?.at ?? root.at;
  for (const step of steps) {
    const entry = node.entries?.get(String(step));
    const item = entry?.value ?? itemOf(node, step);
    if (!item) break;
    at = entry?.at ?? item.entries?.values().next().value?.at ?? item.at;
    node = item;
  }
  return at;
}

function itemOf({ items }: Node, step: Step): Node | undefined {
  if (typeof step === 'number') return items?.[step];
  return items?.find(({ entries }) => entries?.get('name')?.value.text === step);
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
      const quote = QUOTED.includes(event.style) ? 1 : 0;
      return { at: Math.max(0, event.valueStart - quote), text: getScalarValue(this.text, event) };
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
