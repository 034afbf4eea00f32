import { alertedModels } from './alert-cases';
import { alertedModel } from '../../src/metrics/alerted-model';
import { autoscalerAlerts } from '../../src/metrics/autoscaler-alerts';
import { replicaAlerts } from '../../src/metrics/replica-alerts';
import { testChart } from '../helpers';

const models = alertedModels(testChart()).map((inference) => alertedModel(inference, 900));
const alerts = models.flatMap((model) => [
  ...Object.values(replicaAlerts(model, 3)), ...Object.values(autoscalerAlerts(model, 1.3)),
]);

test('a start of 15 minutes is waited for, and five minutes more', () => {
  const { noReadyReplica, replicasNotReady } = replicaAlerts(models[0], 3);
  expect([noReadyReplica.after, replicasNotReady.after]).toEqual([1200, 1200]);
});

test('a text names only labels that its expression keeps', () => {
  let named = 0;
  for (const { expr, summary, description } of alerts) {
    for (const [, template] of `${summary} ${description}`.matchAll(/\{\{ (.*?) \}\}/g)) {
      if (template === '$value') continue;
      const [, label] = /^\$labels\.(\w+)$/.exec(template)!;
      expect(expr).toMatch(new RegExp(`by \\([^)]*\\b${label}\\b`));
      named += 1;
    }
  }
  expect(named).toBeGreaterThan(0);
});

test('a text has no line of its own, and ends with a full stop', () => {
  for (const { summary, description } of alerts) {
    expect(`${summary}${description}`).not.toMatch(/\n|undefined|\s\s/);
    expect([summary.slice(-1), description.slice(-1)]).toEqual(['.', '.']);
  }
});
