import type { FederatedScheduleRule } from '../../src';
import { federatedScheduleProblems } from '../../src/karmada/federated-schedule-problems';
import { codes } from '../helpers';

const MORNING = { name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 6 };
const NIGHT = { name: 'night', schedule: '0 22 * * *' };

type Changes = Partial<Record<keyof FederatedScheduleRule, any>>;
type Limits = { minReplicas?: number; maxReplicas?: number };

const problems = (schedule: any, limits: Limits = {}) => (
  federatedScheduleProblems({ maxReplicas: 20, ...limits, schedule }));

test('no schedule has no problem', () => {
  expect(problems(undefined)).toEqual([]);
});

test.each<[string, unknown, [code: string, field: string]]>([
  ['without a rule', [], ['karmada/no-schedule-rules', 'schedule']],
  ['that is no list', MORNING, ['karmada/no-schedule-rules', 'schedule']],
  ['that is null', null, ['karmada/no-schedule-rules', 'schedule']],
  ['with a rule that is a string', ['0 7 * * *'], ['karmada/not-a-schedule-rule', 'schedule[0]']],
  ['with a rule that is a list', [MORNING, ['night']], ['karmada/not-a-schedule-rule', 'schedule[1]']],
  ['with a rule that is null', [null], ['karmada/not-a-schedule-rule', 'schedule[0]']],
])('a schedule %s is refused', (_, schedule, expected) => {
  expect(codes(problems(schedule))).toEqual([expected]);
});

test.each<[string, Changes, [code: string, field: string], Limits?]>([
  ['without a name', { name: '' }, ['schedule-name-invalid', '.name']],
  ['with a name too long', { name: 'n'.repeat(33) }, ['schedule-name-invalid', '.name']],
  ['with a name that is a number', { name: 7 }, ['schedule-name-invalid', '.name']],
  ['of six fields', { schedule: '0 0 7 * * 1-5' }, ['cron-not-five-fields', '.schedule']],
  ['without a schedule', { schedule: undefined }, ['cron-not-five-fields', '.schedule']],
  ['with an L', { schedule: '0 0 L * *' }, ['cron-field-invalid', '.schedule']],
  ['that never runs', { schedule: '0 0 30 2 *' }, ['cron-day-never-occurs', '.schedule']],
  ['in a zone without a place', { timeZone: 'CST' }, ['unknown-time-zone', '.timeZone']],
  ['in a zone that does not exist', { timeZone: 'Mars/X' }, ['unknown-time-zone', '.timeZone']],
  ['in an empty zone', { timeZone: '' }, ['unknown-time-zone', '.timeZone']],
  ['in a zone that is a number', { timeZone: 8 }, ['unknown-time-zone', '.timeZone']],
  ['that sets no limit', { minReplicas: undefined }, ['schedule-without-limits', '']],
  ['with a minimum above its maximum', { maxReplicas: 5 }, ['schedule-min-above-max', '.minReplicas']],
  ['with a minimum above the maximum of the autoscaler', {}, [
    'schedule-min-above-current-max', '.minReplicas',
  ], { maxReplicas: 4 }],
  ['with a maximum below the minimum of the autoscaler', { minReplicas: undefined, maxReplicas: 2 }, [
    'schedule-max-below-current-min', '.maxReplicas',
  ], { minReplicas: 3 }],
])('a rule %s is refused', (_, changes, [code, field], limits = {}) => {
  expect(codes(problems([{ ...MORNING, ...changes }], limits))).toEqual([[`karmada/${code}`, `schedule[0]${field}`]]);
});

test.each<[string, Changes, string]>([
  ['a minimum of 0', { minReplicas: 0 }, 'minReplicas'],
  ['a maximum of half a pod', { maxReplicas: 6.5 }, 'maxReplicas'],
  ['a minimum that is a string', { minReplicas: '6' }, 'minReplicas'],
])('a rule with %s is refused', (_, changes, field) => {
  expect(codes(problems([{ ...MORNING, ...changes }]))).toEqual([['validation/integer', `schedule[0].${field}`]]);
});

test('a rule with the name of another is refused, and so is one that cannot follow another', () => {
  expect(codes(problems([MORNING, MORNING]))).toEqual([['karmada/schedule-name-taken', 'schedule[1].name']]);
  expect(codes(problems([{}, {}].map(() => ({ ...MORNING, name: undefined }))))).toEqual([
    ['karmada/schedule-name-invalid', 'schedule[0].name'], ['karmada/schedule-name-invalid', 'schedule[1].name'],
  ]);
  const found = problems([MORNING, { ...NIGHT, maxReplicas: 4 }]);
  expect(codes(found)).toEqual([
    ['karmada/schedule-min-above-current-max', 'schedule[0].minReplicas'],
    ['karmada/schedule-max-below-current-min', 'schedule[1].maxReplicas'],
  ]);
  expect(found.map((p) => p.rule)).toEqual([
    'must not be above maxReplicas (4) of night', 'must not be below minReplicas (6) of morning',
  ]);
});

test.each<[string, FederatedScheduleRule[]]>([
  ['both limits', [MORNING, { ...NIGHT, minReplicas: 1, maxReplicas: 6 }]],
  ['a name of 32 characters', [{ ...MORNING, name: 'n'.repeat(32) }]],
  ['another that is suspended', [MORNING, { ...NIGHT, maxReplicas: 6, suspend: true }]],
])('a rule with %s is accepted', (_, schedule) => {
  expect(problems(schedule)).toEqual([]);
});
