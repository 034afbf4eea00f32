/** A field that KEDA requires of a trigger. */
export interface Requirement {
  /** Its name in the metadata; with several, one of them is enough. */
  readonly names: readonly string[];
  /** Whether the metadata may hold it: some fields are read only from a TriggerAuthentication. */
  readonly inMetadata: boolean;
  /** Whether a TriggerAuthentication may hold it. */
  readonly inAuthentication: boolean;
  /** Whether the metadata may name a variable of the container instead, `<name>FromEnv`. */
  readonly inVariable: boolean;
  /** The value of another field of the metadata with which it is not required. */
  readonly unless?: { readonly name: string; readonly value: string };
}

/** A field that KEDA has removed: a trigger that sets it is an error. */
export interface Removed {
  readonly name: string;
  /** The version of KEDA that removed it. */
  readonly since: string;
  readonly instead: string;
}

/** A field of the metadata that KEDA reads as a number, in the notation of JSON. */
export interface NumberField {
  readonly name: string;
  /** Whether it must be a whole number. */
  readonly isWhole: boolean;
  /** Whether it becomes the target of the HorizontalPodAutoscaler, which must be above 0. */
  readonly isTarget: boolean;
}

/** What is known of a type of trigger. */
export interface Scaler {
  readonly required: readonly Requirement[];
  readonly removed: readonly Removed[];
  readonly numbers: readonly NumberField[];
}

/** The version of KEDA whose scalers these are; its source at 8b4f083. */
export const KEDA_VERSION = '2.20';

/**
 * The fields that KEDA requires, by the type of the trigger. They are those of the `keda` tags of
 * https://github.com/kedacore/keda/tree/main/pkg/scalers without `optional` and without a default, and of what the
 * scaler checks itself for `redis*`, `postgresql`, `mongodb`, `metrics-api`, `influxdb`, `arangodb`, `couchdb`,
 * `azure-app-insights` and `kubernetes-workload`. The parsers of 30 types were also run with empty metadata. KEDA's own
 * generated schema is wrong for some of them.
 *
 * `a|b`: one of the two. `@`: a TriggerAuthentication may hold it; with `!` nothing else may. `$`: `<name>FromEnv` may
 * name a variable. `~b=1`: not required where the metadata set `b` to 1.
 */
