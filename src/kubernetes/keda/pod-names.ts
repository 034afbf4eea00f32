/** The API server truncates the prefix of a pod's name to this length, and adds five characters. */
const LONGEST_STEM = 58;
/** A Deployment adds a hash of at most ten characters, between two hyphens. */
const HASH = 12;

/** The names of the pods of a Deployment or a StatefulSet, as a regular expression. */
export function podNames(workload: string, kind: string = 'Deployment'): string {
  if (kind === 'StatefulSet') return `${workload.replace(/\./g, '\\.')}-[0-9]+`;
  const stem = `${workload}-`;
  const text = stem.slice(0, LONGEST_STEM).replace(/\./g, '\\.');
  const isCut = stem.length + HASH - 1 > LONGEST_STEM;
  return isCut ? `${text}[a-z0-9]+(-[a-z0-9]+)?` : `${text}[a-z0-9]+-[a-z0-9]+`;
}

/** What the names that Kubernetes generates are made of: no vowels, and nothing that looks like one. */
const GENERATED = '[b-df-hj-np-tv-xz24-9]';
const SHORTEST_HASH = 6;
const LONGEST_HASH = HASH - 2;
const RANDOM = 5;

/**
 * The names of the pods of a Deployment or a StatefulSet alone, as a regular expression: not those of a Job or a
 * DaemonSet whose name begins with that of the workload, unless it has the form of a generated name.
 */
export function ownPodNames(workload: string, kind: string): string {
  if (kind === 'StatefulSet') return podNames(workload, kind);
  const stem = `${workload}-`.slice(0, LONGEST_STEM).replace(/\./g, '\\.');
  // What is left of the hash and the hyphen behind it.
  const room = Math.max(0, LONGEST_STEM - workload.length - 1);
  const whole = (longest: number) => `${GENERATED}{${SHORTEST_HASH},${longest}}-${GENERATED}{${RANDOM}}`;
  if (room > LONGEST_HASH) return `${stem}${whole(LONGEST_HASH)}`;
  const cut = `${GENERATED}{${room + RANDOM}}`;
  return room > SHORTEST_HASH ? `${stem}(${whole(room - 1)}|${cut})` : `${stem}${cut}`;
}

/** What a person writes after `<name>-` for the pods of a workload: it is also true of pods of `<name>-<more>`. */
const OPEN_ENDS = new Set(['.*', '.+', '[a-z0-9]+', '[a-z0-9-]+', '[0-9]+', '\\d+']);

/** Whether a regular expression is that of the pods of a workload, and of those whose names begin with its name. */
export function isOpenPodNames(pattern: string, workload: string): boolean {
  return [workload, workload.replace(/\./g, '\\.')].some((name) => (
    pattern.startsWith(`${name}-`) && OPEN_ENDS.has(pattern.slice(name.length + 1))));
}
