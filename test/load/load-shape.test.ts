import { Duration } from 'cdk8s';
import { LoadShape } from '../../src';
import { describe as say } from '../../src/validation/problem';

const STEPS = { users: 2, every: Duration.minutes(1), count: 11 };

describe('a load', () => {
  test('that grows by steps is a shape of Locust', () => {
    expect(LoadShape.steps(STEPS)._python()).toBe([
      'class Shape(LoadTestShape):',
      '    """More users with each step, and the end after the last."""',
      '',
      '    users_per_step = 2',
      '    step_seconds = 60',
      '    steps = 11',
      '    spawn_rate = 1',
      '',
      '    def tick(self):',
      '        step = int(self.get_run_time() // self.step_seconds) + 1',
      '        if step > self.steps:',
      '            return None',
      '        return step * self.users_per_step, self.spawn_rate',
      '',
    ].join('\n'));
  });

  test('that stays the same is one step', () => {
    const same = LoadShape.constant({ users: 20, duration: Duration.minutes(5) });
    expect(same._python()).toBe(LoadShape.steps({ users: 20, every: Duration.minutes(5), count: 1 })._python());
  });

  test.each<[string, LoadShape, string]>([
    ['users', LoadShape.steps({ ...STEPS, users: 3 }), '    users_per_step = 3'],
    ['every', LoadShape.steps({ ...STEPS, every: Duration.seconds(90) }), '    step_seconds = 90'],
    ['count', LoadShape.steps({ ...STEPS, count: 4 }), '    steps = 4'],
    ['spawnRate', LoadShape.steps({ ...STEPS, spawnRate: 0.5 }), '    spawn_rate = 0.5'],
    ['users that stay', LoadShape.constant({ users: 7, duration: Duration.minutes(1) }), '    users_per_step = 7'],
    ['duration', LoadShape.constant({ users: 2, duration: Duration.hours(1) }), '    step_seconds = 3600'],
    ['spawnRate of users that stay', LoadShape.constant({ users: 2, duration: Duration.hours(1), spawnRate: 100 }), '    spawn_rate = 100'],
  ])('%s changes the program', (_, shape, line) => {
    expect(shape._python().split('\n')).toContain(line);
    expect(LoadShape.steps(STEPS)._python().split('\n')).not.toContain(line);
  });
});

const WHOLE = (fix: string) => `must be a whole number of at least 1 — Locust could not follow it; ${fix}`;
const SPAN = WHOLE('give a Duration of whole seconds, 1 or more');
const RATE = 'must be a number above 0 — Locust could not follow it; give how many users start in a second';
const steps = (change: object) => LoadShape.steps({ ...STEPS, ...change });
const constant = (change: object) => LoadShape.constant({ users: 2, duration: Duration.minutes(1), ...change });

test.each<[LoadShape, ...string[]]>([
  [steps({ users: 0 }), `users: got 0; ${WHOLE('give how many users')}`],
  [steps({ users: 1.5 }), `users: got 1.5; ${WHOLE('give how many users')}`],
  [steps({ users: NaN }), `users: got NaN; ${WHOLE('give how many users')}`],
  [steps({ users: '2' }), `users: got "2"; ${WHOLE('give how many users')}`],
  [steps({ users: Infinity }), 'users: got Infinity; must be a whole number from 1 to 2147483647 — Locust could not follow it; give how many users'],
  [steps({ every: Duration.millis(1500) }), `every: got 1.5; ${SPAN}`],
  [steps({ every: Duration.seconds(0) }), `every: got 0; ${SPAN}`],
  [steps({ every: undefined }), 'every: got undefined; is required — Locust could not follow it; give a Duration'],
  [steps({ count: 0 }), `count: got 0; ${WHOLE('give how many steps')}`],
  [steps({ count: undefined }), `count: got undefined; ${WHOLE('give how many steps')}`],
  [steps({ spawnRate: 0 }), `spawnRate: got 0; ${RATE}`],
  [steps({ spawnRate: NaN }), `spawnRate: got NaN; ${RATE}`],
  [steps({ spawnRate: Infinity }), `spawnRate: got Infinity; ${RATE}`],
  [steps({ spawnRate: '1' }), `spawnRate: got "1"; ${RATE}`],
  [steps({ users: -1, count: -1, spawnRate: -1 }), `users: got -1; ${WHOLE('give how many users')}`, `count: got -1; ${WHOLE('give how many steps')}`, `spawnRate: got -1; ${RATE}`],
  [constant({ users: 0 }), `users: got 0; ${WHOLE('give how many users')}`],
  [constant({ duration: Duration.millis(10) }), `duration: got 0.01; ${SPAN}`],
  [constant({ duration: undefined }), 'duration: got undefined; is required — Locust could not follow it; give a Duration'],
  [constant({ spawnRate: -2 }), `spawnRate: got -2; ${RATE}`],
].map(([shape, ...lines]) => [lines[0], shape, lines] as never))('refused: %s', (_, shape: any, lines: any) => {
  expect(shape._problems('shape').map(say)).toEqual(lines.map((line: string) => `shape.${line}`));
});

test.each([steps({}), constant({}), steps({ spawnRate: undefined }), steps({ every: Duration.seconds(1), users: 1, count: 1, spawnRate: 0.1 })])('a shape within these bounds is accepted', (shape) => {
  expect(shape._problems('shape')).toEqual([]);
});
