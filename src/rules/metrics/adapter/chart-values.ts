/** A configuration of prometheus-adapter in the form in which the adapter reads it. */
export interface AdapterText {
  readonly text: string;
  /** Whether the chart adds rules of its own, which serve whatever has a namespace and a pod. */
  readonly addsRules: boolean;
}

/** The lists of the chart's values, and what the adapter calls them. */
const LISTS: Readonly<Record<string, string>> = { custom: 'rules', external: 'externalRules' };

/**
 * The values of the Helm chart of prometheus-adapter (`rules: {custom: […], external: […]}`) as the configuration that
 * the chart makes of them; any other text as it is.
 */
export function chartValues(written: string): AdapterText {
  const lines = written.split(/\r?\n/);
  const start = lines.findIndex((line) => /^["']?rules["']?:\s*(?:#.*)?$/.test(line));
  const first = start < 0 ? undefined : lines.slice(start + 1).find((line) => !isEmpty(line));
  const indent = /^( +)["']?\w+["']?:/.exec(first ?? '')?.[1];
  if (indent === undefined) return { text: written, addsRules: false };
  const inside: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (isEmpty(line)) continue;
    if (!line.startsWith(indent)) break;
    inside.push(plain(line.slice(indent.length)));
  }
  return { text: inside.join('\n'), addsRules: !inside.some((line) => /^default: *false\b/.test(line)) };
}

function plain(line: string): string {
  const key = /^["']?(\w+)["']?:/.exec(line);
  return key === null ? line : `${LISTS[key[1]] ?? key[1]}:${line.slice(key[0].length)}`;
}

function isEmpty(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}
