/** What the examples of these rules share: manifests in the list of a workload of a HyperMLService. */

export const RUNTIME = `        - apiVersion: tensorstack.dev/v1beta1
          kind: MLServiceRuntime
          metadata: { name: torchserve, namespace: demo }
          spec:
            enabled: true
            template:
              spec: { containers: [{ name: user-container, image: 'pytorch/torchserve:0.12.0-cpu' }] }`;

export const SERVICE = `        - apiVersion: tensorstack.dev/v1beta1
          kind: MLService
          metadata: { name: mnist, namespace: demo }
          spec:
            default: origin
            releases: [{ name: origin, predictor: { model: { runtime: torchserve } } }]`;
