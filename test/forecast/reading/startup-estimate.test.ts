import { startupOf } from '../../../src/forecast/reading/startup-estimate';
import { MODEL_SERVERS } from '../../../src/servers/model-server-table';

const http = { httpGet: { port: 80 } };
const seconds = (container: object, row?: any) => startupOf(container as any, row).seconds;

describe('the time until a pod is ready', () => {
  test('is a tenth of what the startup probe allows, as the probe sees it', () => {
    expect(seconds({ startupProbe: { ...http, periodSeconds: 10, failureThreshold: 60 } })).toBe(60);
    expect(seconds({ startupProbe: { ...http, periodSeconds: 25, failureThreshold: 30 } })).toBe(75);
    expect(seconds({ startupProbe: { ...http, periodSeconds: 20, failureThreshold: 32 } })).toBe(80);
    // The defaults of the API server allow 30 seconds.
    expect(seconds({ startupProbe: http })).toBe(10);
  });

  test('is not before the first probe', () => {
    expect(seconds({ startupProbe: { ...http, initialDelaySeconds: 45, failureThreshold: 3 } })).toBe(45);
    const startupProbe = { ...http, failureThreshold: 60 };
    expect(seconds({ startupProbe, readinessProbe: { ...http, initialDelaySeconds: 90 } })).toBe(90);
  });

  test('has the successes that the readiness probe needs', () => {
    const readinessProbe = { ...http, periodSeconds: 5, successThreshold: 3 };
    expect(seconds({ startupProbe: { ...http, failureThreshold: 60 }, readinessProbe })).toBe(70);
  });

  test('is a tenth of the row of a server without a startup probe', () => {
    const readinessProbe = { ...http, periodSeconds: 7 };
    expect(startupOf({ readinessProbe }, MODEL_SERVERS.vllm)).toEqual({
      seconds: 182, from: 'an estimate: a tenth of the 1800 s that vllm may load',
    });
  });

  test('is the first probe and a period where nothing else is known', () => {
    expect(seconds({ readinessProbe: { ...http, initialDelaySeconds: 5, periodSeconds: 3 } })).toBe(8);
  });

  test('is a second without a readiness probe, whatever the server', () => {
    expect(startupOf({}, MODEL_SERVERS.vllm)).toEqual({
      seconds: 1, from: 'no readiness probe: it counts as ready when it starts',
    });
  });

  test('takes no nonsense from a probe', () => {
    expect(seconds({ startupProbe: { periodSeconds: 'x', failureThreshold: 0, initialDelaySeconds: -4 } })).toBe(10);
  });
});
