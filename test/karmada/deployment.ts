/** A Deployment to which overriders are applied. */
export const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'm', labels: { app: 'm' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        hostNetwork: false,
        containers: [{
          name: 'main',
          image: 'a/b:1',
          args: ['--a=1', '--b'],
          resources: { requests: { cpu: '1' } },
          ports: [{ containerPort: 80 }],
        }],
      },
    },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  },
};

/** The path of its pod. */
export const POD = '/spec/template/spec';
