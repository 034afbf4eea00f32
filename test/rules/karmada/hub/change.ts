import type { KarmadaOverrider } from '../../../../src';
import type { Manifest } from '../../../../src/kubernetes/manifest';
import type { Misfit } from '../../../../src/rules/karmada/hub/misfit';
import { applyTo, misfitOf, overridersOf } from '../../../../src/rules/karmada/hub/overriders';
import { DEPLOYMENT } from '../../../karmada/deployment';

/** Why an overrider does not fit an object, or what it makes of it. */
export function change(overrider: KarmadaOverrider, object: Manifest = DEPLOYMENT): { misfit?: Misfit; made: any } {
  const made = structuredClone(object);
  const [read] = overridersOf({ [overrider._field]: [overrider._content] }) ?? [];
  const misfit = misfitOf(read, made);
  if (misfit === undefined) applyTo(made, read);
  return { misfit, made };
}
