import * as fc from 'fast-check';
import { UNREADABLE_METRIC } from '../../../src/forecast/model/hpa-settings';
import type { CandidateData } from '../../../src/forecast/report/forecast-data';
import type { Study } from '../../../src/forecast/study/study';
import { suggest, type Goal } from '../../../src/forecast/study/suggest';
import { behavior, container, cores, demand, course, metric, podModel, QUEUE_2, service, settings } from '../models';

const POD = podModel({ containers: [container({ limitMilli: 1000 })], startupSeconds: [60] });
const ONE = service('one', { hpa: settings({ behavior: behavior(), maxReplicas: 12 }), pod: POD });
const SWINGS = cores([0, 0.5], [300, 5], [600, 0.5], [900, 7]);

function study(changes: Partial<Study> = {}): Study {
  return {
    services: [ONE], notes: [], demands: new Map([[ONE.id, SWINGS]]), seconds: 1200, syncSeconds: 15, ...changes,
  };
}

const search = (goal: Goal, changes: Partial<Study> = {}, of = ONE) => suggest(study(changes), of, goal);

/** Whether one takes no more replica-hours and comes no farther from the goal than another, and is better in one. */
function beats(one: CandidateData, other: CandidateData, of: 'unservedShare' | 'aboveTargetShare'): boolean {
  const [near, far] = [one[of]!, other[of]!];
  return one.replicaHours <= other.replicaHours && near <= far && (one.replicaHours < other.replicaHours || near < far);
}

