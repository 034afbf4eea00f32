/** The five plain fields that Karmada runs: least and most of each. */
const RANGES = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]] as const;
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Why a schedule would never run; undefined when it does. */
export function neverRuns(schedule: unknown): string | undefined {
  const fields = String(schedule).trim().split(/\s+/);
  if (typeof schedule !== 'string' || fields.length !== 5) return 'must have five fields: minute, hour, day of the month, month, day of the week';
  const values = fields.map((field, i) => valuesOf(field, RANGES[i][0], RANGES[i][1]));
  const wrong = values.findIndex((v) => v === undefined);
  if (wrong >= 0) return `has a field that is no list of numbers from ${RANGES[wrong][0]} to ${RANGES[wrong][1]}: ${fields[wrong]}`;
  const [, , days, months] = values as number[][];
  // A day of the week alone is enough where both are given; every one is as good as none.
  if (fields[4].split(',').some((part) => /^\*(\/0*1)?$/.test(part)) && !months.some((m) => days.some((d) => d <= LONGEST[m - 1]))) return 'names a day that none of its months has';
  return undefined;
}

function valuesOf(field: string, least: number, most: number): number[] | undefined {
  const result: number[] = [];
  for (const part of field.split(',')) {
    const found = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!found) return undefined;
    const step = found[4] === undefined ? 1 : Number(found[4]);
    const from = found[2] === undefined ? least : Number(found[2]);
    const to = found[1] === '*' ? most : found[3] !== undefined ? Number(found[3]) : found[4] === undefined ? from : most;
    if (from < least || to > most || from > to || step < 1) return undefined;
    for (let n = from; n <= to; n += step) result.push(n);
  }
  return result;
}

/** Whether a name is one of the IANA time zone database. */
export function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || !(name === 'UTC' || /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)+$/.test(name))) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Karmada looks it up by its exact letters.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
