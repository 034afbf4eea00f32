import {
  ImagePullPolicy, type Capability, type ContainerProps, type ContainerSecurityContextProps, type VolumeMount,
} from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { ContainerOptions } from '../cdk8s-plus/container-options';
import { setSeccompProfile, type ContainerPlace } from '../kubernetes/json-patches';

/** All capabilities; the enumeration of cdk8s-plus-27 lacks this value. */
const ALL = 'ALL' as Capability;

/** What the Pod Security Standard "restricted" requires of a container. */
export const RESTRICTED: ContainerSecurityContextProps = {
  ensureNonRoot: true,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: [ALL] },
};

/**
 * The restricted security context for the model server. A server that runs only as root gets user 0 for its own
 * container; the other containers of the pod stay restricted.
 */
export function serverSecurity(user: number): ContainerSecurityContextProps {
  return user === 0 ? { ...RESTRICTED, ensureNonRoot: false, user: 0, group: 0 } : RESTRICTED;
}

/** Sets what cdk8s-plus-27 does not print of containers, `first` of which has this place in the pod. */
export function completeContainers(
  pod: IConstruct, containers: readonly Pick<ContainerOptions, 'securityContext'>[] | undefined, first: ContainerPlace,
): void {
  for (const [i, { securityContext }] of (containers ?? []).entries()) {
    const profile = securityContext?.seccompProfile;
    if (profile) setSeccompProfile(pod, { ...first, index: first.index + i }, profile);
  }
}

/**
 * An extra container or init container without the defaults of cdk8s-plus, which would add resources, pull the image at
 * each start and add a startup probe of 30 seconds.
 */
export function sidecar(props: ContainerOptions): ContainerProps {
  const { port, portNumber, ports, resources, securityContext, ...rest } = props;
  const number = portNumber ?? port;
  return {
    ...rest as ContainerProps,
    resources: resources ?? {},
    imagePullPolicy: (props.imagePullPolicy as ImagePullPolicy | undefined) ?? ImagePullPolicy.IF_NOT_PRESENT,
    ports: number === undefined ? [...(ports ?? [])] : [{ number }, ...(ports ?? [])],
    securityContext: { ...RESTRICTED, ...securityContext as ContainerSecurityContextProps },
    volumeMounts: props.volumeMounts && [...props.volumeMounts] as VolumeMount[],
    envFrom: props.envFrom && [...props.envFrom],
    envVariables: { ...props.envVariables },
  };
}
