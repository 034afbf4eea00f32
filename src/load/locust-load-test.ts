import { createHash } from 'crypto';
import { ApiObject, Duration } from 'cdk8s';
import {
  ConfigMap, Deployment, DeploymentStrategy, EnvValue, ImagePullPolicy, Job, LabelSelector, Pod, Probe, RestartPolicy, Service, Volume,
  type AbstractPod, type ContainerProps, type DeploymentProps,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { loadTestProblems, targetUrl } from './load-test-problems';
import { LoadTestMode, type LocustLoadTestProps } from './locust-load-test-props';
import { FOLDER, locustfile } from './locustfile';
import { guard } from '../app/validator';
import { readableName } from '../validation/names';
import { removeEmptyExternalIps, setPodField, setResources, setSeccompRuntimeDefault } from '../kubernetes/patch';
import { refuse } from '../validation/refuse';
import { renderResources } from '../values/resource-requirements';
import { CONFIG_HASH } from '../serving/server-config';
import { RESTRICTED } from '../serving/sidecar';
import type { InferenceResources } from '../values/inference-resources';

/** The user of Locust's image. */
const USER = 1000;
const WORKER: InferenceResources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '512Mi' } };
const MASTER: InferenceResources = { requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '512Mi' } };

/**
 * Defines a load test with Locust against a served model: the program, its request, and what runs it in the cluster. It takes the address,
 * the port and the predict API from what it tests.
 *
 * With a web page (the default) `kubectl port-forward service/<name> 8089` shows it; as a Job it runs by itself and fails when a
 * request failed.
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
export class LocustLoadTest extends Construct {
  /** The ConfigMap with the program (`locustfile.py`) and the body (`request-body.json`). */
  public readonly configMap: ConfigMap;

  /** The master and its web page; undefined for a Job. */
  public readonly master?: Deployment;

  /** The workers; undefined for a Job. */
  public readonly workers?: Deployment;

  /** The Service of the web page (8089), at which the workers report (5557); undefined for a Job. */
  public readonly service?: Service;

  /** The Job; undefined with a web page. */
  public readonly job?: Job;

  /** Where requests go: `http://<service>.<namespace>:<port>`. */
  public readonly host: string;

  private readonly image: string;
  private readonly annotations: Record<string, string>;

  /**
   * Defines a load test.
   *
   * @param scope where it belongs
   * @param id its id there; without `name` the objects are called after it
   * @param props what it sends where
   */
  public constructor(scope: Construct, id: string, props: LocustLoadTestProps) {
    super(scope, id);
    const name = props.name ?? readableName(this);
    refuse(this, loadTestProblems(name, props));
    const { target, request, shape, mode = LoadTestMode.WEB, workers = 1, keepAlive = false, autostart = false } = props;
    const [minWait = 800, maxWait = Math.max(900, minWait)] = [props.minWait, props.maxWait].map((wait) => wait?.toMilliseconds({ integral: false }));
    this.host = targetUrl(target)!;
    this.image = props.image ?? 'docker.io/locustio/locust:2.46.3';
    const rendered = request._render(target.server);
    const timeout = 2 * target.server._row.requestSeconds;
    const data: Record<string, string> = {
      'locustfile.py': locustfile({ request: rendered, shape, minWait: minWait / 1000, maxWait: maxWait / 1000, timeout, keepAlive }),
      ...(rendered.body !== undefined && { 'request-body.json': rendered.body }),
    };
    this.configMap = new ConfigMap(this, 'Files', { metadata: { name: `${name}-files`, labels: { app: name } }, data });
    // Locust reads its program once, so another one needs other pods.
    this.annotations = { [CONFIG_HASH]: createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16) };
    if (mode === LoadTestMode.JOB) {
      this.job = new Job(this, 'Job', {
        metadata: { name, labels: { app: name } },
        podMetadata: { labels: { app: name } },
        backoffLimit: 0,
        restartPolicy: RestartPolicy.NEVER,
        securityContext: { ensureNonRoot: true, user: USER, group: USER, fsGroup: USER },
      });
      this.run(this.job, { name: 'locust', args: ['--headless', '--only-summary', '--host', this.host] }, props.resources ?? WORKER, name);
      this.node.defaultChild = this.job;
    } else {
      const labels = (role: string) => ({ app: name, role });
      this.master = this.deployment('Master', `${name}-master`, labels('master'), 1);
      this.run(this.master, {
        name: 'master',
        args: ['--master', '--expect-workers', String(workers), ...(autostart ? ['--autostart'] : []), '--host', this.host],
        ports: [{ name: 'web', number: 8089 }, { name: 'master', number: 5557 }],
        readiness: Probe.fromTcpSocket({ port: 8089 }),
      }, MASTER, `${name}-master`);
      this.service = this.masterService(name, labels('master'));
      this.workers = this.deployment('Workers', `${name}-worker`, labels('worker'), workers);
      this.run(this.workers, { name: 'worker', args: ['--worker', '--master-host', name] }, props.resources ?? WORKER, `${name}-worker`);
      this.node.defaultChild = this.master;
    }
    guard(this);
  }

  private deployment(id: string, name: string, labels: Record<string, string>, replicas: number): Deployment {
    const props: DeploymentProps = {
      metadata: { name, labels },
      podMetadata: { labels, annotations: { ...this.annotations } },
      select: false,
      replicas,
      // Two masters would each have a part of the workers.
      strategy: DeploymentStrategy.recreate(),
      terminationGracePeriod: Duration.seconds(30),
      securityContext: { ensureNonRoot: true, user: USER, group: USER, fsGroup: USER },
    };
    const deployment = new Deployment(this, id, props);
    deployment.select(LabelSelector.of({ labels }));
    return deployment;
  }

  private run(pod: AbstractPod & { readonly podMetadata: Pod['podMetadata'] }, container: Partial<ContainerProps> & { args: string[] }, resources: InferenceResources, address: string): void {
    const { args, ...rest } = container;
    pod.podMetadata.addLabel(Pod.ADDRESS_LABEL, address);
    pod.addContainer({
      ...rest,
      image: this.image,
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      args: ['--locustfile', `${FOLDER}/locustfile.py`, ...args],
      resources: {},
      // Its caches; the image itself is read-only.
      envVariables: { HOME: EnvValue.fromValue('/tmp') },
      securityContext: RESTRICTED,
      volumeMounts: [
        { path: FOLDER, volume: Volume.fromConfigMap(this, `${pod.node.id}Files`, this.configMap, { name: 'files' }), readOnly: true },
        { path: '/tmp', volume: Volume.fromEmptyDir(this, `${pod.node.id}Tmp`, 'tmp') },
      ],
    });
    setResources(pod, { index: 0 }, renderResources(resources));
    setSeccompRuntimeDefault(pod);
    // A Service called locust-web would set LOCUST_WEB_PORT, which Locust reads.
    setPodField(pod, 'enableServiceLinks', false);
  }

  private masterService(name: string, labels: Record<string, string>): Service {
    const service = new Service(this, 'Service', {
      metadata: { name, labels: { app: name } },
      ports: [{ name: 'web', port: 8089, targetPort: 8089 }, { name: 'master', port: 5557, targetPort: 5557 }],
    });
    for (const [key, value] of Object.entries(labels)) service.selectLabel(key, value);
    removeEmptyExternalIps(ApiObject.of(service));
    return service;
  }
}

