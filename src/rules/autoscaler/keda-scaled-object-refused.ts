import { unknownNames } from '../../kubernetes/keda/scaling-formula';
import type { Manifest } from '../../kubernetes/manifest';
import { kedaObjects, type WrittenTrigger } from '../keda-triggers';
import { listed } from '../listed';
import { isPlaceholder } from '../placeholder';
import type { Report, Rule } from '../rule';

const NOT_READY = 'is not Ready, and there is no HorizontalPodAutoscaler';
const REFUSED = `KEDA refuses the ScaledObject, or it ${NOT_READY}`;
/** What a value of a label may have at most: the autoscaler is labelled with the name of its ScaledObject. */
const LONGEST_NAME = 63;
/** Triggers that have no value of their own. */
const WITHOUT_CACHE = new Set(['cpu', 'memory', 'cron']);

export const kedaScaledObjectRefused: Rule = {
  id: 'keda-scaled-object-refused',
  title: 'KEDA must accept a ScaledObject',
  severity: 'error',
  description: [
    'Fires when',
    '',
    '- `minReplicaCount` is above `maxReplicaCount`, which is 100 where it is not set;',
    '- `idleReplicaCount` is not below `minReplicaCount`;',
    '- there are no `triggers`, or two have the same `name`, or one of type `cpu`, `memory` or `cron` has',
    '  `useCachedMetrics`;',
    '- `advanced.scalingModifiers` has a `formula` and no `target` above 0, a `metricType` of Utilization, or a name',
    '  in the formula that no trigger has. Triggers of type `cpu` and `memory` have no value in a formula;',
    '- the name of the ScaledObject has more than 63 characters.',
    '',
    'Duplicate names and missing triggers are reported of ScaledJobs too.',
    '',
    'The API server, the webhook of KEDA or its operator checks these, so nothing scales.',
  ].join('\n'),
  fix: [
    'Correct the field. Each trigger that a formula uses needs a `name`.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 5
  maxReplicaCount: 4
  triggers:
    - { type: redis, metadata: { address: 'frames:6379', listName: frames, listLength: '8' } }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 2
  maxReplicaCount: 4
  triggers:
    - { type: redis, metadata: { address: 'frames:6379', listName: frames, listLength: '8' } }
`,
  check: (inventory, report) => {
    for (const object of kedaObjects(inventory)) {
      const triggers: readonly WrittenTrigger[] = object.spec?.triggers ?? [];
      checkTriggers(object, triggers, report);
      if (object.kind === 'ScaledObject') {
        checkReplicas(object, report);
        checkFormula(object, triggers, report);
        checkName(object, report);
      }
    }
  },
};

function checkReplicas(object: Manifest, report: Report): void {
  const { minReplicaCount, maxReplicaCount = 100, idleReplicaCount } = object.spec ?? {};
  // KEDA gives its autoscaler a minimum of 1 where it is 0.
  const least = minReplicaCount === undefined ? 0 : Math.max(minReplicaCount, 1);
  if (least > maxReplicaCount) {
    report(object, {
      field: 'spec.minReplicaCount',
      value: minReplicaCount,
      rule: `must be at most maxReplicaCount, ${maxReplicaCount}`,
      why: REFUSED,
      fix: 'lower it, or raise maxReplicaCount',
    });
  }
  if (idleReplicaCount !== undefined && idleReplicaCount >= least) {
    report(object, {
      field: 'spec.idleReplicaCount',
      value: idleReplicaCount,
      rule: `must be below minReplicaCount, ${minReplicaCount ?? '0 where it is not set'}`,
      why: REFUSED,
      fix: 'remove it, or set minReplicaCount to 1 or more',
    });
  }
}

function checkTriggers(object: Manifest, triggers: readonly WrittenTrigger[], report: Report): void {
  const why = object.kind === 'ScaledJob' ? 'KEDA refuses the ScaledJob, or starts no Jobs' : REFUSED;
  if (triggers.length === 0 && object.spec !== undefined) {
    report(object, { field: 'spec.triggers', rule: 'must have a trigger', why, fix: 'add one' });
  }
  const names = new Set<string>();
  for (const [i, { type, name, useCachedMetrics }] of triggers.entries()) {
    if (name !== undefined && name !== '' && names.has(name)) {
      report(object, {
        field: `spec.triggers[${i}].name`,
        value: name,
        rule: 'must be the name of one trigger',
        why,
        fix: 'give each trigger its own name',
      });
    }
    names.add(name ?? '');
    if (useCachedMetrics !== true || type === undefined || !WITHOUT_CACHE.has(type)) continue;
    report(object, {
      field: `spec.triggers[${i}].useCachedMetrics`,
      value: true,
      rule: `must not be set for ${type}`,
      why,
      fix: 'remove it',
    });
  }
}

function checkFormula(object: Manifest, triggers: readonly WrittenTrigger[], report: Report): void {
  const { formula = '', target, metricType } = object.spec?.advanced?.scalingModifiers ?? {};
  if (formula.trim() === '') return;
  const at = 'spec.advanced.scalingModifiers';
  const isNumber = typeof target === 'string' && (Number(target) > 0 || isPlaceholder(target));
  if (!isNumber) {
    report(object, {
      field: `${at}.target`,
      value: target,
      rule: 'must be a number above 0 with a formula, written as a string',
      why: REFUSED,
      fix: 'set the value of the formula that one replica can handle',
    });
  }
  if (metricType === 'Utilization') {
    report(object, {
      field: `${at}.metricType`,
      value: metricType,
      rule: 'must be AverageValue or Value',
      why: REFUSED,
      fix: 'remove it, or write AverageValue',
    });
  }
  const named = new Set<string>();
  for (const { type, name } of triggers) if (name && type !== 'cpu' && type !== 'memory') named.add(name);
  const unknown = unknownNames(formula, named);
  if (unknown.length === 0) return;
  report(object, {
    field: `${at}.formula`,
    value: formula,
    rule: `must use names of triggers; none with a value of its own has the name ${listed(unknown)}`,
    why: 'KEDA cannot compile the formula, so it makes no HorizontalPodAutoscaler',
    fix: named.size > 0 ? `use ${listed([...named])}, or name the trigger that is meant` : 'give the triggers a name',
  });
}

function checkName(object: Manifest, report: Report): void {
  const name = object.metadata?.name ?? '';
  if (name.length <= LONGEST_NAME) return;
  report(object, {
    field: 'metadata.name',
    value: name,
    rule: `must have at most ${LONGEST_NAME} characters`,
    why: 'KEDA writes it into a label, and the API server rejects the label',
    fix: 'shorten the name',
  });
}
