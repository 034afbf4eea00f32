import { ApiObject } from 'cdk8s';
import { LoadShape } from './load-shape';
import { serverOf } from './load-target';
import { loadTargetProblems, noTargetProblems } from './load-target-problems';
import { LoadTestMode, type LocustLoadTestProps } from './locust-load-test-props';
import { PredictRequest } from './predict-request';
import { waitTimeProblems } from './wait-time';
import type { IInference } from '../servers/inference';
import { DNS_1035_LABEL, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

/** The name of a load test is shorter than that of a Service, because other objects add a suffix to it. */
const NAME: Grammar = {
  ...DNS_1035_LABEL,
  title: `${DNS_1035_LABEL.title.replace('63', '50')}, because its objects add a suffix`,
  max: 50,
};

export function loadTestProblems(name: string, props: LocustLoadTestProps): Problem[] {
  const wrong = typeProblems(props);
  if (wrong.length > 0) return wrong;
  const { request, shape, image, resources } = props;
  const problems = new Problems();
  problems.addAll(check.name('name', name, NAME));
  problems.addAll(request._problems('request', serverOf(props)));
  problems.addAll(shape._problems('shape'));
  problems.addAll(loadTargetProblems(props));
  problems.addAll(workerProblems(props));
  if (image !== undefined) problems.addAll(check.image('image', image));
  if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
  problems.addAll(waitTimeProblems(props));
  problems.addAll(modeProblems(props));
  return problems.all;
}

/** Properties of another type, without which nothing else can be checked. */
function typeProblems(props: LocustLoadTestProps): Problem[] {
  const { target, request, shape, mode = LoadTestMode.WEB } = props;
  const problems = new Problems();
  problems.addAll(noTargetProblems(props));
  if (target !== undefined && !isTarget(target)) {
    problems.add({
      code: 'load/not-a-target',
      field: 'target',
      value: target,
      rule: 'must be an AutoscaledInference, an InferenceDeployment or a ServedWorkload',
      why: 'it has no model server, so the path and the port of its API are unknown',
      fix: 'describe an existing Deployment or StatefulSet with ServedWorkload.of; for anything else, such as the edge '
        + 'Service of a SednaJointInference, set url in place of target',
    });
  }
  if (!(request instanceof PredictRequest)) {
    problems.add({
      code: 'load/not-a-request',
      field: 'request',
      value: request,
      rule: 'must be a PredictRequest',
      why: 'Locust needs a request to send',
      fix: 'use a factory of PredictRequest',
    });
  }
  if (!(shape instanceof LoadShape)) {
    problems.add({
      code: 'load/not-a-shape',
      field: 'shape',
      value: shape,
      rule: 'must be a LoadShape',
      why: 'Locust needs a number of users',
      fix: 'use a factory of LoadShape',
    });
  }
  if (!Object.values(LoadTestMode).includes(mode)) {
    problems.add({
      code: 'load/unknown-mode',
      field: 'mode',
      value: mode,
      rule: 'must be a LoadTestMode',
      why: 'a load test runs either with a web page or as a Job',
      fix: 'use LoadTestMode.WEB or LoadTestMode.JOB',
    });
  }
  return problems.all;
}

function isTarget(target: unknown): target is IInference {
  const { server, workload } = (check.isObject(target) ? target : {}) as Partial<IInference>;
  return typeof server?._row === 'object' && ApiObject.isApiObject(workload);
}

function workerProblems({ mode, workers }: LocustLoadTestProps): Problem[] {
  if (workers === undefined || mode === LoadTestMode.JOB) return [];
  return check.integer('workers', workers, { min: 1 }, 'no user would send requests', 'give one worker per CPU core');
}

function modeProblems({ mode, workers, autostart }: LocustLoadTestProps): Problem[] {
  if (mode !== LoadTestMode.JOB) return [];
  const problems = new Problems();
  for (const [field, value] of Object.entries({ workers, autostart })) {
    if (value === undefined) continue;
    problems.add({
      code: 'load/web-mode-only',
      field,
      value,
      rule: 'must be set with LoadTestMode.WEB only',
      why: 'a Job is one process that starts automatically, so it would have no effect',
      fix: `remove ${field}`,
    });
  }
  return problems.all;
}
