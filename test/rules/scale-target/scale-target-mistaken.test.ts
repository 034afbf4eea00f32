import { scaleTargetMistaken } from '../../../src/rules/scale-target/scale-target-mistaken';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = scaleTargetMistaken;
const HPA = 'HorizontalPodAutoscaler carts';

test('the examples of scale-target-mistaken', () => {
  expect(codes(failing)).toEqual(['scale-target-mistaken']);
  expect(codes(repaired)).toEqual([]);
});

describe('scale-target-mistaken fires', () => {
  test('on another kind of that name', () => {
    expect(told(scaleTargetMistaken, failing)).toEqual([[
      HPA,
      'spec.scaleTargetRef.kind: got "StatefulSet"; names StatefulSet default/carts, which is not among the objects; '
      + 'Deployment carts is — an autoscaler finds its target by kind and name in its own namespace, else it never '
      + `acts (FailedGetScale); write kind: Deployment (${source})`,
    ]]);
  });

  test('on the workload of another namespace', () => {
    const text = change(repaired, 'kind: Deployment\nmetadata: { name: carts }',
      'kind: Deployment\nmetadata: { name: carts, namespace: shop }');
    expect(fires(scaleTargetMistaken, text)).toEqual([[HPA, 'metadata.namespace']]);
    expect(codes(text)).toEqual(['scale-target-mistaken']);
  });
});

describe('scale-target-mistaken is silent', () => {
  test('where the other workload has an autoscaler of its own', () => {
    const [, hpa] = repaired.split('---\n');
    const own = hpa.replace('name: carts }\nspec', 'name: own }\nspec');
    expect(codes(`${failing}---\n${own}`)).toEqual(['scale-target-missing']);
  });

  test('where both are there', () => {
    const [deployment] = repaired.split('---\n');
    const other = deployment.replace('Deployment', 'StatefulSet').replace(/app: carts/g, 'app: store');
    expect(codes(`${failing}---\n${other}`)).toEqual([]);
  });
});
