import { YamlOutputType } from 'cdk8s';
import type { InferenceAppProps } from './versions/inference-app-props';
import { versionProblems } from './versions/version-problems';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of the properties of an app, of which cdk8s itself checks none. It takes null for a default. */
export function appProblems(props: InferenceAppProps): Problem[] {
  if (!check.isObject(props)) return [notProperties(props)];
  const problems = new Problems();
  problems.addAll(outdirProblems(props.outdir));
  const { yamlOutputType: type, resolvers, outputFileExtension: extension } = props;
  if (isSet(type) && !isOutputType(type)) {
    problems.add({
      code: 'app/output-type-unknown',
      field: 'yamlOutputType',
      value: type,
      rule: 'must be a member of YamlOutputType',
      why: 'no file would be written',
      fix: 'leave it out for one file per chart, or use a member of YamlOutputType',
    });
  }
  if (isSet(resolvers) && !isListOfResolvers(resolvers)) {
    problems.add({
      code: 'app/not-resolvers',
      field: 'resolvers',
      value: resolvers,
      rule: 'must be a list of objects with a method resolve',
      why: 'cdk8s calls that method for each value of each object',
      fix: 'give a list of IResolver, or leave it out',
    });
  }
  if (isSet(extension) && typeof extension !== 'string') {
    problems.add({
      code: 'app/not-an-extension',
      field: 'outputFileExtension',
      value: extension,
      rule: 'must be a string',
      why: 'the files could not be named',
      fix: 'leave it out for .k8s.yaml',
    });
  }
  const { kubernetesVersion } = props;
  if (isSet(kubernetesVersion)) problems.addAll(versionProblems('kubernetesVersion', kubernetesVersion));
  problems.addAll(check.boolean('recordConstructMetadata', props.recordConstructMetadata ?? undefined));
  return problems.all;
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function notProperties(props: unknown): Problem {
  return {
    code: 'app/not-properties',
    field: 'props',
    value: props,
    rule: 'must be an object with properties',
    why: 'the properties would be ignored',
    fix: 'leave it out, or give an object',
  };
}

function outdirProblems(outdir: unknown): Problem[] {
  if (!isSet(outdir) || (typeof outdir === 'string' && outdir !== '')) return [];
  return [{
    code: 'app/not-a-folder',
    field: 'outdir',
    value: outdir,
    rule: 'must be a non-empty string',
    why: 'no folder could be made for the files',
    fix: 'leave it out to use the variable CDK8S_OUTDIR, or dist; or give a path',
  }];
}

/** The enumeration has the names of its members too. */
function isOutputType(type: unknown): boolean {
  return typeof type === 'number' && YamlOutputType[type] !== undefined;
}

function isListOfResolvers(resolvers: unknown): boolean {
  const isResolver = (r: unknown) => typeof (r as { resolve?: unknown } | null | undefined)?.resolve === 'function';
  return Array.isArray(resolvers) && resolvers.every(isResolver);
}
