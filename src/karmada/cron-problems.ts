import type { Problem } from '../validation/problem';

/** The five fields of a schedule that Karmada runs, and their ranges. */
const FIELDS = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'day of week', least: 0, most: 6 },
] as const;

/** The days of each month in a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reports a schedule that would never run. */
export function cronProblems(at: string, schedule: unknown): Problem[] {
  const fields = typeof schedule === 'string' ? schedule.trim().split(/\s+/) : [];
  if (fields.length !== FIELDS.length) {
    return [{
      code: 'karmada/cron-not-five-fields',
      field: at,
      value: schedule,
      rule: 'must have five fields: minute, hour, day of month, month and day of week',
      why: 'Karmada rejects most other forms, and never runs a schedule of six fields (StartRuleFailed)',
      fix: 'write it as 0 7 * * 1-5',
    }];
  }
  const values = fields.map((field, i) => valuesOf(field, FIELDS[i].least, FIELDS[i].most));
  const wrong = values.findIndex((v) => v === undefined);
  if (wrong >= 0) {
    const { name, least, most } = FIELDS[wrong];
    return [{
      code: 'karmada/cron-field-invalid',
      field: at,
      value: schedule,
      rule: `the ${name} must be "*" or a list of numbers and ranges from ${least} to ${most}, with an optional step`,
      why: 'Karmada rejects the schedule, or accepts it and never runs it (StartRuleFailed)',
      fix: 'write it as 0 7 * * 1-5',
    }];
  }
  const [, , days, months] = values as Array<Set<number>>;
  if (!isAnyDay(fields[4]) || occurs(days, months)) return [];
  return [{
    code: 'karmada/cron-day-never-occurs',
    field: at,
    value: schedule,
    rule: 'must name a day that one of its months has',
    why: 'Karmada accepts the schedule, and the rule never runs',
    fix: 'give another day or month',
  }];
}

/** A schedule that restricts the day of week runs on those days, whatever the days of month. */
function isAnyDay(dayOfWeek: string): boolean {
  return dayOfWeek.split(',').some((part) => /^\*(\/0*1)?$/.test(part));
}

function occurs(days: ReadonlySet<number>, months: ReadonlySet<number>): boolean {
  const first = Math.min(...days);
  return [...months].some((month) => first <= DAYS[month - 1]);
}

function valuesOf(field: string, least: number, most: number): Set<number> | undefined {
  const result = new Set<number>();
  for (const part of field.split(',')) {
    const found = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!found) return undefined;
    const [, any, first, last, every] = found;
    const step = every === undefined ? 1 : Number(every);
    const from = any === undefined ? Number(first) : least;
    const open = any !== undefined || every !== undefined ? most : from;
    const to = last === undefined ? open : Number(last);
    if (from < least || to > most || from > to || step < 1) return undefined;
    for (let n = from; n <= to; n += step) result.add(n);
  }
  return result;
}
