import { createHash } from 'crypto';
import { ApiObject, Duration } from 'cdk8s';
import {
  ConfigMap, Deployment, DeploymentStrategy, EnvValue, ImagePullPolicy, Job, LabelSelector, Pod, Probe, RestartPolicy,
  Service, Volume,
  type AbstractPod, type ContainerProps, type DeploymentProps, type ISecret,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { loadTarget, serverOf, targetUrl, type LoadTarget } from './load-target';
import { variableOf } from './load-target-problems';
import { loadTestProblems } from './load-test-problems';
import { LoadTestMode, type LocustLoadTestProps, type SecretHeader } from './locust-load-test-props';
import { FOLDER, locustfile } from './locustfile';
import { waitTime } from './wait-time';
import { guard } from '../app/validator';
import {
  removeEmptyExternalIps, setPodField, setResources, setSeccompRuntimeDefault,
} from '../kubernetes/json-patches';
import { markCalled } from '../scaling/http/wake-address';
import { doorOf, podsWith } from '../serving/admission/admitted';
import { RESTRICTED } from '../serving/container-defaults';
import { CONFIG_HASH } from '../serving/server-config';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import type { InferenceResources } from '../values/inference-resources';
import { renderResources } from '../values/resource-requirements';

/** The user id in the image of Locust. */
const USER = 1000;
const WORKER: InferenceResources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '512Mi' } };
const MASTER: InferenceResources = { requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '512Mi' } };

/**
 * Defines a load test of a model server with Locust: the locustfile, the request, and the workloads that run it in the
 * cluster. The address, the port and the path of the predict API are those of its target.
 *
 * With a web page (the default), open it through `kubectl port-forward service/<name> 8089`. A Job starts
 * automatically, and fails when a request has failed.
 *
 * @see https://docs.locust.io
 *
 * @example
 *
 * const resnet = new AutoscaledInference(chart, 'Resnet', {
 *   server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
 *   model: ModelSource.volumeClaim('models', '/resnet'),
 *   resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 *   maxReplicas: 4,
 *   metrics: [ScalingMetric.cpuUtilization(60)],
 * });
 * new LocustLoadTest(chart, 'Load', {
 *   target: resnet,
 *   request: PredictRequest.json({ instances: [{ b64: 'iVBORw0KGgo=' }] }),
 *   shape: LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 }),
 * });
 */
@checksArguments
export class LocustLoadTest extends Construct {
  /** The ConfigMap with the locustfile (`locustfile.py`) and the body (`request-body.json`). */
  public readonly configMap: ConfigMap;

  /** The Deployment of the master, which serves the web page; undefined for a Job. */
  public readonly master?: Deployment;

  /** The Deployment of the workers, which send the requests; undefined for a Job. */
  public readonly workers?: Deployment;

  /**
   * The Service of the master: the web page (port 8089), and the connections of the workers (port 5557); undefined for
   * a Job.
   */
  public readonly service?: Service;

  /** The Job; undefined with a web page. */
  public readonly job?: Job;

  /** Where requests go, without their path: `http://<service>.<namespace>:<port>`, or that of `url`. */
  public readonly host: string;

  private readonly image: string;
  private readonly secretHeaders: Record<string, SecretHeader>;
  private readonly annotations: Record<string, string>;

