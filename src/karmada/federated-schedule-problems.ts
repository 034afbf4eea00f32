import { cronProblems } from './cron-problems';
import { fixWith } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { isTimeZone } from '../validation/time-zone';
import * as check from '../validation/value-checks';

/** The limits of a FederatedHPA, or those that a rule of its schedule sets. */
interface Limits {
  readonly name: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly suspend?: boolean;
}

interface ScheduleRule extends Limits {
  readonly schedule: string;
  readonly timeZone?: string;
}

interface Scheduled {
  readonly schedule?: readonly ScheduleRule[];
  readonly minReplicas?: number;
  readonly maxReplicas: number;
}

/** What is wrong with the schedule of a FederatedHPA. */
export function federatedScheduleProblems({ schedule, minReplicas = 1, maxReplicas }: Scheduled): Problem[] {
  if (schedule === undefined) return [];
  if (!Array.isArray(schedule) || schedule.length === 0) {
    return [{
      code: 'karmada/no-schedule-rules',
      field: 'schedule',
      value: schedule,
      rule: 'must hold at least one rule',
      why: 'Karmada accepts a schedule without rules, which has no effect',
      fix: 'add a rule, or leave schedule out',
    }];
  }
  const rules: readonly ScheduleRule[] = schedule;
  const problems = new Problems();
  const names = new Set<string>();
  for (const [i, rule] of rules.entries()) {
    problems.within(`schedule[${i}]`, ruleProblems(rule, names));
    names.add(rule?.name);
  }
  if (!problems.isEmpty) return problems.all;
  const own = { name: 'the autoscaler', minReplicas, maxReplicas };
  for (const [i, rule] of rules.entries()) {
    const before = [own, ...rules.filter((other) => other !== rule && !other.suspend)];
    problems.within(`schedule[${i}]`, limitProblems(rule, before));
  }
  return problems.all;
}

function ruleProblems(rule: ScheduleRule, names: ReadonlySet<string>): Problem[] {
  if (!check.isObject(rule)) {
    return [{
      code: 'karmada/not-a-schedule-rule',
      field: '',
      value: rule,
      rule: 'must be an object with a name, a schedule and limits',
      why: 'Karmada\'s webhook rejects it',
      fix: 'give name, schedule, and minReplicas or maxReplicas',
    }];
  }
  const { name, schedule, minReplicas, maxReplicas, timeZone } = rule;
  const problems = new Problems();
  if (typeof name !== 'string' || name.length < 1 || name.length > 32) {
    problems.add({
      code: 'karmada/schedule-name-invalid',
      field: 'name',
      value: name,
      rule: 'must be a string of 1 to 32 characters',
      why: 'Karmada\'s webhook rejects it',
      fix: fixWith(shortened(name), 'give a name of 1 to 32 characters'),
    });
  } else if (names.has(name)) {
    problems.add({
      code: 'karmada/schedule-name-taken',
      field: 'name',
      value: name,
      rule: 'must be unique among the rules',
      why: 'Karmada\'s webhook rejects it',
      fix: 'rename one of the rules',
    });
  }
  problems.addAll(cronProblems('schedule', schedule));
  problems.addAll(check.boolean('suspend', rule.suspend ?? undefined));
  for (const key of ['minReplicas', 'maxReplicas'] as const) {
    if (rule[key] === undefined) continue;
    problems.addAll(check.integer(key, rule[key], { min: 1 }, 'Karmada\'s webhook rejects it', 'give 1 or more'));
  }
  if (minReplicas === undefined && maxReplicas === undefined) {
    problems.add({
      code: 'karmada/schedule-without-limits',
      field: '',
      value: name,
      rule: 'must set a limit',
      why: 'Karmada\'s webhook rejects it',
      fix: 'give minReplicas or maxReplicas',
    });
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.add({
      code: 'karmada/unknown-time-zone',
      field: 'timeZone',
      value: timeZone,
      rule: 'must be a name in the IANA time zone database',
      why: 'Karmada rejects any other (unknown time zone)',
      fix: 'write it as Asia/Shanghai',
    });
  }
  return problems.all;
}

/** A rule that sets one limit keeps the other, which the autoscaler or any other rule may have set. */
function limitProblems({ minReplicas, maxReplicas }: ScheduleRule, before: readonly Limits[]): Problem[] {
  if (minReplicas !== undefined && maxReplicas !== undefined) {
    if (minReplicas <= maxReplicas) return [];
    return [{
      code: 'karmada/schedule-min-above-max',
      field: 'minReplicas',
      value: minReplicas,
      rule: `must not be above maxReplicas (${maxReplicas})`,
      why: 'Karmada\'s webhook rejects it',
      fix: `lower minReplicas to ${maxReplicas}, or raise maxReplicas to ${minReplicas}`,
    }];
  }
  const lower = before.find((o) => isBelow(o.maxReplicas, minReplicas));
  if (lower !== undefined) {
    return [{
      code: 'karmada/schedule-min-above-current-max',
      field: 'minReplicas',
      value: minReplicas,
      rule: `must not be above maxReplicas (${lower.maxReplicas}) of ${lower.name}`,
      why: 'Karmada accepts the rule, and reports ScaleFailed when it runs',
      fix: 'set both limits in this rule',
    }];
  }
  const higher = before.find((o) => isBelow(maxReplicas, o.minReplicas));
  if (higher === undefined) return [];
  return [{
    code: 'karmada/schedule-max-below-current-min',
    field: 'maxReplicas',
    value: maxReplicas,
    rule: `must not be below minReplicas (${higher.minReplicas}) of ${higher.name}`,
    why: 'Karmada accepts the rule, and reports ScaleFailed when it runs',
    fix: 'set both limits in this rule',
  }];
}

function isBelow(max: number | undefined, min: number | undefined): boolean {
  return max !== undefined && min !== undefined && max < min;
}

function shortened(name: unknown): string | undefined {
  return typeof name === 'string' && name !== '' ? JSON.stringify(name.slice(0, 32)) : undefined;
}
