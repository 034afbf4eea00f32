import { autoscalingAnnotations } from './knative-autoscaling';
import { containerResources, USER_CONTAINER, userContainer } from './ml-service-container';
import type { MLServiceDeploymentOptions } from './ml-service-options';

/** The `predictor` of a release, besides its model. */
export function predictorSpec(options: MLServiceDeploymentOptions): object {
  const resources = options.resources && containerResources(options.resources);
  return {
    ...deploymentSpec(options),
    ...(resources && { containersResources: [{ name: USER_CONTAINER, resources }] }),
  };
}

/** The `transformer`: it has no `containersResources`, so its requests and limits are set in its container. */
export function transformerSpec(options: MLServiceDeploymentOptions): object {
  return deploymentSpec(options, options.resources && containerResources(options.resources));
}

/** What a predictor and a transformer have in common: TensorStack's `DeploymentSpec`. */
function deploymentSpec(options: MLServiceDeploymentOptions, resources?: object): object {
  const { minReplicas, maxReplicas, logger, storage } = options;
  const template = podTemplate(options, resources);
  return {
    ...(storage && { storage: storage._render() }),
    ...(minReplicas !== undefined && { minReplicas }),
    ...(maxReplicas !== undefined && { maxReplicas }),
    ...(Object.keys(template).length > 0 && { template }),
    ...(logger && { logger: { urls: [...logger.urls], mode: logger.mode ?? 'all' } }),
  };
}

/** What is changed of the runtime's pod; empty when nothing is. */
function podTemplate(options: MLServiceDeploymentOptions, resources?: object): object {
  const { scaling, podLabels, podAnnotations, image, args, environment } = options;
  const annotations = { ...(scaling && autoscalingAnnotations(scaling)), ...podAnnotations };
  const metadata = {
    ...(podLabels && { labels: { ...podLabels } }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  const container = userContainer({ image, args, environment, resources });
  return {
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(Object.keys(container).length > 1 && { spec: { containers: [container] } }),
  };
}