  /**
   * Defines a load test.
   *
   * @param scope the scope in which it is defined
   * @param id its id in the scope, from which the names of its objects derive unless `name` is set
   * @param props what it tests, and how
   */
  public constructor(scope: Construct, id: string, props: LocustLoadTestProps) {
    super(scope, id);
    const name = props.name ?? readableName(this);
    refuse(this, loadTestProblems(name, props));
    const target = loadTarget(props);
    if (props.target && !(props.url && props.timeout)) markCalled(props.target);
    this.host = target.host;
    this.secretHeaders = props.secretHeaders ?? {};
    this.image = props.image ?? 'docker.io/locustio/locust:2.46.3';
    const data = files(props, target);
    this.configMap = new ConfigMap(this, 'Files', { metadata: { name: `${name}-files`, labels: { app: name } }, data });
    // Locust reads the locustfile only at its start, so another one needs new pods.
    this.annotations = { [CONFIG_HASH]: createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16) };
    const resources = props.resources ?? WORKER;
    if (props.mode === LoadTestMode.JOB) {
      this.job = this.headlessJob(name, resources);
      this.node.defaultChild = this.job;
    } else {
      const { workers = 1, autostart = false } = props;
      this.master = this.masterDeployment(name, workers, autostart);
      this.service = this.masterService(name);
      this.workers = this.workerDeployment(name, workers, resources);
      this.node.defaultChild = this.master;
    }
    this.letIn(this.job ? { app: name } : roleLabels(name, 'worker'), props);
    guard(this);
  }

  /** Where requests go to the Service of the target itself, its NetworkPolicy lets them in. */
  private letIn(labels: Record<string, string>, { target }: LocustLoadTestProps): void {
    if (target === undefined || this.host !== targetUrl(target)) return;
    const door = doorOf(target);
    door?.letInCallers(podsWith({ labels, namespace: this.configMap.metadata.namespace }, door));
  }

  private headlessJob(name: string, resources: InferenceResources): Job {
    const job = new Job(this, 'Job', {
      metadata: { name, labels: { app: name } },
      podMetadata: { labels: { app: name } },
      backoffLimit: 0,
      restartPolicy: RestartPolicy.NEVER,
      securityContext: { ensureNonRoot: true, user: USER, group: USER, fsGroup: USER },
    });
    const args = ['--headless', '--only-summary', '--host', this.host];
    this.run(job, { name: 'locust', args }, resources, name);
    return job;
  }

  private masterDeployment(name: string, workers: number, autostart: boolean): Deployment {
    const deployment = this.deployment('Master', `${name}-master`, roleLabels(name, 'master'), 1);
    const args = ['--master', '--expect-workers', String(workers)];
    if (autostart) args.push('--autostart');
    args.push('--host', this.host);
    const container = {
      name: 'master',
      args,
      ports: [{ name: 'web', number: 8089 }, { name: 'master', number: 5557 }],
      readiness: Probe.fromTcpSocket({ port: 8089 }),
    };
    this.run(deployment, container, MASTER, `${name}-master`);
    return deployment;
  }

  private workerDeployment(name: string, replicas: number, resources: InferenceResources): Deployment {
    const deployment = this.deployment('Workers', `${name}-worker`, roleLabels(name, 'worker'), replicas);
    const args = ['--worker', '--master-host', name];
    this.run(deployment, { name: 'worker', args }, resources, `${name}-worker`);
    return deployment;
  }

  private deployment(id: string, name: string, labels: Record<string, string>, replicas: number): Deployment {
    const props: DeploymentProps = {
      metadata: { name, labels },
      podMetadata: { labels, annotations: { ...this.annotations } },
      select: false,
      replicas,
      // With two masters during a rollout, each would have only some of the workers.
      strategy: DeploymentStrategy.recreate(),
      terminationGracePeriod: Duration.seconds(30),
      securityContext: { ensureNonRoot: true, user: USER, group: USER, fsGroup: USER },
    };
    const deployment = new Deployment(this, id, props);
    deployment.select(LabelSelector.of({ labels }));
    return deployment;
  }

  private run(
    pod: AbstractPod & { readonly podMetadata: Pod['podMetadata'] },
    container: Partial<ContainerProps> & { args: string[] },
    resources: InferenceResources,
    address: string,
  ): void {
    const { args, ...rest } = container;
    const program = Volume.fromConfigMap(this, `${pod.node.id}Files`, this.configMap, { name: 'files' });
    const temporary = Volume.fromEmptyDir(this, `${pod.node.id}Tmp`, 'tmp');
    pod.podMetadata.addLabel(Pod.ADDRESS_LABEL, address);
    pod.addContainer({
      ...rest,
      image: this.image,
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      args: ['--locustfile', `${FOLDER}/locustfile.py`, ...args],
      resources: {},
      // For the caches of Locust: the root file system is read-only.
      envVariables: { HOME: EnvValue.fromValue('/tmp'), ...this.secretVariables() },
      securityContext: RESTRICTED,
      volumeMounts: [
        { path: FOLDER, volume: program, readOnly: true },
        { path: '/tmp', volume: temporary },
      ],
    });
    setResources(pod, { index: 0 }, renderResources(resources));
    setSeccompRuntimeDefault(pod);
    // A Service named locust-web would set LOCUST_WEB_PORT, which Locust reads.
    setPodField(pod, 'enableServiceLinks', false);
  }

  /** The values of headers. The master loads the program too, so it gets them as well. */
  private secretVariables(): Record<string, EnvValue> {
    const variables: Record<string, EnvValue> = {};
    for (const [header, { secret, key }] of Object.entries(this.secretHeaders)) {
      variables[variableOf(header)] = EnvValue.fromSecretValue({ secret: secret as ISecret, key });
    }
    return variables;
  }

  private masterService(name: string): Service {
    const service = new Service(this, 'Service', {
      metadata: { name, labels: { app: name } },
      ports: [{ name: 'web', port: 8089, targetPort: 8089 }, { name: 'master', port: 5557, targetPort: 5557 }],
    });
    for (const [key, value] of Object.entries(roleLabels(name, 'master'))) service.selectLabel(key, value);
    removeEmptyExternalIps(ApiObject.of(service));
    return service;
  }
}

/** The files of the ConfigMap, by name. */
function files(props: LocustLoadTestProps, { prefix, timeoutSeconds }: LoadTarget): Record<string, string> {
  const { request, headers, secretHeaders = {}, shape, minWait, maxWait, keepAlive = false, verifyTls = true } = props;
  const rendered = request._render(serverOf(props));
  const { least, most } = waitTime({ minWait, maxWait });
  const program = locustfile({
    request: { ...rendered, path: `${prefix}${rendered.path}`, headers: { ...rendered.headers, ...headers } },
    secretHeaders: Object.entries(secretHeaders).map(([name, { prefix: before = '' }]) => (
      { name, prefix: before, variable: variableOf(name) })),
    verifyTls,
    shape,
    minWait: least / 1000,
    maxWait: most / 1000,
    timeout: timeoutSeconds,
    keepAlive,
  });
  return { 'locustfile.py': program, ...(rendered.body !== undefined && { 'request-body.json': rendered.body }) };
}

function roleLabels(name: string, role: string): Record<string, string> {
  return { app: name, role };
}
