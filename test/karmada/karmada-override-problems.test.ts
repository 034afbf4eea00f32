import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { SH, bare, scaled, send } from './karmada';
import { KarmadaOverrider, Spoke, type AutoscaledInference } from '../../src';
import { refused } from '../helpers';

const EIGHT = [KarmadaOverrider.replace('/spec/maxReplicas', 8)];
const DOTTED = KarmadaOverrider.replace('spec.maxReplicas', 8);
const TARGET: [string, string] = ['karmada/override-target-not-propagated', 'overrides[0].target'];

describe('an override is refused', () => {
  test.each<[string, any]>([
    ['nothing', undefined], ['null', null], ['a list', [SH, EIGHT]], ['a string', 'sh'],
  ])('that is %s', (_, rule) => {
    expect(refused(() => send([scaled()], { overrides: [rule] }))).toEqual([
      ['karmada/not-an-override-rule', 'overrides[0]'],
    ]);
  });

  test.each<[string, (it: AutoscaledInference) => object, [code: string, field: string]]>([
    ['in a cluster that is not there', () => ({ spokes: [Spoke.of('hs')] }), [
      'karmada/override-of-unknown-cluster', 'overrides[0].spokes',
    ]],
    ['in no cluster', () => ({ spokes: [] }), ['fleet/no-spoke', 'overrides[0].spokes']],
    ['in a cluster that is a string', () => ({ spokes: ['sh'] }), ['fleet/not-a-spoke', 'overrides[0].spokes[0]']],
    ['of what is not propagated', (it) => ({ target: bare(Chart.of(it)) }), TARGET],
    ['of what is no object', (it) => ({ target: new Construct(Chart.of(it), 'Empty') }), TARGET],
    ['of a string', () => ({ target: 'm' }), TARGET],
    ['of nothing', () => ({ target: undefined }), TARGET],
    ['without a difference', () => ({ overriders: [] }), ['karmada/no-overriders', 'overrides[0].overriders']],
    ['by an overrider outside of a list', () => ({ overriders: EIGHT[0] }), [
      'karmada/no-overriders', 'overrides[0].overriders',
    ]],
    ['by something else', () => ({ overriders: [{ path: '/spec' }] }), [
      'karmada/not-an-overrider', 'overrides[0].overriders[0]',
    ]],
    ['by a path that is none', () => ({ overriders: [DOTTED] }), [
      'karmada/not-a-json-pointer', 'overrides[0].overriders[0].path',
    ]],
  ])('%s', (_, changes, expected) => {
    const it = scaled();
    const rule: any = { spokes: [SH], target: it.autoscaler, overriders: EIGHT, ...changes(it) };
    expect(refused(() => send([it], { overrides: [rule] }))).toEqual([expected]);
  });

  test('for each of its faults', () => {
    const it = scaled();
    const empty: any = {};
    const overrides = [{ spokes: [SH], target: it.autoscaler, overriders: EIGHT }, empty];
    expect(refused(() => send([it], { overrides }))).toEqual([
      ['fleet/no-spoke', 'overrides[1].spokes'],
      ['karmada/override-target-not-propagated', 'overrides[1].target'],
      ['karmada/no-overriders', 'overrides[1].overriders'],
    ]);
  });
});
