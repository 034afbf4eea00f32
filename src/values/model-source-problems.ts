import { SizeRoundingBehavior } from 'cdk8s';
import { HostPathVolumeType } from 'cdk8s-plus-27';
import type { Bucket, Download, ModelOrigin } from './model-origin';
import { isSize, resourceProblems, wrongSizeProblems } from './resource-requirements';
import { secretProblems, secretValueProblems } from './secret-problems';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What Kubernetes can check of a path of the node. */
const HOST_PATHS: readonly string[] = Object.values(HostPathVolumeType);

/** Problems of the source of a model. */
export function originProblems(origin: ModelOrigin): Problem[] {
  switch (origin.kind) {
    case 'server-image': return [];
    case 'host-path': {
      return [...check.absolutePath('path', origin.path), ...check.choice('type', origin.type, HOST_PATHS)];
    }
    case 'claim': return claimProblems(origin.claim, origin.subPath);
    case 's3': return [...bucketProblems(origin), ...downloadProblems(origin)];
    case 'https': {
      const problems = new Problems();
      problems.addAll(urlProblems('url', origin.url, ['https:', 'http:'], 'https://<host>/<path of the file>'));
      if (origin.authorization !== undefined) {
        problems.addAll(secretValueProblems('authorization', origin.authorization));
      }
      problems.addAll(downloadProblems(origin));
      return problems.all;
    }
    case 'image': return [...check.absolutePath('path', origin.path), ...downloadProblems(origin)];
  }
}

function claimProblems(claim: string, subPath: unknown): Problem[] {
  const problems = new Problems();
  problems.addAll(check.name('claimName', claim, DNS_SUBDOMAIN, 'set the name of the PersistentVolumeClaim'));
  if (subPath !== undefined && typeof subPath !== 'string') {
    problems.add({
      code: 'values/claim-path-not-a-string',
      field: 'subPath',
      value: subPath,
      rule: 'must be a string',
      why: 'the API server would reject the mount',
      fix: 'set the path of the folder in the volume',
    });
  } else if (subPath?.split('/').includes('..')) {
    problems.add({
      code: 'values/claim-path-outside-volume',
      field: 'subPath',
      value: subPath,
      rule: 'must not contain ".."',
      why: 'the API server would reject the mount',
      fix: 'set the path of the folder in the volume',
    });
  }
  return problems.all;
}

function bucketProblems({ uri, anonymous, credentials, endpoint }: Bucket): Problem[] {
  const problems = new Problems();
  problems.addAll(urlProblems('uri', uri, ['s3:'], 's3://<bucket>/<prefix>'));
  if (credentials !== undefined) problems.addAll(secretProblems('credentials', credentials));
  if (anonymous && credentials) {
    problems.add({
      code: 'values/anonymous-with-credentials',
      field: 'anonymous',
      value: true,
      rule: 'cannot be combined with credentials',
      why: 'only one of the two takes effect',
      fix: 'omit one of them',
    });
  }
  if (endpoint !== undefined) {
    problems.addAll(urlProblems('endpoint', endpoint, ['http:', 'https:'], 'http(s)://<host>[:<port>]'));
  }
  return problems.all;
}

function downloadProblems({ image, resources }: Download): Problem[] {
  const problems = new Problems();
  problems.addAll(check.image('image', image));
  if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
  return problems.all;
}

/** Problems of the size limit of the volume. */
export function sizeProblems(field: string, size: unknown): Problem[] {
  if (isSize(size)) return check.wholeMebibytes(field, size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }));
  return wrongSizeProblems(field, size);
}

function urlProblems(field: string, value: unknown, protocols: string[], shape: string): Problem[] {
  const text = typeof value === 'string' ? value : '';
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const file = protocols[0] !== 'https:' || (parsed !== undefined && !parsed.pathname.endsWith('/'));
  if (!parsed || !protocols.includes(parsed.protocol) || parsed.host === '' || !file || /[\s'"$`\\]/.test(text)) {
    return [{
      code: 'values/invalid-model-url',
      field,
      value,
      rule: `must be ${shape}`,
      why: 'the download would fail, and the pod would never start',
      fix: 'correct the URL',
    }];
  }
  if (!parsed.username && !parsed.password) return [];
  return [{
    code: 'values/credentials-in-url',
    field,
    rule: 'must not contain a user or a password',
    why: 'the manifest would show it in plain text',
    fix: 'reference a Secret instead',
  }];
}
