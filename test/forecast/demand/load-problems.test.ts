import { Duration } from 'cdk8s';
import { messages } from './messages';
import { Load, LoadProfile } from '../../../src';
import { codes } from '../../helpers';

const minutes = (n: number) => Duration.minutes(n);
const FIVE = LoadProfile.constant(5);
const REQUESTS = { profile: FIVE, serviceTime: Duration.millis(200) };
const requests = (changes: object) => Load.requests({ ...REQUESTS, ...changes });
const CORES = Load.cores(FIVE);

const WRONG: Array<[what: string, load: Load, ...problems: Array<[code: string, field: string]>]> = [
  ['requests of a wrong profile', requests({ profile: FIVE.scaled(-1) }), ['forecast/load-factor', 'profile.factor']],
  ['requests in no time', requests({ serviceTime: minutes(0) }), ['forecast/duration-not-positive', 'serviceTime']],
  ['half a request at a time', requests({ parallel: 0.5 }), ['forecast/load-count', 'parallel']],
  ['a metric without a name', Load.metric('', FIVE), ['forecast/metric-name', 'name']],
  ['a metric of a name with spaces', Load.metric('a b', FIVE), ['forecast/metric-name', 'name']],
  ['CPU as a metric', Load.metric('cpu', FIVE), ['forecast/cpu-as-metric', 'name']],
  ['an outage that ends first', CORES.withOutage('cpu', minutes(2), minutes(2)),
    ['forecast/outage-ends-before-it-begins', 'end']],
  ['hard examples in percent', CORES.withHardExamples(20), ['forecast/hard-example-share', 'share']],
  ['two shares of hard examples', CORES.withHardExamples(0.2).withHardExamples(0.3),
    ['forecast/hard-examples-differ', 'share']],
  ['two kinds of requests', requests({}).plus(requests({ parallel: 2 })), ['forecast/requests-differ', 'other']],
];

test.each(WRONG)('%s is a problem', (_, load, ...problems) => {
  expect(codes(load._problems('load'))).toEqual(problems.map(([code, field]) => [code, `load.${field}`]));
});

test('the same CPU time, given or not, is one kind of request', () => {
  expect(requests({}).plus(requests({ cpuTime: Duration.millis(200) }))._problems('load')).toEqual([]);
});

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, load]) => load._problems('load'));
  const here = /cpu-as-metric|ends-before|differ$/;
  expect(messages(problems.filter(({ code }) => here.test(code)))).toMatchInlineSnapshot(`
"error  forecast/cpu-as-metric  load.name
  got "cpu"; must not be cpu
  why: CPU is a load in cores, which the limits of the pods cap
  fix: use Load.cores or Load.requests
error  forecast/outage-ends-before-it-begins  load.end
  got 120; must be after start, which is 120 seconds
  why: an outage lasts some time
  fix: swap start and end
error  forecast/hard-examples-differ  load.share
  got "0.2 and 0.3"; must be given once
  why: a service has one share of hard examples
  fix: call withHardExamples on one of the loads
error  forecast/requests-differ  load.other
  got "0.2 s, CPU 0.2 s; 0.2 s, CPU 0.2 s, parallel 2"; must have the same serviceTime, cpuTime and parallel
  why: the requests of one service are replayed as one kind of request
  fix: give both loads the mean of the two, weighted by their rates"
`);
});
