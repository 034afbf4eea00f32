import type { IConstruct } from 'constructs';
import { ServedWorkload } from './served-workload';

/** The workload behind its description; any other construct as it is. */
export function unwrapped(construct: IConstruct): IConstruct {
  return construct instanceof ServedWorkload ? construct._given : construct;
}

/** The description of a workload, where that is what was given. */
export function servedAs(construct: IConstruct): ServedWorkload | undefined {
  return construct instanceof ServedWorkload ? construct : undefined;
}
