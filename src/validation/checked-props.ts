/** Properties that an outer construct has checked, with the name that it gives to the inner construct. */
let checked: { readonly props: object; readonly name: string } | undefined;

/**
 * Defines the inner construct of properties that an outer construct has checked together with its own, so that all
 * problems are reported at once. Only meanwhile they count as checked: their user may use them once more.
 */
export function defineChecked<T>(props: object, name: string, define: () => T): T {
  const before = checked;
  checked = { props, name };
  try {
    return define();
  } finally {
    checked = before;
  }
}

/** The name that an outer construct gives; undefined for properties that it has not checked. */
export function checkedName(props: object): string | undefined {
  return checked?.props === props ? checked.name : undefined;
}
