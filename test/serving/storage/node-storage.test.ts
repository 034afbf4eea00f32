import { Size } from 'cdk8s';
import { InferenceDeployment, ModelCache, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../../src';
import { deploymentProps, pod, RESOURCES, testChart } from '../../helpers';

const bucket = (gibibytes?: number) => ModelSource.s3('s3://models/a', {
  anonymous: true, sizeLimit: gibibytes === undefined ? undefined : Size.gibibytes(gibibytes),
});

function storage(props: Partial<InferenceDeploymentProps>) {
  const chart = testChart();
  new InferenceDeployment(chart, 'Resnet', deploymentProps(props));
  const { requests, limits } = pod(chart).containers[0].resources;
  return [requests['ephemeral-storage'], limits?.['ephemeral-storage']];
}

test('what the empty volumes of the model may hold is requested', () => {
  expect(storage({ model: bucket(5) })).toEqual(['5Gi', undefined]);
  const server = ModelServer.triton();
  const modelCache = ModelCache.emptyDir({ sizeLimit: Size.mebibytes(512) });
  expect(storage({ server, model: bucket(5), modelCache })).toEqual(['5632Mi', undefined]);
});

test('where nothing says how much it is, nothing is requested', () => {
  expect(storage({})).toEqual([undefined, undefined]);
  expect(storage({ model: bucket() })).toEqual([undefined, undefined]);
});

test('what the user requests stays', () => {
  const own = { ...RESOURCES, ephemeralStorage: { request: Size.gibibytes(1) } };
  expect(storage({ model: bucket(5), resources: own })).toEqual(['1Gi', undefined]);
  expect(storage({ model: bucket(5), resources: { ...RESOURCES, limits: { 'ephemeral-storage': '9Gi' } } })).toEqual([
    undefined,
    '9Gi',
  ]);
});
