import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaOverrideValueType } from '../../../src/rules/karmada/karmada-override-value-type';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-override-value-type', () => {
  expect(codes(karmadaOverrideValueType.failing)).toEqual(['karmada-override-value-type']);
  expect(codes(karmadaOverrideValueType.repaired)).toEqual([]);
});

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];
const changed = (object: string, path: string, value: string) => (
  documents(...SENT, override(object, `plaintext: [{ path: ${path}, operator: replace, value: ${value} }]`)));
const CONTAINER = '/spec/template/spec/containers/0';

describe('karmada-override-value-type fires', () => {
  test.each<[string, string, string, string]>([
    ['a text for a number', AUTOSCALERS, '/spec/maxReplicas', "'16'"],
    ['a number for a text', DEPLOYMENTS, `${CONTAINER}/image`, '1'],
    ['a text for a number that the hub fills in', DEPLOYMENTS, '/spec/progressDeadlineSeconds', "'900'"],
    ['a list for an object', DEPLOYMENTS, '/spec/selector', '[]'],
  ])('on %s', (_, object, path, value) => {
    const text = changed(object, path, value);
    expect(codes(text)).toEqual(['karmada-override-value-type']);
    expect(fires(karmadaOverrideValueType, text)).toEqual([
      ['OverridePolicy vision/larger', 'spec.overrideRules[0].overriders.plaintext[0].value'],
    ]);
  });
});

describe('karmada-override-value-type is silent', () => {
  test.each<[string, string, string, string]>([
    ['a value of the same type', AUTOSCALERS, '/spec/maxReplicas', '16'],
    ['a quantity that is a number', DEPLOYMENTS, `${CONTAINER}/resources/requests/cpu`, '2'],
    ['a number where a percentage is', DEPLOYMENTS, '/spec/strategy/rollingUpdate/maxSurge', '1'],
    ['null', DEPLOYMENTS, '/spec/progressDeadlineSeconds', 'null'],
  ])('on %s', (_, object, path, value) => {
    expect(codes(changed(object, path, value))).toEqual([]);
  });
});
