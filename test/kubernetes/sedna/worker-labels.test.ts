import * as fc from 'fast-check';
import { WORKER_TYPES, type WorkerType } from '../../../src/kubernetes/sedna/api';
import { generatedNames } from '../../../src/kubernetes/sedna/generated-names';
import { workerLabels, workerSelector } from '../../../src/kubernetes/sedna/worker-labels';
import { observed, SERVICE } from '../../sedna/observed';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

function labelsOf(worker: WorkerType): Record<string, string> {
  return observed('Deployment', generatedNames(SERVICE, worker).deployment).spec.template.metadata.labels;
}

describe.each(WORKER_TYPES)('of the %s worker', (worker) => {
  test('the labels are those that the controller gave, but for the uid', () => {
    const { 'jointinferenceservice.sedna.io/uid': uid, ...known } = labelsOf(worker);
    expect(uid).toMatch(/^[-0-9a-f]{36}$/);
    expect(workerLabels(SERVICE, worker)).toEqual(known);
  });

  test('the selector finds its pods, and not those of the other', () => {
    const selector = Object.entries(workerSelector(SERVICE, worker));
    const selects = (type: WorkerType) => selector.every(([key, value]) => labelsOf(type)[key] === value);
    expect(WORKER_TYPES.filter(selects)).toEqual([worker]);
  });

  test('the selector is a part of the labels, whatever the name', () => {
    fc.assert(fc.property(fc.string(), (service) => {
      expect(workerLabels(service, worker)).toMatchObject(workerSelector(service, worker));
    }));
  });
});
