/**
 * The targets that KEDA takes of a trigger that sets none, as `<field>=<target>` by the type of the trigger: the
 * defaults of the `keda` tags in the sources of its scalers (KEDA 2.20, read, not run).
 */
const TARGETS: Readonly<Record<string, string>> = {
  'activemq': 'targetQueueSize=10',
  'apache-kafka': 'lagThreshold=10',
  'artemis-queue': 'queueLength=10',
  'aws-kinesis-stream': 'shardCount=2',
  'aws-sqs-queue': 'queueLength=5',
  'azure-blob': 'blobCount=5',
  'azure-eventhub': 'unprocessedEventThreshold=64',
  'azure-queue': 'queueLength=5',
  'azure-servicebus': 'messageCount=5',
  'gcp-pubsub': 'value=10',
  'gcp-stackdriver': 'targetValue=5',
  'gcp-storage': 'targetObjectCount=100',
  'graphite': 'threshold=100',
  'ibmmq': 'queueDepth=20',
  'kafka': 'lagThreshold=10',
  'nats-jetstream': 'lagThreshold=10',
  'nsq': 'depthThreshold=10',
  'pulsar': 'msgBacklogThreshold=10',
  'redis': 'listLength=5',
  'redis-cluster': 'listLength=5',
  'redis-sentinel': 'listLength=5',
  'temporal': 'targetQueueSize=5',
};

/** What KEDA takes for a field that holds a target and is not set; undefined where it has no default. */
export function defaultTarget(type: string, field: string): number | undefined {
  const [name, target] = (Object.hasOwn(TARGETS, type) ? TARGETS[type] : '').split('=');
  return name === field && target !== undefined ? Number(target) : undefined;
}

/** The one that counts as active above another value than 0. */
export function defaultActivation(type: string): number {
  return type === 'artemis-queue' ? 10 : 0;
}
