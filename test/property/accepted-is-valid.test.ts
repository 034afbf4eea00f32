import type { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { program, type Program } from './generators';
import { wrongs } from './validity';
import { synth, testChart } from '../helpers';

/** Freezes plain objects and lists, however deep; objects of classes are the library's or cdk8s' own. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}

function define(p: Program, index = 7): Chart {
  const chart = testChart('all');
  p.define(chart, index, (props) => {
    freeze(props);
    return props;
  });
  return chart;
}

/** The shape of what failed, where a program itself would say nothing. */
function check(run: (p: Program) => string[]): (p: Program) => void {
  return (p) => {
    const found = run(p);
    if (found.length > 0) throw new Error(`${p.kind}: ${found.join('\n')}`);
  };
}

/** The same programs in each run; another number tries others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

describe('a random valid program', () => {
  test('is accepted, and prints what Kubernetes accepts, without a change to what it was given', () => {
    const wrong = (p: Program) => wrongs(synth(define(p)), { configMaps: ['settings'] });
    fc.assert(fc.property(program(), check(wrong)), { numRuns: 1000 });
  });

  test('prints the same again, from the same tree and from a new one', () => {
    fc.assert(fc.property(program(), check((p) => {
      const chart = define(p);
      const [first, again, anew] = [synth(chart), synth(chart), synth(define(p))].map((o) => JSON.stringify(o));
      const found: string[] = [];
      if (first !== again) found.push('the second synth differs');
      if (first !== anew) found.push('the same program differs');
      return found;
    })), { numRuns: 250 });
  });

  test('keeps its names when it moves: nothing depends on the chart or the app', () => {
    fc.assert(fc.property(program(), check((p) => {
      if (p.kind === 'existing') return [];
      const [a, b] = ['one', 'two'].map((id) => {
        const chart = testChart(id);
        p.define(chart, 1);
        return JSON.stringify(synth(chart));
      });
      return a === b ? [] : ['another chart, another output'];
    })), { numRuns: 200 });
  });
});
