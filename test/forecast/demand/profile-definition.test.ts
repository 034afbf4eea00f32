import { Duration } from 'cdk8s';
import { messages } from './messages';
import { LoadProfile } from '../../../src';
import { codes } from '../../helpers';

const minutes = (n: number) => Duration.minutes(n);
const steps = (...list: any[]) => LoadProfile.steps(list);
const staircase = (changes: object) => (
  LoadProfile.staircase({ every: minutes(1), add: 2, count: 3, ...changes })
);
const day = (changes: object) => LoadProfile.day({ low: 0, high: 1, ...changes });
const week = (changes: object) => LoadProfile.week({ low: 0, high: 1, weekendFactor: 1, ...changes });
const bursts = (changes: object) => (
  LoadProfile.bursts({ base: 1, height: 1, length: minutes(1), every: minutes(2), ...changes })
);
const ONE = LoadProfile.constant(1);
const MOST = LoadProfile.constant(1e15);

const WRONG: Array<[what: string, profile: LoadProfile, ...problems: Array<[code: string, field: string]>]> = [
  ['a constant below 0', LoadProfile.constant(-1), ['forecast/load-value', 'value']],
  ['a constant that is infinite', LoadProfile.constant(Infinity), ['forecast/load-value', 'value']],
  ['no step', steps(), ['forecast/no-load-step', 'steps']],
  ['steps in no order', steps({ at: minutes(1), value: 1 }, { at: minutes(1), value: 2 }),
    ['forecast/load-steps-not-in-order', 'steps[1].at']],
  ['stairs in no time', staircase({ every: minutes(0) }), ['forecast/duration-not-positive', 'every']],
  ['half a stair', staircase({ count: 1.5 }), ['forecast/load-count', 'count']],
  ['stairs to the sky', staircase({ add: 1e15 }), ['forecast/load-too-large', 'count']],
  ['a day upside down', day({ low: 2 }), ['forecast/low-above-high', 'low']],
  ['a day of 25 hours', day({ peakHours: [24] }), ['forecast/peak-hours', 'peakHours']],
  ['a day without a peak', day({ peakHours: [] }), ['forecast/peak-hours', 'peakHours']],
  ['a peak twice', day({ peakHours: [3, 3] }), ['forecast/peak-hours', 'peakHours']],
  ['a week with the problems of its day', week({ low: 3 }), ['forecast/low-above-high', 'low']],
  ['a week too high', week({ high: 1e10, weekendFactor: 1e10 }), ['forecast/load-too-large', 'weekendFactor']],
  ['bursts without an end', bursts({ length: minutes(3) }), ['forecast/burst-longer-than-its-span', 'length']],
  ['bursts of a wrong seed', bursts({ seed: 0.5 }), ['forecast/burst-seed', 'seed']],
  ['bursts too high', bursts({ height: 1e15 }), ['forecast/load-too-large', 'height']],
  ['a sum of two wrong', LoadProfile.constant(-1).plus(day({ low: 2 })), ['forecast/load-value', 'value'],
    ['forecast/low-above-high', 'other.low']],
  ['a sum too high', MOST.plus(ONE), ['forecast/load-too-large', 'other']],
  ['a factor below 0', ONE.scaled(-1), ['forecast/load-factor', 'factor']],
  ['a factor too high', MOST.scaled(2), ['forecast/load-too-large', 'factor']],
  ['a repetition of what has no end', ONE.repeated(), ['forecast/repeated-without-end', 'every']],
  ['a repetition of no time', ONE.repeated(minutes(0)), ['forecast/duration-not-positive', 'every']],
];

test.each(WRONG)('%s is a problem', (_, profile, ...problems) => {
  expect(codes(profile._problems(''))).toEqual(problems.map(([code, field]) => [code, `.${field}`]));
  expect(codes(profile._problems('profile'))).toEqual(problems.map(([code, field]) => [code, `profile.${field}`]));
});

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, profile]) => profile._problems('profile'));
  const here = /repeated-without|no-load-step|not-in-order|low-above|longer-than/;
  expect(messages(problems.filter(({ code }) => here.test(code)))).toMatchInlineSnapshot(`
"error  forecast/no-load-step  profile.steps
  got []; must be a list of at least one step
  why: without a step there is no load
  fix: give a step such as { at: Duration.minutes(0), value: 5 }
error  forecast/load-steps-not-in-order  profile.steps[1].at
  got 60; must be later than the step before it, at 60 seconds
  why: a step holds until the next one begins
  fix: list the steps in the order of their times, each time once
error  forecast/burst-longer-than-its-span  profile.length
  got 180; must not be longer than every, which is 120 seconds
  why: there is one burst in each span of time
  fix: make the bursts shorter, or rarer
error  forecast/low-above-high  profile.low
  got 2; must not be above high, which is 1
  why: the load of a day lies between the two
  fix: swap low and high
error  forecast/repeated-without-end  profile.every
  got undefined; is required for a load without an end
  why: it is unknown when such a load begins again
  fix: give the time after which it begins again, such as Duration.hours(24)"
`);
});
