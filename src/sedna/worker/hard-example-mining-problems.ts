import type {
  BertRouterOptions, CrossEntropyOptions, IbtOptions, ThresholdOptions,
} from './hard-example-mining-options';
import { mapProblems } from './property-type-problems';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { isObject } from '../../validation/value-checks';

const LIBRARY =
  'https://github.com/kubeedge/sedna/blob/main/lib/sedna/algorithms/hard_example_mining/hard_example_mining.py';

/** What was given, or nothing when it is not an object. */
export function optionsOrNone<T extends object>(options: T): Partial<T> {
  return isObject(options) ? options : {};
}

export function ibtProblems(options: IbtOptions): Problem[] {
  const { thresholdImg, thresholdBox } = optionsOrNone(options);
  return [
    ...mapProblems('options', options),
    ...thresholdProblems('thresholdImg', thresholdImg),
    ...thresholdProblems('thresholdBox', thresholdBox),
  ];
}

export function crossEntropyProblems(options: CrossEntropyOptions): Problem[] {
  const { thresholdCrossEntropy } = optionsOrNone(options);
  return [
    ...mapProblems('options', options),
    ...thresholdProblems('thresholdCrossEntropy', thresholdCrossEntropy),
  ];
}

export function thresholdAlgorithmProblems(options: ThresholdOptions): Problem[] {
  const { threshold } = optionsOrNone(options);
  return [...mapProblems('options', options), ...thresholdProblems('threshold', threshold)];
}

export function bertRouterProblems(options: BertRouterOptions): Problem[] {
  const { model, device, threshold } = optionsOrNone(options);
  const problems = new Problems();
  problems.addAll(mapProblems('options', options));
  if (model !== undefined) problems.addAll(textProblems('model', model));
  if (device !== undefined) problems.addAll(textProblems('device', device));
  problems.addAll(thresholdProblems('threshold', threshold));
  return problems.all;
}

export function customAlgorithmProblems(name: unknown, parameters: Readonly<Record<string, string>>): Problem[] {
  const problems = new Problems();
  problems.addAll(textProblems('name', name));
  problems.addAll(mapProblems('parameters', parameters));
  for (const [key, value] of Object.entries(optionsOrNone(parameters))) {
    if (typeof value === 'string') continue;
    problems.add({
      code: 'sedna/algorithm-parameter-not-a-string',
      field: `parameters[${JSON.stringify(key)}]`,
      value,
      rule: 'must be a string',
      why: 'the schema of JointInferenceService allows no other type for parameters of an algorithm',
      fix: 'write the value as a string',
    });
  }
  return problems.all;
}

/** An algorithm that the library of the given `sednaVersion` does not contain. */
export function algorithmAgeProblem(name: string): Problem {
  return {
    code: 'sedna/algorithm-too-new',
    field: '',
    value: name,
    rule: 'needs a version of Sedna\'s library after 0.7.0',
    why: 'the library in the image of the edge worker has no such algorithm, so the worker would exit at startup',
    fix: 'use ibt, crossEntropy, threshold or random, or set sednaVersion to the newer version of the image\'s library',
    source: LIBRARY,
  };
}

function thresholdProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return [];
  return [{
    code: 'sedna/threshold-out-of-range',
    field,
    value,
    rule: 'must be a number from 0 to 1',
    why: 'it is compared with scores and probabilities: outside this range every example is hard, or none is',
    fix: 'give a number such as 0.5',
  }];
}

function textProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string' && value !== '') return [];
  return [{
    code: 'sedna/algorithm-text-missing',
    field,
    value,
    rule: 'must be a non-empty string',
    why: 'Sedna\'s library reads it as text, and an empty one names nothing',
    fix: 'write it as a string',
  }];
}
