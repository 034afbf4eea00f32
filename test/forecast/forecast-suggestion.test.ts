import { Duration } from 'cdk8s';
import { classifier, coresAt, reachesOut } from './classifier';

const LOAD = coresAt([0, 0.5], [5, 4], [15, 0.5]);
const RUN = { duration: Duration.minutes(30) };
const forecast = classifier().load('classifier', LOAD);
const found = forecast.suggest('classifier', { timeAboveTarget: 0.1 }, RUN);

describe('suggested settings', () => {
  test('have the figures of what is there, which are those of the forecast', () => {
    const day = forecast.run(RUN);
    expect(found.present).toMatchObject({
      settings: 'target 60 %, minimum 1, scale-down window 300 s',
      replicaHours: day.replicaHours('classifier'),
      peakReplicas: day.peak('classifier'),
      unservedShare: day.unservedDemand('classifier'),
    });
    expect(found.present.aboveTargetShare).toBeCloseTo(day.timeAboveTarget('classifier').toSeconds() / 1800, 6);
  });

  test('have the cheapest that meets the goal, which is on the frontier', () => {
    expect(found.best!.meetsGoal).toBe(true);
    expect(found.best!.aboveTargetShare).toBeLessThanOrEqual(0.1);
    expect(found.frontier).toContainEqual(found.best);
    const cheaper = found._tried.filter(({ replicaHours }) => replicaHours < found.best!.replicaHours);
    expect(cheaper.some(({ meetsGoal }) => meetsGoal)).toBe(false);
  });

  test('have none where nothing meets the goal', () => {
    const none = classifier().load('classifier', coresAt([0, 99])).suggest('classifier', { unservedDemand: 0.01 }, RUN);
    expect(none.best).toBeUndefined();
    expect(none.toText()).toContain('target 60 %');
  });

  test('give a frontier that a program may change for itself', () => {
    const { length } = found.frontier;
    found.frontier.pop();
    expect(found.frontier).toHaveLength(length);
  });

  test('are printed as a table of at most 100 columns, as JSON, and as one page that loads nothing', () => {
    expect(Math.max(...found.toText().split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(found.toText()).toContain(found.best!.settings);
    expect(JSON.parse(found.toJson())).toMatchObject({ service: 'classifier', best: found.best });
    expect(found.toHtml()).toMatch(/^<!doctype html>/i);
    expect(reachesOut(found.toHtml())).toEqual([]);
  });
});
