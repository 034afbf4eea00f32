import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Container, Manifest } from '../../kubernetes/manifest';
import { SEDNA_DOWNLOADER, SEDNA_LIBRARY, WORKER_TYPES } from '../../kubernetes/sedna/api';
import { modelFault, type LoadingFault, type ModelFault } from '../../kubernetes/sedna/model-loading';
import { title, type Reported, type Rule } from '../rule';

type Text = Pick<Reported, 'rule' | 'why' | 'fix'>;

/** Why the downloader fails, or saves the file elsewhere. */
const DOWNLOAD: Readonly<Record<Exclude<ModelFault, LoadingFault>, Text>> = {
  'capitals': {
    rule: 'must have its scheme in lower case',
    why: 'Sedna\'s downloader does not recognize it, and the pods of the worker stay in Init:Error',
    fix: 'write s3://, http:// or https://',
  },
  'encoded-host': {
    rule: 'must have a host without "%"',
    why: 'Sedna\'s downloader looks the name up as it is written, and the pods of the worker stay in Init:Error',
    fix: 'write the host as DNS has it, with xn-- for letters beyond ASCII',
  },
  'encoded-key': {
    rule: 'must have a key without "%"',
    why: 'Sedna\'s downloader looks for the key as it is written, and the worker for the decoded one',
    fix: 'rename the object to a key of letters, digits and -_./+=@,~',
  },
  'query': {
    rule: 'must have no "?" and "#" with s3',
    why: 'Sedna\'s downloader takes them for a part of the key, and the worker looks for the key without them',
    fix: 'give s3://<bucket>/<key>, or a presigned URL with https://',
  },
  'encoded-name': {
    rule: 'must name a file without "%"',
    why: 'Sedna\'s downloader saves the file under the encoded name, and the worker looks for the decoded one',
    fix: 'rename the file to letters, digits and -_.+=@,~; folders may be encoded',
  },
  'semicolon': {
    rule: 'must name a file without ";"',
    why: 'Sedna\'s downloader saves the file under the part before it, and the worker looks for the whole name',
    fix: 'rename the file',
  },
  'gzip': {
    rule: 'must name no gzip file over HTTP',
    why: 'Sedna\'s downloader decompresses it, takes it for a tar archive, and the pods stay in Init:Error',
    fix: 'upload the file without compression; from S3 it is delivered as it is',
  },
};

const LOADING: Readonly<Record<LoadingFault, Omit<Text, 'rule'>>> = {
  'archive': {
    why: 'Sedna unpacks an archive and removes it: MODEL_URL names a file that does not exist, and the worker exits',
    fix: 'set fileInArchive of its SednaModel, or MODEL_PATH of the container to what it loads, below the folder of '
      + 'the archive in /downloads',
  },
  'not-delivered': {
    why: 'Sedna delivers no such URL; its library then finds no file, and the worker exits with FileExistsError',
    fix: 'set MODEL_PATH of the container to a file in its image; or MODEL_LOAD_MODE to url, if the image has '
      + 'a library of Sedna after 0.7.0',
  },
};

export const sednaModelUrl: Rule = {
  id: 'sedna-model-url',
  title: 'A worker must find the file of its Model where MODEL_URL says',
  severity: 'error',
  description: [
    'Looks at the Models that the workers of JointInferenceServices use. Fires',
    '',
    '- on a Model whose URL Sedna\'s downloader cannot fetch, or whose file it saves under another name: a scheme in',
    '  capitals, a key of S3 with `%`, `?` or `#`, a file name with `%` or `;` over HTTP, `.gz` over HTTP;',
    '- on a worker whose Model is an archive (`.zip`, `.tar`, `.tar.gz`, `.tgz` and others) from S3 or HTTP, which is',
    '  unpacked and removed;',
    '- on a worker whose Model has another scheme, such as `hf://`, which Sedna does not deliver.',
    '',
    'Silent where a container of the worker sets `MODEL_PATH`, by which the library finds a file elsewhere, or gets',
    'variables from a ConfigMap or a Secret; for another scheme also with `MODEL_LOAD_MODE`, which libraries after',
    '0.7.0 have. Assumes that the worker uses Sedna\'s library.',
    '',
    'The library exits with `FileExistsError` when the file does not exist.',
  ].join('\n'),
  fix: [
    'Rename the file, upload it without an archive, or set `MODEL_PATH`. `fileInArchive` of `SednaModel` sets it for',
    'an archive. What the downloader cannot fetch from any store, `SednaModel` refuses.',
    '',
    'Acknowledge it when the image sets `MODEL_PATH` itself, or does not use Sedna\'s library: at the',
    '`SednaJointInference` for what a worker loads, at the `SednaModel` for a name.',
  ].join('\n'),
  source: SEDNA_LIBRARY,
  failing: example('little.tar.gz'),
  repaired: example('little.pb'),
  check: (inventory, report) => {
    const reported = new Set<Manifest>();
    for (const service of inventory.jointServices) {
      for (const type of WORKER_TYPES) {
        const worker = service.spec?.[`${type}Worker`];
        const model = modelOf(inventory, service, worker?.model?.name);
        const url: string | undefined = model?.spec?.url;
        if (!model || url === undefined) continue;
        const containers: readonly Container[] = worker?.template?.spec?.containers ?? [];
        const fault = modelFault(url, containers);
        if (fault === undefined) continue;
        if (!isLoading(fault)) {
          if (reported.has(model)) continue;
          reported.add(model);
          report(model, { field: 'spec.url', value: url, ...DOWNLOAD[fault], source: SEDNA_DOWNLOADER });
          continue;
        }
        report(service, {
          field: `spec.${type}Worker.model.name`,
          value: model.metadata?.name,
          rule: `is ${title(model)} with the URL ${url}`,
          ...LOADING[fault],
        });
      }
    }
  },
};

function modelOf(inventory: Inventory, service: Manifest, name: string | undefined): Manifest | undefined {
  if (name === undefined) return undefined;
  return inventory.sednaModels(name).find((model) => namespaceOf(model) === namespaceOf(service));
}

function isLoading(fault: ModelFault): fault is LoadingFault {
  return fault === 'archive' || fault === 'not-delivered';
}

function example(file: string): string {
  return `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: vision }
spec: { url: 's3://models/${file}', format: pb }
---
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: big, namespace: vision }
spec: { url: 's3://models/big.pb', format: pb }
---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`;
}
