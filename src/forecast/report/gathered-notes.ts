import { counted, listed } from './figures';
import type { ForecastData, ServiceForecastData } from './forecast-data';

/** A note, and the services that have it; none where it holds for all. */
export interface GatheredNote {
  readonly note: string;
  readonly services: readonly string[];
}

const MOST_NAMES = 3;

/** The same note of many services is said once. */
export function gatheredNotes(data: Pick<ForecastData, 'notes' | 'services'>): GatheredNote[] {
  const byNote = new Map<string, Set<string>>();
  data.services.forEach((service: ServiceForecastData) => service.notes.forEach((note) => {
    byNote.set(note, (byNote.get(note) ?? new Set()).add(service.name));
  }));
  const general = [...new Set(data.notes)].map((note) => ({ note, services: [] }));
  return [...general, ...[...byNote].map(([note, services]) => ({ note, services: [...services] }))];
}

/** `classifier, detector and 998 more services`. */
export function namesOf(services: readonly string[]): string {
  const rest = services.length - MOST_NAMES;
  if (rest < 2) {
    return listed(services);
  }
  return listed([...services.slice(0, MOST_NAMES), counted(rest, 'more service')]);
}
