import { Duration } from 'cdk8s';
import { refusedOf, type Row } from './fleet';

const ZERO = Duration.seconds(0);

test.each<Row>([
  ['a timeout of 0', { timeout: ZERO }, ['validation/integer', 'timeout']],
  ['no error that ejects', { outlierDetection: { consecutiveGatewayErrors: 0 } },
    ['validation/integer', 'outlierDetection.consecutiveGatewayErrors']],
  ['times of 0', { outlierDetection: { interval: ZERO, baseEjectionTime: ZERO } },
    ['validation/integer', 'outlierDetection.interval'],
    ['validation/integer', 'outlierDetection.baseEjectionTime']],
  ['a time that is a string', { outlierDetection: { interval: '10s' as never } },
    ['head-ingress/not-a-duration', 'outlierDetection.interval']],
  ['no connections', { connectionLimits: { maxConnections: 0, maxPendingRequests: 1.5, connectTimeout: ZERO } },
    ['validation/integer', 'connectionLimits.maxConnections'],
    ['validation/integer', 'connectionLimits.maxPendingRequests'],
    ['validation/integer', 'connectionLimits.connectTimeout']],
  ['a boolean in place of the outlier detection', { outlierDetection: false as never },
    ['head-ingress/not-an-object', 'outlierDetection']],
  ['a number in place of the connection limits', { connectionLimits: 10 as never },
    ['head-ingress/not-an-object', 'connectionLimits']],
])('HeadIngress refuses %s', (_, changes, ...expected) => {
  expect(refusedOf(changes)).toEqual(expected);
});

test('HeadIngress accepts limits of 1', () => {
  const connectionLimits = { maxConnections: 1, maxPendingRequests: 1, connectTimeout: Duration.millis(1) };
  expect(refusedOf({ outlierDetection: { consecutiveGatewayErrors: 1 }, connectionLimits })).toEqual([]);
});
