import { Chart } from 'cdk8s';
import { LoadShape } from './load-shape';
import { LoadTestMode, type LocustLoadTestProps } from './locust-load-test-props';
import { PredictRequest } from './predict-request';
import * as check from '../validation/check';
import { DNS_1035_LABEL, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { resourceProblems } from '../values/resource-requirements';
import type { IInference } from '../servers/inference';

const NAME: Grammar = { ...DNS_1035_LABEL, title: `${DNS_1035_LABEL.title.replace('63', '50')}: longer names are made of it`, max: 50 };

/** Where requests go; undefined when the Service has no port for the server's HTTP API. */
export function targetUrl({ service, server }: IInference): string | undefined {
  const port = service.ports.find((p) => (p.targetPort ?? p.port) === server.httpPort)?.port;
  const { namespace } = Chart.of(service);
  return port === undefined ? undefined : `http://${service.name}${namespace === undefined ? '' : `.${namespace}`}:${port}`;
}

export function loadTestProblems(name: string, props: LocustLoadTestProps): Problem[] {
  const { target, request, shape, mode = LoadTestMode.WEB, workers, image, resources, minWait, maxWait, autostart } = props;
  const wrong: Problem[] = [];
  if (typeof target?.server?._row !== 'object' || !target.service) {
    wrong.push({ field: 'target', value: target, rule: 'must be an AutoscaledInference or InferenceDeployment', why: 'there is nothing to send to', fix: 'define one' });
  }
  if (!(request instanceof PredictRequest)) wrong.push({ field: 'request', value: request, rule: 'must be a PredictRequest', why: 'there is nothing to send', fix: 'use one of its factories' });
  if (!(shape instanceof LoadShape)) wrong.push({ field: 'shape', value: shape, rule: 'must be a LoadShape', why: 'nobody would send', fix: 'use LoadShape.steps' });
  if (!Object.values(LoadTestMode).includes(mode)) wrong.push({ field: 'mode', value: mode, rule: 'must be a LoadTestMode', why: 'nothing else runs it', fix: 'use LoadTestMode.WEB or JOB' });
  if (wrong.length > 0) return wrong;
  const [least, most] = [minWait?.toMilliseconds({ integral: false }) ?? 800, maxWait?.toMilliseconds({ integral: false })];
  return [
    ...check.name('name', name, NAME),
    ...request._problems('request', target.server),
    ...shape._problems('shape'),
    ...(targetUrl(target) !== undefined ? [] : [{
      field: 'target', value: target.service.name, rule: 'has no port of its Service for the HTTP API of its server', why: 'Locust speaks HTTP only', fix: 'add the port to the Service',
    }]),
    ...(workers === undefined ? [] : check.integer('workers', workers, { min: 1 }, 'nobody would send', 'give one for each core')),
    ...(image === undefined ? [] : check.image('image', image)),
    ...(resources === undefined ? [] : resourceProblems('resources', resources)),
    ...(most === undefined || most >= least ? [] : [{ field: 'maxWait', value: `${most} ms`, rule: `must not be below minWait of ${least} ms`, why: 'Locust could not choose a time between them', fix: 'raise it' }]),
    ...(mode === LoadTestMode.WEB ? [] : [['workers', workers], ['autostart', autostart]].filter(([, value]) => value !== undefined).map(([at, got]) => (
      { field: String(at), value: got, rule: 'is for LoadTestMode.WEB only', why: 'a Job runs in one process, by itself', fix: 'leave it out' }))),
  ];
}
