/** The names of the database that have no area. Of others, such as CST, Intl knows some that are not in it. */
const WITHOUT_AREA = new Set([
  'CET', 'CST6CDT', 'Cuba', 'EET', 'EST', 'EST5EDT', 'Egypt', 'Eire', 'Factory', 'GB', 'GB-Eire', 'GMT', 'GMT+0',
  'GMT-0', 'GMT0', 'Greenwich', 'HST', 'Hongkong', 'Iceland', 'Iran', 'Israel', 'Jamaica', 'Japan', 'Kwajalein',
  'Libya', 'MET', 'MST', 'MST7MDT', 'NZ', 'NZ-CHAT', 'Navajo', 'PRC', 'PST8PDT', 'Poland', 'Portugal', 'ROC', 'ROK',
  'Singapore', 'Turkey', 'UCT', 'UTC', 'Universal', 'W-SU', 'WET', 'Zulu',
]);

/** Names that an older Node.js does not know. */
const RECENT = new Set(['America/Ciudad_Juarez', 'America/Coyhaique', 'Europe/Kyiv']);

/** Whether Go, in which KEDA is written, loads a time zone by this name: also one without an area, and its own. */
export function isTimeZoneOfGo(name: unknown): boolean {
  return isTimeZone(name) || name === 'Local' || RECENT.has(String(name)) || WITHOUT_AREA.has(String(name));
}

/** Whether a name is in the IANA time zone database, and has an area or is UTC. */
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
