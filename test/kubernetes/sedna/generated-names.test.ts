import * as fc from 'fast-check';
import { BIG_MODEL_PORT, WORKER_TYPES } from '../../../src/kubernetes/sedna/api';
import { generatedNames, LONGEST_NAME, recreatedFor } from '../../../src/kubernetes/sedna/generated-names';
import { workerLabels } from '../../../src/kubernetes/sedna/worker-labels';
import { DNS_1035_LABEL, DNS_SUBDOMAIN, isLabelValue, matches } from '../../../src/validation/names';
import { OBSERVED, observed, SERVICE } from '../../sedna/observed';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

test.each(WORKER_TYPES)('the names of the %s worker are those that the controller gave', (worker) => {
  const { deployment, autoscaler, service } = generatedNames(SERVICE, worker);
  expect(observed('Deployment', deployment).metadata.name).toBe(deployment);
  expect(observed('HorizontalPodAutoscaler', autoscaler).spec.scaleTargetRef.name).toBe(deployment);
  const ports = service === undefined ? undefined : observed('Service', service).spec.ports;
  expect(ports?.map((p: any) => [p.port, p.targetPort])).toEqual(
    worker === 'cloud' ? [[BIG_MODEL_PORT, BIG_MODEL_PORT]] : undefined,
  );
  expect(OBSERVED.filter((o) => o.metadata.name.includes(worker)).length).toBe(worker === 'cloud' ? 3 : 2);
});

describe('generated names', () => {
  test('of a service', () => {
    expect(generatedNames('helmet', 'edge')).toEqual({
      deployment: 'helmet-deployment-edge',
      autoscaler: 'hpa-helmet-deployment-edge',
    });
    expect(generatedNames('helmet', 'cloud')).toEqual({
      deployment: 'helmet-deployment-cloud',
      autoscaler: 'hpa-helmet-deployment-cloud',
      service: 'helmet-cloud',
    });
  });

  test('of a name with capitals are as the controller makes them: it lowers its Service alone', () => {
    expect(generatedNames('Helmet', 'cloud')).toEqual({
      deployment: 'Helmet-deployment-cloud',
      autoscaler: 'hpa-Helmet-deployment-cloud',
      service: 'helmet-cloud',
    });
  });

  test('of the longest name are valid, and one more character is too much for a label', () => {
    const [fits, long] = [LONGEST_NAME, LONGEST_NAME + 1].map((n) => 'n'.repeat(n));
    const labels = (name: string) => WORKER_TYPES.flatMap((w) => Object.values(workerLabels(name, w)));
    expect(LONGEST_NAME).toBe(53);
    expect([labels(fits).every(isLabelValue), labels(long).every(isLabelValue)]).toEqual([true, false]);
  });

  test('of any name that is taken are valid names of their kinds', () => {
    const name = fc.stringMatching(/^[a-z][-a-z0-9]{0,51}[a-z0-9]$/).filter((n) => n.length <= LONGEST_NAME);
    fc.assert(fc.property(name, fc.constantFrom(...WORKER_TYPES), (service, worker) => {
      const made = generatedNames(service, worker);
      expect([made.deployment, made.autoscaler].every((n) => matches(DNS_SUBDOMAIN, n))).toBe(true);
      expect(made.service === undefined || matches(DNS_1035_LABEL, made.service)).toBe(true);
      expect(Object.values(workerLabels(service, worker)).every(isLabelValue)).toBe(true);
    }));
  });
});

describe('the service for which the controller creates a deleted Deployment again', () => {
  test.each([
    ['helmet', 'helmet'],
    ['helmet-deployment-edge', 'helmet'],
    ['helmet-deployments', 'helmet'],
    ['a-deployment-b-deployment-edge', 'a'],
    ['helmet-deploy', 'helmet-deploy'],
    ['helmet-edge', 'helmet-edge'],
  ])('of %s is %s', (deployment, service) => {
    expect(recreatedFor(deployment)).toBe(service);
  });
});