const REQUIRED: Readonly<Record<string, string>> = {
  'activemq': 'username@$ password@$',
  'apache-kafka': 'bootstrapServers$ consumerGroup$',
  'arangodb': 'endpoints@ dbName@ collection query queryValue',
  'artemis-queue': 'username@$ password@$',
  'aws-cloudwatch': 'targetMetricValue minMetricValue awsRegion@',
  'aws-dynamodb': 'tableName awsRegion@ keyConditionExpression expressionAttributeNames expressionAttributeValues',
  'aws-dynamodb-streams': 'tableName awsRegion@',
  'aws-kinesis-stream': 'streamName awsRegion@',
  'aws-sqs-queue': 'queueURL$ awsRegion@',
  'azure-app-insights': 'metricId metricAggregationTimespan metricAggregationType applicationInsightsId@$ tenantId@$ '
    + 'targetValue',
  'azure-blob': 'blobContainerName',
  'azure-data-explorer': 'databaseName endpoint query threshold',
  'azure-eventhub': '',
  'azure-log-analytics': 'workspaceId@$ query threshold',
  'azure-monitor': 'targetValue resourceURI tenantId subscriptionId resourceGroupName metricName metricAggregationType',
  'azure-pipelines': 'organizationURL@$',
  'azure-queue': 'queueName',
  'azure-servicebus': '',
  'beanstalkd': 'server tube value',
  'cassandra': 'username !password@ clusterIPAddress keyspace query targetQueryValue',
  'clickhouse': 'query targetQueryValue',
  'couchdb': 'queryValue',
  'cpu': 'value',
  'cron': 'start end timezone desiredReplicas',
  'datadog': '',
  'dynatrace': 'host@ !token@ threshold',
  'elastic-forecast': 'jobID targetValue',
  'elasticsearch': 'index@ valueLocation@ targetValue@',
  'etcd': 'endpoints watchKey value',
  'external': 'scalerAddress',
  'external-push': 'scalerAddress',
  'forgejo-runner': '!token@$ address labels',
  'gcp-cloudtasks': 'queueName projectID',
  'gcp-pubsub': '',
  'gcp-spanner': 'projectId instanceId databaseId query',
  'gcp-stackdriver': 'projectId filter',
  'gcp-storage': 'bucketName',
  'github-runner': 'owner$ runnerScope$',
  'graphite': 'serverAddress query queryTime',
  'huawei-cloudeye': 'namespace metricName dimensionName dimensionValue targetMetricValue',
  'ibmmq': 'host queueName|queueNames username@$ password@$',
  'influxdb': 'query serverURL@ organizationName@$~influxVersion=3 thresholdValue',
  'kafka': 'bootstrapServers$ consumerGroup$',
  'kubernetes-resource': 'resourceKind resourceName key targetValue',
  'kubernetes-workload': 'podSelector value',
  'liiklus': 'address topic group',
  'loki': 'serverAddress query threshold',
  'memory': 'value',
  'metrics-api': 'url valueLocation targetValue',
  'mongodb': 'dbName@ collection query queryValue host|connectionString@$',
  'mssql': 'query targetValue',
  'mysql': 'query queryValue',
  'nats-jetstream': 'stream consumer natsServerMonitoringEndpoint@',
  'new-relic': 'account@ queryKey@ nrql threshold',
  'nsq': 'nsqLookupdHTTPAddresses$ topic$ channel$',
  'opensearch': 'addresses@ index@ valueLocation@ targetValue@',
  'openstack-metric': 'metricsURL metricID aggregationMethod granularity',
  'openstack-swift': 'containerName !authURL@',
  'postgresql': 'query targetQueryValue host|connection@$',
  'predictkube': 'prometheusAddress query predictHorizon queryStep historyTimeWindow !apiKey@',
  'prometheus': 'serverAddress query threshold',
  'pulsar': 'adminURL$ topic$ subscription$',
  'rabbitmq': 'queueName host@$',
  'redis': 'listName address|addresses|host|hosts@$',
  'redis-cluster': 'listName address|addresses|host|hosts@$',
  'redis-cluster-streams': 'stream address|addresses|host|hosts@$',
  'redis-sentinel': 'listName address|addresses|host|hosts@$',
  'redis-sentinel-streams': 'stream address|addresses|host|hosts@$',
  'redis-streams': 'stream address|addresses|host|hosts@$',
  'selenium-grid': 'url@',
  'solace-direct-messaging': 'solaceSempBaseURL !username@$ !password@$ messageVpn clientNamePattern',
  'solace-event-queue': 'solaceSempBaseURL messageVpn queueName username@$ password@$',
  'solarwinds': 'host targetValue metricName aggregation intervalS',
  'solr': 'host collection targetQueryValue username@ password@',
  'splunk': '!username@ host targetValue activationValue savedSearchName valueField',
  'splunk-observability': '!accessToken@ !realm@ query duration targetValue queryAggregator activationTargetValue',
  'sumologic': '!accessID@ !accessKey@ host queryType timerange threshold',
  'temporal': 'endpoint$ taskQueue$',
};

/**
 * The fields that KEDA reads as numbers, by the types of their `keda` tags. `#`: a whole number. `>`: the target of the
 * HorizontalPodAutoscaler, which the API server requires to be above 0.
 */
const NUMBERS: Readonly<Record<string, string>> = {
  'activemq': 'targetQueueSize#> activationTargetQueueSize#',
  'apache-kafka': 'lagThreshold#> activationLagThreshold#',
  'arangodb': 'queryValue> activationQueryValue',
  'artemis-queue': 'queueLength#> activationQueueLength#',
  'aws-cloudwatch': 'targetMetricValue> activationTargetMetricValue minMetricValue',
  'aws-dynamodb': 'targetValue#> activationTargetValue#',
  'aws-kinesis-stream': 'shardCount#> activationShardCount#',
  'aws-sqs-queue': 'queueLength#> activationQueueLength#',
  'azure-app-insights': 'targetValue> activationTargetValue',
  'azure-blob': 'blobCount#> activationBlobCount#',
  'azure-data-explorer': 'threshold> activationThreshold',
  'azure-eventhub': 'unprocessedEventThreshold#> activationUnprocessedEventThreshold#',
  'azure-log-analytics': 'threshold> activationThreshold',
  'azure-monitor': 'targetValue> activationTargetValue',
  'azure-queue': 'queueLength#> activationQueueLength#',
  'azure-servicebus': 'messageCount#> activationMessageCount#',
  'beanstalkd': 'value> activationValue',
  'cassandra': 'targetQueryValue#> activationTargetQueryValue#',
  'clickhouse': 'targetQueryValue> activationTargetQueryValue',
  'couchdb': 'queryValue#> activationQueryValue#',
  'cron': 'desiredReplicas#',
  'dynatrace': 'threshold> activationThreshold',
  'elasticsearch': 'targetValue> activationTargetValue',
  'etcd': 'value> activationValue',
  'gcp-pubsub': 'value> activationValue',
  'gcp-stackdriver': 'targetValue> activationTargetValue',
  'gcp-storage': 'targetObjectCount#> activationTargetObjectCount#',
  'graphite': 'threshold> activationThreshold',
  'ibmmq': 'queueDepth#> activationQueueDepth#',
  'influxdb': 'thresholdValue> activationThresholdValue',
  'kafka': 'lagThreshold#> activationLagThreshold#',
  'kubernetes-resource': 'targetValue> activationTargetValue',
  'kubernetes-workload': 'value> activationValue',
  'loki': 'threshold> activationThreshold',
  'metrics-api': 'targetValue> activationTargetValue',
  'mongodb': 'queryValue> activationQueryValue',
  'mssql': 'targetValue> activationTargetValue',
  'mysql': 'queryValue> activationQueryValue',
  'nats-jetstream': 'lagThreshold#> activationLagThreshold#',
  'new-relic': 'threshold> activationThreshold',
  'nsq': 'depthThreshold#> activationDepthThreshold#',
  'opensearch': 'targetValue> activationTargetValue',
  'postgresql': 'targetQueryValue> activationTargetQueryValue',
  'prometheus': 'threshold> activationThreshold',
  'pulsar': 'msgBacklogThreshold#> activationMsgBacklogThreshold#',
  'rabbitmq': 'value> queueLength activationValue',
  'redis': 'listLength#> activationListLength# databaseIndex#',
  'redis-cluster': 'listLength#> activationListLength#',
  'redis-sentinel': 'listLength#> activationListLength# databaseIndex#',
  'redis-streams': 'pendingEntriesCount# streamLength# lagCount# activationLagCount# databaseIndex#',
  'redis-cluster-streams': 'pendingEntriesCount# streamLength# lagCount# activationLagCount#',
  'redis-sentinel-streams': 'pendingEntriesCount# streamLength# lagCount# activationLagCount# databaseIndex#',
  'solr': 'targetQueryValue> activationTargetQueryValue',
  'sumologic': 'threshold> activationThreshold',
  'temporal': 'targetQueueSize#> activationTargetQueueSize#',
};

