/**
 * Properties that an outer construct has checked together with its own, so that all problems are reported at once.
 * The inner construct does not check them again.
 */
const checked = new WeakSet<object>();

export function markChecked<T extends object>(props: T): T {
  checked.add(props);
  return props;
}

export function isChecked(props: object): boolean {
  return checked.has(props);
}
