import { Duration } from 'cdk8s';
import { propsOf, refusedOf, type Changes, type Row } from './fleet';
import { retryProblems } from '../../src/head-ingress/retry-problems';

const s = (n: number) => Duration.seconds(n);
const tries = (on: string): Changes => ({
  timeout: s(30),
  retries: { attempts: 2, perTryTimeout: s(11), retryOn: [on] },
});

test.each<Row>([
  ['a negative number', { retries: { attempts: -1 } }, ['validation/integer', 'retries.attempts']],
  ['a number that is a string', { retries: { attempts: '2' as never, perTryTimeout: s(60), retryOn: ['5xx'] } },
    ['validation/integer', 'retries.attempts']],
  ['a number in place of an object', { retries: 2 as never }, ['head-ingress/not-an-object', 'retries']],
  ['a timeout of 0 for one try', { retries: { attempts: 1, perTryTimeout: s(0) } },
    ['validation/integer', 'retries.perTryTimeout']],
  ['a timeout that is a number', { retries: { attempts: 1, perTryTimeout: 10 as never } },
    ['head-ingress/not-a-duration', 'retries.perTryTimeout']],
  ['one try longer than the timeout', { timeout: s(10), retries: { attempts: 1, perTryTimeout: s(11) } },
    ['head-ingress/try-longer-than-timeout', 'retries.perTryTimeout']],
  ['one try longer than the default timeout', { retries: { attempts: 1, perTryTimeout: s(301) } },
    ['head-ingress/try-longer-than-timeout', 'retries.perTryTimeout']],
  ['one try beside an invalid timeout, as one fault', { timeout: s(0), retries: { attempts: 1, perTryTimeout: s(1) } },
    ['validation/integer', 'timeout']],
  ...['5xx', 'gateway-error', 'reset', '504'].map((on): Row => [
    `tries longer than the timeout, when ${on} retries a try that timed out`,
    tries(on),
    ['head-ingress/tries-longer-than-timeout', 'retries.perTryTimeout'],
  ]),
  ['a timeout for one try, without attempts', { retries: { attempts: 0, perTryTimeout: s(1) } },
    ['head-ingress/retry-options-without-attempts', 'retries.attempts']],
  ['conditions without attempts', { retries: { attempts: 0, retryOn: ['5xx'] } },
    ['head-ingress/retry-options-without-attempts', 'retries.attempts']],
  ['no conditions without attempts, as one fault', { retries: { attempts: 0, retryOn: [] } },
    ['head-ingress/retry-options-without-attempts', 'retries.attempts']],
  ['no condition', { retries: { attempts: 1, retryOn: [] } }, ['head-ingress/no-retry-condition', 'retries.retryOn']],
  ['a condition in place of a list', { retries: { attempts: 1, retryOn: '5xx' as never } },
    ['head-ingress/no-retry-condition', 'retries.retryOn']],
  ['conditions that Envoy does not support', { retries: { attempts: 1, retryOn: ['503', 'timeout', '600'] } },
    ['head-ingress/unknown-retry-condition', 'retries.retryOn'],
    ['head-ingress/unknown-retry-condition', 'retries.retryOn']],
  ['a status that is a number', { retries: { attempts: 1, retryOn: [503 as never] } },
    ['head-ingress/unknown-retry-condition', 'retries.retryOn']],
])('HeadIngress refuses as retries %s', (_, changes, ...expected) => {
  expect(refusedOf(changes)).toEqual(expected);
});

test('the times are shown', () => {
  const [one] = retryProblems(propsOf({ timeout: s(10), retries: { attempts: 1, perTryTimeout: s(11) } }));
  expect([one.value, one.rule]).toEqual(['11000 ms', 'must not be above the timeout of 10000 ms']);
  const [all] = retryProblems(propsOf(tries('5xx')));
  expect([all.value, all.rule]).toEqual([
    '11000 ms', 'must not take 33000 ms with 2 retries, because the timeout is 30000 ms',
  ]);
});

test.each<[string, Changes]>([
  ['tries that just fit', { timeout: s(30), retries: { attempts: 2, perTryTimeout: s(10), retryOn: ['5xx'] } }],
  ['long tries, when only a request that did not reach the model is retried', {
    timeout: s(30),
    retries: { attempts: 2, perTryTimeout: s(30) },
  }],
  ['no retries', { retries: { attempts: 0 } }],
])('HeadIngress accepts %s', (_, changes) => {
  expect(refusedOf(changes)).toEqual([]);
});
