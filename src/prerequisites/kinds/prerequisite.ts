import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** Something that must be in the cluster before the manifests work. */
export interface Needed {
  /** Stable: `metrics-server`, `secret/vision/registry`. */
  readonly id: string;
  /** What it is, as a heading. */
  readonly title: string;
  /** What it is for, and what happens without it. */
  readonly why: string;
  /** The command that shows whether it is there. */
  readonly check: string;
  /** What the command prints where it is there. */
  readonly expected: string;
  /** Where its installation is described. */
  readonly install?: string;
  /** The oldest version that is enough, where that is known. */
  readonly version?: string;
}

/** Receives what an object needs, and the field that says so. */
export type Need = (needed: Needed, object: Manifest, field: string) => void;

/** One kind of prerequisite: how it is found in a set of manifests. Another one is one more entry of `all-kinds.ts`. */
export interface PrerequisiteKind {
  /** What the ids of its prerequisites begin with. */
  readonly ids: readonly string[];
  readonly find: (inventory: Inventory, need: Need) => void;
}

/** A manifest that needs something. */
export interface NeededBy {
  /** As it was given, so that a caller may know its file and line. */
  readonly object: Manifest;
  /** `Deployment vision/classifier`; of an object inside another one, with that one and its place. */
  readonly title: string;
  readonly field: string;
  /** The object that contains it, such as a HyperMLService. */
  readonly owner?: Manifest;
}

export interface Prerequisite extends Needed {
  /** Each object once. */
  readonly neededBy: readonly NeededBy[];
  /** The clusters that must have it; none for the one that the manifests are applied to. */
  readonly clusters: readonly string[];
}
