import { kedaConnectingTrigger } from '../../../src/rules/autoscaler/keda-connecting-trigger';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaConnectingTrigger;
const REDIS = "- { type: redis, metadata: { address: 'frames:6379', listName: frames, listLength: '8' } }";
const CPU = "    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }\n";

const rabbit = (metadata: string) => change(failing, REDIS, `- { type: rabbitmq, metadata: { ${metadata} } }`);

test('the examples of keda-connecting-trigger', () => {
  expect(codes(failing)).toEqual(['keda-connecting-trigger']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-connecting-trigger fires', () => {
  test('on a trigger that connects when it is built, beside one that does not', () => {
    expect(told(kedaConnectingTrigger, failing)).toEqual([[
      'ScaledObject classifier',
      'spec.triggers[1]: got "redis"; should not share a ScaledObject with other triggers — KEDA connects to redis '
      + 'when it builds the trigger: while it cannot, there is no HorizontalPodAutoscaler, and the other triggers do '
      + 'not scale either; read the queue from a Prometheus exporter, or acknowledge this '
      + `(${kedaConnectingTrigger.source})`,
    ]]);
  });

  test.each([
    'kafka', 'postgresql', 'mysql', 'mongodb', 'beanstalkd', 'external', 'redis-streams',
    'elasticsearch', 'elastic-forecast', 'temporal', 'openstack-metric', 'external-push',
  ])('on %s', (type) => {
    const [[, field]] = fires(kedaConnectingTrigger, change(failing, 'type: redis', `type: ${type}`));
    expect(field).toBe('spec.triggers[1]');
  });

  test('on two types that connect: each blocks the other', () => {
    const [[, field]] = fires(kedaConnectingTrigger, change(failing, CPU, CPU.replace('cpu', 'kafka')));
    expect(field).toBe('spec.triggers[0]');
  });

  test.each([
    "queueName: q, host: 'amqp://user@rabbit:5672/vhost'",
    "queueName: q, host: 'amqps://rabbit'",
    'queueName: q, hostFromEnv: HOST, protocol: amqp',
  ])('on RabbitMQ by AMQP: %s', (metadata) => {
    expect(fires(kedaConnectingTrigger, rabbit(metadata))).toHaveLength(1);
  });
});

test('keda-connecting-trigger says of an external scaler that its metric is left out', () => {
  const [[, message]] = told(kedaConnectingTrigger, change(failing, 'type: redis', 'type: external-push'));
  expect(message).toContain('KEDA makes it without this metric, and does not add it until the ScaledObject changes');
});

describe('keda-connecting-trigger and RabbitMQ of an unknown protocol', () => {
  test('fires where its address is in a variable, and says what to set', () => {
    const [[, message]] = told(kedaConnectingTrigger, rabbit('queueName: q, hostFromEnv: HOST'));
    expect(message).toContain('when it builds the trigger, if it is AMQP: while it cannot');
    expect(message).toContain('; set protocol: http where the address is of HTTP, or read');
  });

  test('fires where its address is in a TriggerAuthentication', () => {
    const text = change(failing, REDIS,
      '- { type: rabbitmq, metadata: { queueName: q }, authenticationRef: { name: rabbit } }');
    expect(fires(kedaConnectingTrigger, text)).toHaveLength(1);
  });
});

describe('keda-connecting-trigger is silent', () => {
  test.each(['prometheus', 'loki', 'cron', 'metrics-api', 'nats-jetstream', 'graphite', 'etcd', 'nsq'])(
    'on %s, which does not block the others',
    (type) => {
      expect(fires(kedaConnectingTrigger, change(failing, 'type: redis', `type: ${type}`))).toEqual([]);
    },
  );

  test.each([
    "queueName: q, host: 'http://rabbit:15672'",
    "queueName: q, host: 'amqp://rabbit', protocol: http",
    'queueName: q, hostFromEnv: HOST, protocol: http',
  ])('on RabbitMQ by HTTP: %s', (metadata) => {
    expect(fires(kedaConnectingTrigger, rabbit(metadata))).toEqual([]);
  });

  test('on a single trigger, and on several lists of one Redis', () => {
    expect(fires(kedaConnectingTrigger, change(failing, CPU, ''))).toEqual([]);
    const second = `    ${REDIS.replace('listName: frames', 'listName: b')}\n`;
    expect(fires(kedaConnectingTrigger, change(failing, CPU, second))).toEqual([]);
  });

  test('on another kind of that name', () => {
    expect(fires(kedaConnectingTrigger, change(failing, 'keda.sh/v1alpha1', 'example.com/v1'))).toEqual([]);
  });
});
