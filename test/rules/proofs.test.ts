import { BY_CONTROL_PLANE } from './proofs/by-control-plane';
import { BY_SOURCE } from './proofs/by-source';
import { completed, isAbout } from './proofs/completed';
import { judged } from './proofs/judged';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { findings } from '../../src/rules/catalogue/findings';
import type { Rule } from '../../src/rules/rule';

const SHOWN = Object.keys(BY_CONTROL_PLANE);
const READ = Object.keys(BY_SOURCE);
const ruleOf = (id: string): Rule => RULES.find((rule) => rule.id === id)!;

/** What is found in the completed example of a rule: by the rule itself, and the errors of others. */
function found(id: string, side: 'failing' | 'repaired'): string[] {
  const rule = ruleOf(id);
  const objects = completed(id, rule[side], BY_CONTROL_PLANE[id]);
  const faults = findings(objects, RULES, { kubernetes: rule.kubernetes })
    .filter((finding) => finding.rule === id || finding.severity === 'error');
  return [...new Set(faults.map((finding) => finding.rule))];
}

describe('how each error is shown true', () => {
  test('is said of every rule that is an error: on the control plane, or by the source of a controller', () => {
    const listed = [...SHOWN, ...READ];
    expect(RULES.filter(({ id, severity }) => severity === 'error' && !listed.includes(id)).map(({ id }) => id))
      .toEqual([]);
  });

  test('is said once', () => {
    expect(SHOWN.filter((id) => READ.includes(id))).toEqual([]);
  });

  test('is said of errors alone', () => {
    expect([...SHOWN, ...READ].filter((id) => ruleOf(id)?.severity !== 'error')).toEqual([]);
  });

  test.each(READ)('%s names a place in a source as it was read, and what stands there', (id) => {
    const { controller, source, shows } = BY_SOURCE[id];
    expect(controller).not.toBe('');
    expect(source).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+\/blob\/([0-9a-f]{40}|v\d+\.\d+\.\d+)\/\S+$/);
    expect(source).toMatch(/#L\d+-L\d+$|\.md$/);
    expect(shows).not.toBe('');
  });
});

describe.each(SHOWN)('the completed examples of %s', (id) => {
  const sides = (['failing', 'repaired'] as const).map((side) => completed(id, ruleOf(id)[side], BY_CONTROL_PLANE[id]));

  test('have that fault and no other error, and none when repaired', () => {
    expect(found(id, 'failing')).toEqual([id]);
    expect(found(id, 'repaired')).toEqual([]);
  });

  test('stand in a namespace of their own, under names that tell the rule', () => {
    for (const { kind, metadata = {} } of sides.flat()) {
      if (kind === 'Namespace') expect(metadata.name).toBe(`rule-${id}`);
      else expect(metadata).toMatchObject({ name: expect.stringMatching(`^${id}--`), namespace: `rule-${id}` });
    }
  });

  test('have the target of each autoscaler', () => {
    for (const objects of sides) {
      const scalers: any[] = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
      for (const { spec: { scaleTargetRef: { kind, name } } } of scalers) {
        expect(objects.map((o) => [o.kind, o.metadata?.name])).toContainEqual([kind, name]);
      }
    }
  });
});

describe('a fault', () => {
  test.each<[string, boolean]>([
    ['horizontalpodautoscaler/two-pods--web rejected: no', true],
    ['event FailedCreate of replicaset/two-pods--web-5d4f: Error creating', true],
    ['pods of two-pods--web are pending', true],
    ['expected: rule-two-pods/x has 4 to 4 ready replicas', true],
    ['horizontalpodautoscaler/hpa-two-pods--web rejected: no', false],
    ['rule-two-pods-more/x has 1 ready replicas', false],
    ['service/two-pods rejected: no', false],
  ])('%s is about the rule two-pods: %s', (fault, expected) => {
    expect(isAbout('two-pods', fault)).toBe(expected);
  });

  const rules = {
    'is-shown': { fault: /rejected: no/ },
    'is-another': { fault: /is False/ },
    'is-none': { fault: /x/ },
  };
  const printed = [
    'applied 2 of 4 objects',
    'FAULT  deployment/is-shown--web warned: of something',
    'FAULT  deployment/is-shown--web rejected: no (rejected: no)',
    'FAULT  deployment/is-another--web rejected: no',
    'FAULT  event Stumbled of service/kubernetes: x',
  ].join('\n');

  test('shows a rule only when it is the fault that the rule is about', () => {
    expect(judged(printed, rules)).toEqual({
      shown: [['is-shown', 'deployment/is-shown--web rejected: no (rejected: no)']],
      missing: [['is-another', ['deployment/is-another--web rejected: no']], ['is-none', []]],
      foreign: ['event Stumbled of service/kubernetes: x'],
    });
  });
});
