/** What is known of the platform that serves a group of APIs. A new platform is a row. */
export interface Platform {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly install: string;
  /** The version that first served a version of the group. */
  readonly since?: Readonly<Record<string, string>>;
}

const KARMADA: Omit<Platform, 'id'> = {
  title: 'Karmada, on whose API server they are applied',
  why: 'Karmada propagates objects to its member clusters.',
  install: 'https://karmada.io/docs/installation/',
};
const KUBEEDGE: Omit<Platform, 'id'> = {
  title: 'KubeEdge',
  why: 'Its controllers in the cloud act on these objects.',
  install: 'https://kubeedge.io/docs/setup/install-with-keadm',
};
const KNATIVE = 'https://knative.dev/docs/install/';

/** By API group. The version of Istio is where `networking.istio.io/v1` appeared; that of the Gateway API likewise. */
export const PLATFORMS: ReadonlyMap<string, Platform> = new Map(Object.entries<Platform>({
  'keda.sh': {
    id: 'keda',
    title: 'KEDA',
    why: 'It makes an autoscaler of each ScaledObject and serves its metrics (external.metrics.k8s.io). A cluster has '
      + 'one server of that API.',
    install: 'https://keda.sh/docs/latest/deploy/',
  },
  'http.keda.sh': {
    id: 'keda-http-add-on',
    title: "KEDA's HTTP add-on",
    why: 'Its interceptor holds requests while there is no pod, and its scaler reports them to KEDA. Without it an '
      + 'InterceptorRoute routes nothing, and KEDA makes no autoscaler of a trigger of the add-on.',
    install: 'https://keda.sh/http-add-on/latest/operations/install/',
    since: { 'http.keda.sh/v1beta1': '0.14' },
  },
  'monitoring.coreos.com': {
    id: 'prometheus-operator',
    title: 'The Prometheus operator, with a Prometheus that selects these objects',
    why: 'It has Prometheus scrape what a monitor selects, and evaluate the rules of a PrometheusRule. A Prometheus '
      + 'may select both by a label, such as `release` of kube-prometheus-stack.',
    install: 'https://prometheus-operator.dev/docs/getting-started/installation/',
  },
  'policy.karmada.io': { id: 'karmada', ...KARMADA },
  'autoscaling.karmada.io': { id: 'karmada-autoscaling', ...KARMADA },
  'networking.karmada.io': { id: 'karmada-networking', ...KARMADA },
  'config.karmada.io': { id: 'karmada-config', ...KARMADA },
  'networking.istio.io': {
    id: 'istio',
    title: 'Istio',
    why: 'Its proxies follow these objects. Without it nothing routes by them.',
    install: 'https://istio.io/latest/docs/setup/install/',
    since: { 'networking.istio.io/v1': '1.22' },
  },
  'security.istio.io': {
    id: 'istio-security',
    title: 'Istio',
    why: 'Its proxies enforce these objects.',
    install: 'https://istio.io/latest/docs/setup/install/',
    since: { 'security.istio.io/v1': '1.22' },
  },
  'gateway.networking.k8s.io': {
    id: 'gateway-api',
    title: 'The Gateway API, and a controller that implements it',
    why: 'A controller routes requests by these objects. Kubernetes itself brings neither.',
    install: 'https://gateway-api.sigs.k8s.io/guides/',
    since: { 'gateway.networking.k8s.io/v1': '1.0' },
  },
  'inference.networking.k8s.io': {
    id: 'inference-extension',
    title: 'The Gateway API Inference Extension, and a Gateway that supports InferencePool',
    why: 'The Gateway asks the endpoint picker of a pool for each request. One that does not know the kind answers '
      + 'every request with an error.',
    install: 'https://gateway-api-inference-extension.sigs.k8s.io/implementations/gateways/',
    since: { 'inference.networking.k8s.io/v1': '1.0' },
  },
  'networking.gke.io': {
    id: 'gke-gateway',
    title: 'GKE, with its Gateway controller',
    why: 'Its load balancers follow these policies.',
    install: 'https://cloud.google.com/kubernetes-engine/docs/how-to/deploying-gateways',
  },
  'apps.kubeedge.io': {
    ...KUBEEDGE,
    id: 'kubeedge-groups',
    title: 'KubeEdge, with its controller-manager',
    why: 'The controller-manager, which is off by default, labels the nodes of a NodeGroup.',
  },
  'devices.kubeedge.io': { id: 'kubeedge-devices', ...KUBEEDGE },
  'rules.kubeedge.io': { id: 'kubeedge-rules', ...KUBEEDGE },
  'operations.kubeedge.io': { id: 'kubeedge-operations', ...KUBEEDGE },
  'sedna.io': {
    id: 'sedna',
    title: 'Sedna',
    why: 'Its Global Manager makes the workers of these objects, and their autoscalers.',
    install: 'https://sedna.readthedocs.io/en/latest/setup/install.html',
  },
  'tensorstack.dev': {
    id: 'tensorstack',
    title: 'TensorStack',
    why: 'Its controllers bring the objects to the clusters.',
    install: 'https://github.com/t9k/user-manuals',
  },
  'autoscaling.k8s.io': {
    id: 'vertical-pod-autoscaler',
    title: 'Vertical Pod Autoscaler',
    why: 'It recommends and sets requests. Kubernetes itself does not bring it.',
    install: 'https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler',
  },
  'serving.kserve.io': {
    id: 'kserve',
    title: 'KServe',
    why: 'It makes the Deployments, Services and autoscalers of these objects.',
    install: 'https://kserve.github.io/website/',
  },
  'serving.knative.dev': {
    id: 'knative-serving',
    title: 'Knative Serving',
    why: 'It makes the pods of these objects, and scales them.',
    install: KNATIVE,
  },
  'ray.io': {
    id: 'kuberay',
    title: 'KubeRay',
    why: 'It makes the pods of these objects, and scales them.',
    install: 'https://docs.ray.io/en/latest/cluster/kubernetes/getting-started/kuberay-operator-installation.html',
  },
  'argoproj.io': {
    id: 'argo',
    title: 'Argo (Rollouts, Workflows, CD or Events)',
    why: 'Its controllers act on these objects.',
    install: 'https://argoproj.github.io/',
  },
  'cert-manager.io': {
    id: 'cert-manager',
    title: 'cert-manager',
    why: 'It makes the Secrets of certificates.',
    install: 'https://cert-manager.io/docs/installation/',
  },
}));
