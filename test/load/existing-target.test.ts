import { Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { LoadShape, LocustLoadTest, PredictRequest, SednaJointInference, ServedWorkload } from '../../src';
import { jointProps, refusal, refused, testChart } from '../helpers';

const SHAPE = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });

test('a workload that exists already needs a Service that leads to the port of its API', () => {
  const chart = testChart();
  const ports = [{ number: 8080, name: 'http' }];
  const own = new Deployment(chart, 'Own', { metadata: { name: 'own' }, containers: [{ image: 'a/b:1', ports }] });
  const service = own.exposeViaService({ name: 'front', ports: [{ port: 80, targetPort: 8080 }] });
  const request = PredictRequest.http({ path: '/predict' });
  const test = (options: object) => refused(() => new LocustLoadTest(chart, 'Load', {
    target: ServedWorkload.of(own, options), request, shape: SHAPE,
  }));
  expect(test({}).map(([, field]) => field)).toEqual(['target']);
  expect(test({ service, httpPort: 9000 })).toEqual([['load/no-http-port', 'target']]);
  expect(test({ service })).toEqual([]);
  expect(refused(() => new LocustLoadTest(chart, 'Other', { target: own as never, request, shape: SHAPE })))
    .toEqual([['load/not-a-target', 'target']]);
});

test('a joint inference is no target: its edge Service has a URL', () => {
  const chart = testChart();
  const target = new SednaJointInference(chart, 'Helmet', jointProps(chart)) as never;
  const props = { target, request: PredictRequest.http({ path: '/' }), shape: SHAPE };
  expect(refusal(() => new LocustLoadTest(chart, 'Load', props))).toContain('set url in place of target');
});
