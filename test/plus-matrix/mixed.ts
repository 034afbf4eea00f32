/* eslint-disable import/no-duplicates */
import { App, Chart, Size } from 'cdk8s';
import * as older from 'cdk8s-plus-27';
import * as newer from 'cdk8s-plus-27';
import { EdgePlacement, InferenceDeployment, ModelServer, ModelSource } from 'cdk8s-elastic-inference';

/**
 * Hands over objects of two versions of cdk8s-plus to one construct: `run.ts` gives the import of `newer` another
 * package.
 */
const app = new App({ outdir: process.argv[2] ?? 'dist' });
const chart = new Chart(app, 'mixed', { namespace: 'models' });

const edge = new EdgePlacement(chart, 'Edge');
const containers = [{ image: 'registry.example.com/camera:1.0', ports: [{ number: 8080 }], resources: {} }];
edge.placeOn(new older.StatefulSet(chart, 'Older', { containers }));
edge.placeOn(new newer.StatefulSet(chart, 'Newer', { containers }));

new InferenceDeployment(chart, 'Resnet', {
  server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
  model: ModelSource.s3('s3://models/resnet', { credentials: newer.Secret.fromSecretName(chart, 'S3', 's3') }),
  resources: { cpu: { request: older.Cpu.units(1), limit: newer.Cpu.units(2) }, memory: { limit: Size.gibibytes(2) } },
  imagePullSecret: older.Secret.fromSecretName(chart, 'Registry', 'registry'),
  readiness: older.Probe.fromTcpSocket({ port: 8501 }),
  liveness: newer.Probe.fromHttpGet('/v1/models/resnet', { port: 8501 }),
  volumeMounts: [
    { volume: older.Volume.fromEmptyDir(chart, 'OlderVolume', 'older'), path: '/older' },
    { volume: newer.Volume.fromEmptyDir(chart, 'NewerVolume', 'newer'), path: '/newer' },
  ],
  envFrom: [
    older.Env.fromConfigMap(older.ConfigMap.fromConfigMapName(chart, 'OlderConfig', 'older')),
    newer.Env.fromConfigMap(newer.ConfigMap.fromConfigMapName(chart, 'NewerConfig', 'newer')),
  ],
  admit: {
    callers: [
      older.Pods.select(chart, 'OlderPods', { labels: { app: 'older' } }),
      newer.Pods.select(chart, 'NewerPods', { labels: { app: 'newer' } }),
    ],
  },
});

app.synth();
