import type { IConstruct } from 'constructs';

/**
 * Runs a part of a constructor. When it fails, the construct is removed from the tree, so that its id can be used
 * again.
 */
export function removeOnFailure<T>(construct: IConstruct, make: () => T): T {
  let made = false;
  try {
    const part = make();
    made = true;
    return part;
  } finally {
    if (!made) construct.node.scope?.node.tryRemoveChild(construct.node.id);
  }
}
