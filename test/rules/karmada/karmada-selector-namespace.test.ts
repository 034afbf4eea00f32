import { AUTOSCALERS, DEPLOYMENTS, documents, override, policy } from '../../../src/rules/karmada/examples';
import { karmadaSelectorNamespace } from '../../../src/rules/karmada/karmada-selector-namespace';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-selector-namespace', () => {
  expect(codes(karmadaSelectorNamespace.failing)).toEqual(['karmada-selector-namespace']);
  expect(codes(karmadaSelectorNamespace.repaired)).toEqual([]);
});

const SENT = policy([DEPLOYMENTS, AUTOSCALERS]);
const elsewhere = (text: string) => text.replace('PodAutoscaler,', 'PodAutoscaler, namespace: audio,');
const FIRST = elsewhere(SENT);

describe('karmada-selector-namespace fires', () => {
  test('on the first selector of another namespace', () => {
    expect(fires(karmadaSelectorNamespace, documents(FIRST))).toEqual([
      ['PropagationPolicy vision/everywhere', 'spec.resourceSelectors[1].namespace'],
    ]);
  });

  test('on an OverridePolicy', () => {
    const text = override(AUTOSCALERS, 'labelsOverrider: []');
    expect(codes(documents(elsewhere(text)))).toEqual(['karmada-selector-namespace']);
  });

  test('on two namespaces where the policy has none', () => {
    const text = FIRST.replace(', namespace: vision', '')
      .replace('kind: Deployment,', 'kind: Deployment, namespace: vision,');
    expect(codes(documents(text))).toEqual(['karmada-selector-namespace']);
  });
});

describe('karmada-selector-namespace is silent', () => {
  test.each<[string, string]>([
    ['on selectors without a namespace', SENT],
    ['on its own namespace', FIRST.replace('audio', 'vision')],
    ['on one namespace where the policy has none', FIRST.replace(', namespace: vision', '')],
    ['on a ClusterPropagationPolicy',
      FIRST.replace('kind: Prop', 'kind: ClusterProp').replace(', namespace: vision', '')],
    ['on selectors that are a text', SENT.replace(/resourceSelectors:\n.*\n.*/, 'resourceSelectors: all')],
  ])('%s', (_, text) => {
    expect(codes(documents(text))).toEqual([]);
  });
});
