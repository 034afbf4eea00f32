import { DEPLOYMENTS, documents, fixed, override, policy } from '../../../src/rules/karmada/examples';
import { karmadaOverrideWithoutEffect } from '../../../src/rules/karmada/karmada-override-without-effect';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-override-without-effect', () => {
  expect(codes(karmadaOverrideWithoutEffect.failing)).toEqual(['karmada-override-without-effect']);
  expect(codes(karmadaOverrideWithoutEffect.repaired)).toEqual([]);
});

const SENT = [fixed(2), policy([DEPLOYMENTS])];
const ARGS = { containerName: 'server', operator: 'add', value: ['--threads=8'] };
const args = (changes: object) => `argsOverrider: [${JSON.stringify({ ...ARGS, ...changes })}]`;

describe('karmada-override-without-effect fires', () => {
  test.each<[string, string, string, string]>([
    ['another container', args({ containerName: 'main' }), 'argsOverrider[0].containerName', 'must be a container of'],
    ['an argument that is not there', args({ operator: 'remove' }), 'argsOverrider[0].value[0]',
      'must be an argument of'],
    ['a field that the kind does not have', 'plaintext: [{ path: /spec/replcas, operator: add, value: 5 }]',
      'plaintext[0].path', 'must be a field of a Deployment'],
  ])('on %s', (_, overriders, field, rule) => {
    const text = documents(...SENT, override(DEPLOYMENTS, overriders));
    expect(codes(text)).toEqual(['karmada-override-without-effect']);
    const [[object, message]] = told(karmadaOverrideWithoutEffect, text);
    expect(object).toBe('OverridePolicy vision/larger');
    expect(message).toContain(`spec.overrideRules[0].overriders.${field}: `);
    expect(message).toContain(rule);
  });

  test('on images of a kind in which Karmada finds none', () => {
    const tag = "imageOverrider: [{ component: Tag, operator: replace, value: '2' }]";
    const server = `apiVersion: tensorstack.dev/v1beta1
kind: MLService
metadata: { name: classifier, namespace: vision }
spec: { releases: [] }`;
    const type = 'tensorstack.dev/v1beta1 MLService';
    const text = documents(server, policy([type]), override(type, tag));
    expect(fires(karmadaOverrideWithoutEffect, text)).toEqual([
      ['OverridePolicy vision/larger', 'spec.overrideRules[0].overriders.imageOverrider[0]'],
    ]);
    const found = text.replace('operator: replace', 'operator: replace, predicate: { path: /spec/image }');
    expect(fires(karmadaOverrideWithoutEffect, found)).toEqual([]);
  });
});

describe('karmada-override-without-effect is silent', () => {
  test.each<[string, string]>([
    ['arguments of a container', args({})],
    ['an argument that was added before', `argsOverrider: ${JSON.stringify([ARGS, { ...ARGS, operator: 'remove' }])}`],
    ['an image of a Deployment', 'imageOverrider: [{ component: Registry, operator: replace, value: reg.sh }]'],
    ['a field that the kind has', 'plaintext: [{ path: /spec/paused, operator: add, value: true }]'],
    ['nothing', 'labelsOverrider: []'],
  ])('on %s', (_, overriders) => {
    expect(codes(documents(...SENT, override(DEPLOYMENTS, overriders)))).toEqual([]);
  });
});
