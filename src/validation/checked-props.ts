/**
 * Properties that an outer construct has checked together with its own, so that all problems are reported at once,
 * with the name that it gives to the inner construct. The inner construct does not check them again.
 */
const names = new WeakMap<object, string>();

/** Defines the inner construct. The properties count as checked meanwhile: their user may use them once more. */
export function defineChecked<T>(props: object, name: string, define: () => T): T {
  names.set(props, name);
  try {
    return define();
  } finally {
    names.delete(props);
  }
}

/** The name that an outer construct gives; undefined for properties that it has not checked. */
export function checkedName(props: object): string | undefined {
  return names.get(props);
}
