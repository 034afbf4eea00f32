/** A version of Sedna: major, minor and patch. */
export type SednaVersion = readonly [number, number, number];

/** Parses a version such as `v0.7.0` or `0.8`; undefined when it cannot be parsed. */
export function sednaVersion(text: unknown): SednaVersion | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(typeof text === 'string' ? text : '');
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

export function isOlder(version: SednaVersion, than: SednaVersion): boolean {
  const differs = version.findIndex((part, i) => part !== than[i]);
  return differs >= 0 && version[differs] < than[differs];
}