describe('a search for settings', () => {
  const found = search({ unservedShare: 0.05 });
  const { present, tried, frontier, best } = found;

  test('says for what and for which service it was', () => {
    expect([found.service, found.goal]).toEqual(['one', 'unserved demand at most 5 %']);
    expect(search({ unservedShare: 0.001, aboveTargetShare: 0.25 }).goal).toBe(
      'unserved demand at most 0.1 %, time above target at most 25 %',
    );
  });

  test('always shows what is there, with the same figures as where it is tried', () => {
    expect(present.settings).toBe('target 60 %, minimum 1, scale-down window 0 s');
    expect(tried.filter((one) => one.settings === present.settings)).toEqual([present]);
  });

  test('has on its frontier only what no other beats, cheapest first', () => {
    expect(frontier.length).toBeGreaterThan(2);
    const all = [present, ...tried];
    expect(frontier.filter((one) => all.some((other) => beats(other, one, 'unservedShare')))).toEqual([]);
    expect(frontier.map(({ replicaHours }) => replicaHours)).toEqual(
      frontier.map(({ replicaHours }) => replicaHours).sort((a, b) => a - b),
    );
  });

  test('leaves nothing off its frontier that is not beaten, or matched', () => {
    for (const one of [present, ...tried]) {
      const isMatched = frontier.some((other) => (
        other.replicaHours <= one.replicaHours && other.unservedShare! <= one.unservedShare!));
      expect(isMatched).toBe(true);
    }
  });

  test('takes for the best the cheapest of all that meet the goal', () => {
    const meeting = [present, ...tried].filter(({ unservedShare }) => unservedShare! <= 0.05);
    expect(best!.replicaHours).toBe(Math.min(...meeting.map(({ replicaHours }) => replicaHours)));
    expect(best!.meetsGoal).toBe(true);
    expect([present, ...tried].filter(({ meetsGoal }) => meetsGoal)).toEqual(meeting);
  });

  test('has no best where nothing meets the goal, and shows how near it comes', () => {
    const none = search({ unservedShare: 0.05 }, { demands: new Map([[ONE.id, cores([0, 100])]]) });
    expect(none.best).toBeUndefined();
    expect(none.frontier.length).toBeGreaterThan(0);
    expect([none.present, ...none.tried].some(({ meetsGoal }) => meetsGoal)).toBe(false);
  });

  test('a goal of nothing at all can be met', () => {
    const demands = new Map([[ONE.id, cores([0, 0.5])]]);
    const applied = search({ unservedShare: 0 }, { demands, seconds: 300, begins: 'applied' });
    // While the first pod starts there is demand without room, whatever the settings are.
    expect(applied.best).toBeUndefined();
    expect(applied.frontier.length).toBeGreaterThan(0);
    const running = search({ unservedShare: 0 }, { demands, seconds: 300 });
    expect(running.best).toMatchObject({ unservedShare: 0, meetsGoal: true });
  });

  test('measures time above target by the targets of today, whatever target is tried', () => {
    const above = search({ aboveTargetShare: 0.2 }, { demands: new Map([[ONE.id, cores([0, 0.85])]]), seconds: 600 });
    const at = (settingsOf: string) => [above.present, ...above.tried].find((one) => one.settings === settingsOf)!;
    // At 90 % one pod is enough, and it is above 60 % for ever; at 60 % there are two after two minutes.
    expect(at('target 90 %, minimum 1, scale-down window 120 s').aboveTargetShare).toBe(1);
    expect(at('target 60 %, minimum 1, scale-down window 120 s').aboveTargetShare).toBeLessThan(0.3);
    expect(above.frontier.filter((one) => (
      [above.present, ...above.tried].some((other) => beats(other, one, 'aboveTargetShare'))))).toEqual([]);
  });

  test('tries what is there with a metric that can never be read as it is forecast', () => {
    const model = service('one', { ...ONE, hpa: { ...ONE.hpa, metrics: [...ONE.hpa.metrics, UNREADABLE_METRIC] } });
    const held = search({ unservedShare: 0.05 }, { services: [model] }, model);
    expect(held.tried.filter((one) => one.settings === held.present.settings)).toEqual([held.present]);
  });

  test('tries the minimum of KEDA, which rests at none, and not that of its autoscaler', () => {
    const keda = {
      pollingSeconds: 30,
      cooldownSeconds: 60,
      initialCooldownSeconds: 0,
      minReplicaCount: 0,
      triggers: [{ metric: 'queue', type: 'prometheus', activationMilli: 0 }],
    };
    const model = service('one', { hpa: settings({ metrics: [QUEUE_2], behavior: behavior() }), keda });
    const { present: there, tried: others } = search({ aboveTargetShare: 0.5 }, {
      services: [model], demands: new Map([[model.id, metric('queue', [0, 8], [300, 0])]]),
    }, model);
    expect(there.settings).toBe('target 2, minimum 0, scale-down window 0 s');
    const one = others.find(({ settings: words }) => words === 'target 2, minimum 1, scale-down window 0 s')!;
    // One replica stays in the 14 minutes after the cooldown.
    expect(60 * (one.replicaHours - there.replicaHours)).toBeCloseTo(14, 0);
  });

  test('of a load that is a metric has no unserved demand', () => {
    const queue = service('one', { hpa: settings({ metrics: [QUEUE_2] }) });
    const { present: there } = search({ aboveTargetShare: 0.1 }, {
      services: [queue], demands: new Map([[queue.id, metric('queue', [0, 9])]]), seconds: 300,
    }, queue);
    expect(there.unservedShare).toBeUndefined();
  });

  test('has no more room than the nodes have beside all other services', () => {
    const on = (name: string) => service(name, { ...ONE, id: name, pod: { ...POD, requests: { cpu: 1000 } } });
    const [one, other] = [on('one'), on('other')];
    const load = new Map([[one.id, cores([0, 4])], [other.id, cores([0, 1])]]);
    const shares = (count: number) => search({ unservedShare: 0.1 }, {
      services: [one, other], demands: load, seconds: 600, nodes: { size: { cpu: 1000 }, count },
    }, one);
    // Three pods of one core have room, of which the other service takes one or two.
    expect(shares(3).present.unservedShare).toBeGreaterThanOrEqual(0.5);
    expect(shares(3).best).toBeUndefined();
    expect(shares(99).present.unservedShare).toBeLessThan(0.5);
  });

  test('counts the room on the nodes', () => {
    const asks = service('one', { ...ONE, pod: { ...POD, requests: { cpu: 1000 } } });
    const nodes = { size: { cpu: 2000 }, count: 1 };
    const limited = search({ unservedShare: 0.05 }, { services: [asks], nodes }, asks);
    // Two cores at most, of seven that are asked for.
    expect(limited.best).toBeUndefined();
    expect(Math.max(...limited.tried.map(({ replicaHours }) => replicaHours))).toBeLessThan(0.67);
  });

  test('meets no goal of what is unknown, and does not compare by it', () => {
    const queue = service('one', { hpa: settings({ metrics: [QUEUE_2] }) });
    const changes = { services: [queue], demands: new Map([[queue.id, metric('queue', [0, 9])]]), seconds: 300 };
    const unknown = search({ unservedShare: 0.1 }, changes, queue);
    expect([unknown.best, unknown.present.meetsGoal, unknown.frontier.length]).toEqual([undefined, false, 1]);
    expect(search({ unservedShare: 0.1, aboveTargetShare: 1 }, changes, queue).best).toBeUndefined();
    const free = service('one', { pod: podModel({ containers: [container({ limitMilli: undefined })] }) });
    expect(search({ unservedShare: 0.1 }, { services: [free], seconds: 300 }, free).best).toBeUndefined();
  });

  test('of a cloud replays its edge too, and nothing else', () => {
    const edge = service('edge', { pod: podModel() });
    const cloud = service('cloud', { hardExamplesFrom: edge.id, pod: podModel() });
    const requests = { rate: course([0, 4]), serviceSeconds: 0.5, cpuSeconds: 0.5 };
    const { present: there } = search({ unservedShare: 0.1 }, {
      services: [cloud, edge, ONE],
      demands: new Map([[edge.id, demand({ requests, hardExamples: 0.5 })], [ONE.id, SWINGS]]),
      seconds: 120,
    }, cloud);
    // Two requests per second that take half a second each are one core: two pods at 60 %.
    expect(there.peakReplicas).toBe(2);
  });
});

test('a frontier has no dominated point and misses none, whatever the load', () => {
  const load = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(load, (values) => {
    const { present, tried, frontier } = search({ unservedShare: 0.01 }, {
      demands: new Map([[ONE.id, cores(...values.map((value, i) => [60 * i, value] as const))]]), seconds: 300,
    });
    const all = [present, ...tried];
    for (const one of frontier) expect(all.some((other) => beats(other, one, 'unservedShare'))).toBe(false);
    for (const one of all) {
      expect(frontier.some((other) => (
        other.replicaHours <= one.replicaHours && other.unservedShare! <= one.unservedShare!))).toBe(true);
    }
  }), { numRuns: 12 });
});

test('a search replays no other service', () => {
  const other = service('other');
  Object.defineProperty(other, 'hpa', { get: () => { throw new Error('read'); } });
  const demands = new Map([ONE, other].map(({ id }) => [id, SWINGS] as const));
  expect(search({ unservedShare: 0.05 }, { services: [other, ONE], demands }).service).toBe('one');
});
