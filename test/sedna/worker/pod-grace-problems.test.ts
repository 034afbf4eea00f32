import { ApiObject, Duration, JsonPatch, type Chart } from 'cdk8s';
import { Pod } from 'cdk8s-plus-27';
import { InferenceRules, SednaJointInference } from '../../../src';
import { jointProps, refusal, RESOURCES, synth, testChart } from '../../helpers';

const CODE = 'sedna/grace-period-of-pod';
const CONTAINER = { image: 'a/b:1', resources: RESOURCES };

/** A joint inference of which one worker is a ready pod. */
function define(type: 'edge' | 'cloud', terminationGracePeriod?: Duration): [Chart, SednaJointInference] {
  const chart = testChart();
  const pod = new Pod(chart, 'Pod', { containers: [CONTAINER], terminationGracePeriod });
  const props = jointProps(chart, { [type]: { container: undefined, pod } });
  return [chart, new SednaJointInference(chart, 'Helmet', props)];
}

/** What is found of the grace period, as severity and field. */
function found(chart: Chart): Array<[string, string]> {
  return InferenceRules.check(chart)
    .filter(({ rule }) => rule === CODE)
    .map(({ severity, field }) => [severity, field]);
}

const FOUND = [['warning', 'cloud.pod.terminationGracePeriod']];

test('a ready pod of the cloud worker without a grace period is a warning, and keeps that of cdk8s-plus', () => {
  const [chart] = define('cloud');
  expect(found(chart)).toEqual(FOUND);
  expect(refusal(() => synth(chart))).toBeUndefined();
  const [joint] = synth(chart).filter((o) => o.kind === 'JointInferenceService');
  expect(joint.spec.cloudWorker.template.spec.terminationGracePeriodSeconds).toBe(30);
});

test('30 seconds that are meant look the same, and can be acknowledged', () => {
  const [chart, helmet] = define('cloud', Duration.seconds(30));
  expect(found(chart)).toEqual(FOUND);
  InferenceRules.acknowledge(helmet, CODE, 'a request takes 5 seconds at most');
  const [{ acknowledgedBecause }] = InferenceRules.check(chart).filter(({ rule }) => rule === CODE);
  expect(acknowledgedBecause).toBe('a request takes 5 seconds at most');
});

test.each([10, 40, 600])('a grace period of %i seconds is the choice of the program', (seconds) => {
  expect(found(define('cloud', Duration.seconds(seconds))[0])).toEqual([]);
});

test('what is patched into the pod later counts', () => {
  const [chart, helmet] = define('cloud');
  ApiObject.of(helmet.cloud.pod).addJsonPatch(JsonPatch.replace('/spec/terminationGracePeriodSeconds', 40));
  expect(found(chart)).toEqual([]);
});

test('the edge worker has 30 seconds anyway, and a described cloud worker 40', () => {
  expect(found(define('edge')[0])).toEqual([]);
});
