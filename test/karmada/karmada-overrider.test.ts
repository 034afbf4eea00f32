import { POD } from './deployment';
import { KarmadaOverrider } from '../../src';
import { change } from '../rules/karmada/hub/change';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('KarmadaOverrider', () => {
  test.each<[string, KarmadaOverrider, string, object]>([
    ['replace', KarmadaOverrider.replace('/spec/replicas', 5), 'plaintext', {
      path: '/spec/replicas', operator: 'replace', value: 5,
    }],
    ['add', KarmadaOverrider.add('/spec/paused', true), 'plaintext', {
      path: '/spec/paused', operator: 'add', value: true,
    }],
    ['remove', KarmadaOverrider.remove('/spec/strategy'), 'plaintext', { path: '/spec/strategy', operator: 'remove' }],
    ['imageRegistry', KarmadaOverrider.imageRegistry('reg.example.com:5000/team'), 'imageOverrider', {
      component: 'Registry', operator: 'replace', value: 'reg.example.com:5000/team',
    }],
    ['imageRepository', KarmadaOverrider.imageRepository('team/server'), 'imageOverrider', {
      component: 'Repository', operator: 'replace', value: 'team/server',
    }],
    ['imageTag', KarmadaOverrider.imageTag('1.2-arm64'), 'imageOverrider', {
      component: 'Tag', operator: 'replace', value: '1.2-arm64',
    }],
    ['imageTag with a digest', KarmadaOverrider.imageTag(DIGEST), 'imageOverrider', {
      component: 'Tag', operator: 'replace', value: DIGEST,
    }],
    ['addArgs', KarmadaOverrider.addArgs('main', ['--c']), 'argsOverrider', {
      containerName: 'main', operator: 'add', value: ['--c'],
    }],
    ['removeArgs', KarmadaOverrider.removeArgs('main', ['--b']), 'argsOverrider', {
      containerName: 'main', operator: 'remove', value: ['--b'],
    }],
    ['labels', KarmadaOverrider.labels({ 'team/x': 'y' }), 'labelsOverrider', {
      operator: 'add', value: { 'team/x': 'y' },
    }],
    ['annotations', KarmadaOverrider.annotations({ a: 'any text' }), 'annotationsOverrider', {
      operator: 'add', value: { a: 'any text' },
    }],
  ])('%s is written as Karmada reads it, and accepted', (_, overrider, field, content) => {
    expect([overrider._field, overrider._content]).toEqual([field, content]);
    expect(overrider._problems('it')).toEqual([]);
    expect(change(overrider).misfit).toBeUndefined();
  });

  test('holds what it was given when it was made, and is changed by no later one', () => {
    const value = { a: 'b' };
    const selector = KarmadaOverrider.add(`${POD}/nodeSelector`, value);
    const second = KarmadaOverrider.add(`${POD}/nodeSelector/c`, 'd');
    value.a = 'z';
    const { made } = change(second, change(selector).made);
    expect(made.spec.template.spec.nodeSelector).toEqual({ a: 'b', c: 'd' });
    expect(selector._content).toEqual({ path: `${POD}/nodeSelector`, operator: 'add', value: { a: 'b' } });
  });
});
