/** Whether a name is in the IANA time zone database. */
export function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || !(name === 'UTC' || /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)+$/.test(name))) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // The lookup of Go, in which Karmada and KEDA are written, is case-sensitive.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
