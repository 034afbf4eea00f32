import type { IConstruct } from 'constructs';

/** Makes a part of a construct. When that fails, by whatever it was given, nothing half-made stays in the tree, nor its id. */
export function whole<T>(construct: IConstruct, make: () => T): T {
  let made = false;
  try {
    const part = make();
    made = true;
    return part;
  } finally {
    if (!made) construct.node.scope?.node.tryRemoveChild(construct.node.id);
  }
}
