import { SOME_MONDAY, type Study } from './study';
import type { RecordedLoads } from '../demand/read-loads-options';
import { clockOf, timeText } from '../report/clock';

/** When a recorded load begins: its date, or its time of day on some Monday. */
export function beginningOf(
  { from, timeOfDay }: Pick<RecordedLoads, 'from' | 'timeOfDay'>,
): Pick<Study, 'from' | 'fromText'> {
  if (from !== undefined || timeOfDay === undefined) return { from };
  return {
    from: new Date(SOME_MONDAY.getTime() + 1000 * timeOfDay),
    fromText: `T${timeText(clockOf('T00:00'), timeOfDay)}`,
  };
}
