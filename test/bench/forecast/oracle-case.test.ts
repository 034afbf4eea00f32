import { replayCase, type OracleCase } from '../../../bench/forecast/oracle-case';

/** Half a core of one, and from a minute on two cores: against 50 %. */
const GIVEN: OracleCase = {
  name: 'one',
  spec: {
    maxReplicas: 8,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  },
  containers: [{ name: 'server', requestMilli: 1000 }],
  startupSeconds: [5],
  durationSeconds: 120,
  initialReplicas: 1,
  cpu: [{ at: 0, milli: 500 }, { at: 60, milli: 2000 }],
};

describe('a case of the oracle', () => {
  test('says each change as it is seen once a second, a tenth of a second behind the loops', () => {
    expect(replayCase(GIVEN).points).toEqual([
      { at: 0, replicas: 1, ready: 0 },
      { at: 6, replicas: 1, ready: 1 },
      { at: 61, replicas: 4, ready: 1 },
      { at: 66, replicas: 4, ready: 4 },
    ]);
  });

  test('takes the loop, the room and the outages that it gives', () => {
    const last = (changes: Partial<OracleCase>) => replayCase({ ...GIVEN, ...changes }).points.at(-1);
    expect(last({ room: 2 })).toEqual({ at: 66, replicas: 4, ready: 2 });
    expect(last({ syncSeconds: 50 })).toEqual({ at: 106, replicas: 4, ready: 4 });
    expect(last({ outages: { cpu: [[30, 200]] } })).toEqual({ at: 6, replicas: 1, ready: 1 });
  });

  test('names the first loop at whose moment a pod became ready', () => {
    const at = (...startupSeconds: number[]) => replayCase({ ...GIVEN, startupSeconds }).race;
    expect(at(7)).toBeUndefined();
    expect(at(7, 30)).toBe(90.1);
    // With caches that are there at once, the loops are at whole seconds.
    expect(at(15)).toBe(15.1);
  });
});
