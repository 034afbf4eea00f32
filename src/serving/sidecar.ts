import { ImagePullPolicy, type Capability, type ContainerProps, type ContainerSecurityContextProps } from 'cdk8s-plus-27';

/** Every capability at once, which the enumeration of cdk8s-plus-27 lacks. */
const ALL = 'ALL' as Capability;

/** What Pod Security "restricted" asks of every container. */
export const RESTRICTED: ContainerSecurityContextProps = {
  ensureNonRoot: true,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: [ALL] },
};

/**
 * The restricted context for the model server. One whose image works only as root says so for its own container alone, so that its
 * neighbours stay what they are.
 */
export function serverSecurity(user: number): ContainerSecurityContextProps {
  return user === 0 ? { ...RESTRICTED, ensureNonRoot: false, user: 0, group: 0 } : RESTRICTED;
}

/**
 * A further container as its user means it: cdk8s-plus would invent resources for it, pull its image at each start, and end it after
 * 30 seconds when its port is not open.
 */
export function sidecar(props: ContainerProps): ContainerProps {
  const { port, portNumber, ports = [], resources = {}, imagePullPolicy = ImagePullPolicy.IF_NOT_PRESENT, securityContext, ...rest } = props;
  const number = portNumber ?? port;
  return {
    ...rest,
    resources,
    imagePullPolicy,
    ports: [...(number === undefined ? [] : [{ number }]), ...ports],
    securityContext: { ...RESTRICTED, ...securityContext },
    volumeMounts: props.volumeMounts && [...props.volumeMounts],
    envFrom: props.envFrom && [...props.envFrom],
    envVariables: { ...props.envVariables },
  };
}
