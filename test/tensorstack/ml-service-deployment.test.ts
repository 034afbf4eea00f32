import { Cpu } from 'cdk8s-plus-27';
import {
  KnativeMetric, LoggerMode, MLServiceStorage, type MLServiceDeploymentOptions,
} from '../../src';
import { predictorSpec, transformerSpec } from '../../src/tensorstack/ml-service-deployment';

const inContainer = (container: object) => ({
  template: { spec: { containers: [{ name: 'user-container', ...container }] } },
});
const annotated = (annotations: object) => ({ template: { metadata: { annotations } } });

describe('a predictor and a transformer have', () => {
  test.each<[string, MLServiceDeploymentOptions, object]>([
    ['nothing that is not set', {}, {}],
    ['where the model is', { storage: MLServiceStorage.pvc('tutorial', { subPath: 'm' }) }, {
      storage: { pvc: { name: 'tutorial', subPath: 'm' } },
    }],
    ['a minimum of zero', { minReplicas: 0 }, { minReplicas: 0 }],
    ['a maximum', { maxReplicas: 3 }, { maxReplicas: 3 }],
    ['no limit', { minReplicas: 2, maxReplicas: 0 }, { minReplicas: 2, maxReplicas: 0 }],
    ['Knative\'s target, of requests in flight', { scaling: { target: 8 } }, annotated({
      'autoscaling.knative.dev/metric': 'concurrency',
      'autoscaling.knative.dev/target': '8',
    })],
    ['Knative\'s target, of requests per second', { scaling: { metric: KnativeMetric.RPS, target: 0.5 } }, annotated({
      'autoscaling.knative.dev/metric': 'rps',
      'autoscaling.knative.dev/target': '0.5',
    })],
    ['labels and annotations', { podLabels: { a: 'b' }, podAnnotations: { c: 'd' } }, {
      template: { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } },
    }],
    ['a logger of requests and responses', { logger: { urls: ['http://log.demo'] } }, {
      logger: { urls: ['http://log.demo'], mode: 'all' },
    }],
    ['a logger of requests', { logger: { urls: ['http://log.demo', 'https://b'], mode: LoggerMode.REQUEST } }, {
      logger: { urls: ['http://log.demo', 'https://b'], mode: 'request' },
    }],
    ['a logger of responses', { logger: { urls: ['http://log.demo'], mode: LoggerMode.RESPONSE } }, {
      logger: { urls: ['http://log.demo'], mode: 'response' },
    }],
    ['an image', { image: 'a/b:1' }, inContainer({ image: 'a/b:1' })],
    ['arguments', { args: ['--a'] }, inContainer({ args: ['--a'] })],
    ['variables', { environment: { A: 'b' } }, inContainer({ env: [{ name: 'A', value: 'b' }] })],
  ])('%s', (_, options, expected) => {
    expect(predictorSpec(options)).toEqual(expected);
    expect(transformerSpec(options)).toEqual(expected);
  });
});

describe('requests and limits', () => {
  test('of a predictor are its containersResources', () => {
    expect(predictorSpec({ resources: { cpu: { request: Cpu.units(1), limit: Cpu.units(2) } } })).toEqual({
      containersResources: [{ name: 'user-container', resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } }],
    });
  });

  test('of a transformer are set in its container', () => {
    const spec = transformerSpec({ image: 'a/t:1', resources: { requests: { cpu: '1' } } });
    expect(spec).toEqual(inContainer({ image: 'a/t:1', resources: { requests: { cpu: '1' } } }));
  });
});
