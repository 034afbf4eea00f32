import { Duration } from 'cdk8s';
import { LoadShape } from '../../src';
import { codes } from '../helpers';

const STEPS = { users: 2, every: Duration.minutes(1), count: 11 };
const HOUR = { users: 2, duration: Duration.hours(1) };

describe('a load', () => {
  test('that grows in steps is a shape of Locust', () => {
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

  test('that is constant is one step', () => {
    const same = LoadShape.constant({ users: 20, duration: Duration.minutes(5) });
    expect(same._python()).toBe(LoadShape.steps({ users: 20, every: Duration.minutes(5), count: 1 })._python());
  });

  test.each<[string, LoadShape, string]>([
    ['users', LoadShape.steps({ ...STEPS, users: 3 }), '    users_per_step = 3'],
    ['every', LoadShape.steps({ ...STEPS, every: Duration.seconds(90) }), '    step_seconds = 90'],
    ['count', LoadShape.steps({ ...STEPS, count: 4 }), '    steps = 4'],
    ['spawnRate', LoadShape.steps({ ...STEPS, spawnRate: 0.5 }), '    spawn_rate = 0.5'],
    ['constant users', LoadShape.constant({ ...HOUR, users: 7 }), '    users_per_step = 7'],
    ['duration', LoadShape.constant(HOUR), '    step_seconds = 3600'],
    ['spawnRate of constant users', LoadShape.constant({ ...HOUR, spawnRate: 100 }), '    spawn_rate = 100'],
  ])('%s changes the program', (_, shape, line) => {
    expect(shape._python().split('\n')).toContain(line);
    expect(LoadShape.steps(STEPS)._python().split('\n')).not.toContain(line);
  });
});

const steps = (change: object) => LoadShape.steps({ ...STEPS, ...change });
const constant = (change: object) => LoadShape.constant({ users: 2, duration: Duration.minutes(1), ...change });

const rows: Array<[what: string, shape: LoadShape, ...problems: Array<[code: string, field: string]>]> = [
  ['no user', steps({ users: 0 }), ['validation/integer', 'users']],
  ['a fraction of a user', steps({ users: 1.5 }), ['validation/integer', 'users']],
  ['users that are not a number', steps({ users: NaN }), ['validation/integer', 'users']],
  ['infinitely many users', steps({ users: Infinity }), ['validation/integer', 'users']],
  ['a step of a fraction of a second', steps({ every: Duration.millis(1500) }), ['validation/seconds', 'every']],
  ['a step of no time', steps({ every: Duration.seconds(0) }), ['validation/seconds', 'every']],
  ['no step', steps({ count: 0 }), ['validation/integer', 'count']],
  ['no user per second', steps({ spawnRate: 0 }), ['load/spawn-rate-not-positive', 'spawnRate']],
  ['a rate that is not a number', steps({ spawnRate: NaN }), ['load/spawn-rate-not-positive', 'spawnRate']],
  ['an infinite rate', steps({ spawnRate: Infinity }), ['load/spawn-rate-not-positive', 'spawnRate']],
  [
    'everything below zero',
    steps({ users: -1, count: -1, spawnRate: -1 }),
    ['validation/integer', 'users'],
    ['validation/integer', 'count'],
    ['load/spawn-rate-not-positive', 'spawnRate'],
  ],
  ['no constant user', constant({ users: 0 }), ['validation/integer', 'users']],
  ['a fraction of a second', constant({ duration: Duration.millis(10) }), ['validation/seconds', 'duration']],
  ['a rate below zero', constant({ spawnRate: -2 }), ['load/spawn-rate-not-positive', 'spawnRate']],
];

test.each(rows)('refused: %s', (_, shape, ...problems) => {
  expect(codes(shape._problems('shape'))).toEqual(problems.map(([code, field]) => [code, `shape.${field}`]));
});

test.each([
  steps({}),
  constant({}),
  steps({ spawnRate: undefined }),
  steps({ every: Duration.seconds(1), users: 1, count: 1, spawnRate: 0.1 }),
])('a shape within these bounds is accepted', (shape) => {
  expect(shape._problems('shape')).toEqual([]);
});
