import type { Prerequisite } from './kinds/prerequisite';

/** How many objects that need it a text names, unless it is asked for all. */
const FEW = 3;

export interface TextOptions {
  /** Whether every object that needs something is named. */
  readonly all?: boolean;
}

/** A list of prerequisites for people: what it is, what needs it, how to check, what to expect. */
export function prerequisiteText(prerequisites: readonly Prerequisite[], options: TextOptions = {}): string {
  if (prerequisites.length === 0) return 'These manifests need nothing that a cluster does not have by default.\n';
  const most = options.all ? Number.POSITIVE_INFINITY : FEW;
  return `${prerequisites.map((p) => linesOf(p, most).join('\n')).join('\n\n')}\n`;
}

const WIDTH = 110;

/** A text on lines of a readable length; a word is never cut. */
function wrapped(text: string): string[] {
  const [first, ...words] = text.split(/ (?=\S)/);
  const lines = [first];
  for (const word of words) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < WIDTH) lines[last] += ` ${word}`;
    else lines.push(`    ${word}`);
  }
  return lines;
}

function linesOf(prerequisite: Prerequisite, most: number): string[] {
  const { title, why, neededBy, clusters, check, expected, install, version } = prerequisite;
  const lines = [title, ...wrapped(`  why: ${why}`)];
  if (version !== undefined && !title.includes(version)) lines.push(`  version: ${version} or newer`);
  if (clusters.length > 0) lines.push(`  in: ${clusters.join(', ')}`);
  for (const by of neededBy.slice(0, most)) lines.push(`  needed by: ${by.title}  ${by.field}`);
  if (neededBy.length > most) lines.push(`  needed by: ${neededBy.length - most} more`);
  lines.push(`  check: ${check}`, `  expected: ${expected}`);
  if (install !== undefined) lines.push(`  see: ${install}`);
  return lines;
}

/** A prerequisite as plain data, such as for JSON: without the manifests. */
export interface PrerequisiteData {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly clusters: readonly string[];
  readonly neededBy: ReadonlyArray<{ readonly object: string; readonly field: string }>;
  readonly check: string;
  readonly expected: string;
  readonly install?: string;
  readonly version?: string;
}

export function prerequisiteData(prerequisites: readonly Prerequisite[]): PrerequisiteData[] {
  return prerequisites.map(({ neededBy, ...data }) => ({
    ...data,
    neededBy: neededBy.map(({ title: object, field }) => ({ object, field })),
  }));
}