const METRIC_TYPE: Removed = { name: 'type', since: '2.18', instead: 'metricType of the trigger' };

/** The fields that are removed, by the type of the trigger. */
const REMOVED: Readonly<Record<string, readonly Removed[]>> = {
  'cpu': [METRIC_TYPE],
  'memory': [METRIC_TYPE],
  'gcp-pubsub': [{ name: 'subscriptionSize', since: '2.20', instead: 'mode and value' }],
  'huawei-cloudeye': [{ name: 'minMetricValue', since: '2.20', instead: 'activationTargetMetricValue' }],
  'influxdb': [{ name: 'authToken', since: '2.20', instead: 'a TriggerAuthentication or authTokenFromEnv' }],
};

/**
 * The types that connect when KEDA builds them, or when it reads their target, so that KEDA makes no autoscaler while
 * they cannot. Seen with the operator of KEDA after 2.20, unless it says otherwise; `rabbitmq` depends on its protocol.
 * Beside triggers of other types it leaves the metrics of `external` and `external-push` out instead.
 */
const CONNECTING = new Set([
  'beanstalkd', 'external', 'external-push', 'kafka', 'mongodb', 'mysql', 'postgresql', 'redis', 'redis-cluster',
  'redis-sentinel', 'redis-streams',
  // Read in the source, not run: they ping, or open a session, when they are built.
  'cassandra', 'clickhouse', 'couchdb', 'elastic-forecast', 'elasticsearch', 'mssql', 'opensearch',
  'openstack-metric', 'redis-cluster-streams', 'redis-sentinel-streams', 'temporal',
]);

/** What is known of a type; undefined for one that KEDA does not have. */
export function scalerOf(type: string): Scaler | undefined {
  if (!Object.prototype.hasOwnProperty.call(REQUIRED, type)) return undefined;
  const numbers = words(NUMBERS[type] ?? '').map(numberField);
  return { required: words(REQUIRED[type]).map(requirement), removed: REMOVED[type] ?? [], numbers };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function numberField(text: string): NumberField {
  return { name: text.replace(/[#>]/g, ''), isWhole: text.includes('#'), isTarget: text.includes('>') };
}

/** All types. */
export function scalerTypes(): string[] {
  return Object.keys(REQUIRED);
}

/** Whether triggers of a type connect when KEDA builds them, whatever their metadata are. */
export function alwaysConnects(type: string): boolean {
  return CONNECTING.has(type);
}

function requirement(field: string): Requirement {
  const [text, unless] = field.split('~');
  const [name, value] = unless?.split('=') ?? [];
  return {
    names: text.replace(/[!@$]/g, '').split('|'),
    inMetadata: !text.startsWith('!'),
    inAuthentication: text.includes('@'),
    inVariable: text.includes('$'),
    ...(name !== undefined && { unless: { name, value } }),
  };
}
