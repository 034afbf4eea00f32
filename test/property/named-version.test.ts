import * as fc from 'fast-check';
import { program, type Program } from './generators';
import { InferenceRules, KubernetesVersion } from '../../src';
import { synth, testChart } from '../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

/** What a program prints for a version, and what the rules say of versions. */
function printed(p: Program, version?: string): { objects: any[]; missing: string[] } {
  const chart = testChart('all');
  if (version !== undefined) KubernetesVersion.set(chart, version);
  p.define(chart, 7);
  const missing = InferenceRules.check(chart).map(({ rule }) => rule)
    .filter((rule) => rule === 'kubernetes-feature-missing' || rule.startsWith('api-version'));
  return { objects: synth(chart), missing };
}

describe('a random program', () => {
  test.each([['1.27', false], ['1.34', false], ['1.35', true], ['1.37', true]] as const)(
    'is printed for %s as without a version, and the rules find nothing that it lacks',
    (version, newest) => {
      fc.assert(fc.property(program({ newest }), (p) => {
        const { objects, missing } = printed(p, version);
        expect(missing).toEqual([]);
        expect(objects).toEqual(printed(p).objects);
      }), { numRuns: 60 });
    },
  );
});
