import { Chart, type ApiObject } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import { modelUrlProblems } from './model-url';
import * as check from '../../validation/check';
import { guard } from '../../app/validator';
import { DNS_SUBDOMAIN, readableName } from '../../validation/names';
import { plainObject } from '../../kubernetes/plain-object';
import type { Problem } from '../../validation/problem';
import { refuse } from '../../validation/refuse';
import { SEDNA_API } from '../../kubernetes/sedna-generated';

/** A model that Sedna knows: `SednaModel` is one. */
export interface ISednaModel extends IConstruct {
  /** The name of the Model. */
  readonly modelName: string;

  /** Where its file is, when that is known here. */
  readonly modelUrl?: string;

  /** The namespace of the Model, when that is known here. */
  readonly modelNamespace?: string;
}

/** Properties of `SednaModel`. */
export interface SednaModelProps {
  /**
   * The name of the Model, a DNS subdomain.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * Where the model's file is. What Sedna does with it depends on its scheme:
   *
   * - an absolute path such as `/data/little/model.pb`: its folder is mounted from the node, on every node that a worker may run on; it must
   *   exist there before.
   * - `s3://bucket/key`, `http://` and `https://`: an init container downloads it, again for each new replica.
   * - any other, such as `hf://org/model`: passed on to the worker as it is.
   *
   * It is a file's: a folder's own URL cannot be mounted. Fails when it cannot be parsed, which would end Sedna's Global Manager.
   */
  readonly url: string;

  /** What the file holds, in words that your worker understands: `pb`, `ckpt`, `onnx`. */
  readonly format: string;

  /**
   * The Secret with the credentials of an S3 store, in the same namespace: keys `ACCESS_KEY_ID` and `SECRET_ACCESS_KEY`, annotation
   * `s3-endpoint` (host and port, without scheme) and, for plain HTTP, `s3-usehttps: "0"`. Only with an `s3://` URL.
   *
   * Sedna copies the values in clear into the pods' init container.
   *
   * @default - none
   */
  readonly credential?: ISecret;

  /**
   * The chips that the model was built for, such as `Ascend310`. Sedna only records them.
   *
   * @default - none
   */
  readonly deviceSocVersions?: string[];
}

/**
 * Defines a model for Sedna (`sedna.io/v1alpha1`): a file, and how a worker gets it.
 *
 * It must exist before the `SednaJointInference` that uses it: one whose model is missing fails for good. Within a chart the order of the
 * output sees to that.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/docs/proposals/dataset-and-model.md
 *
 * @example
 *
 * const little = new SednaModel(chart, 'LittleModel', { url: '/data/little-model/yolov3_resnet18.pb', format: 'pb' });
 * const big = new SednaModel(chart, 'BigModel', {
 *   url: 's3://models/helmet/yolov3_darknet.pb',
 *   format: 'pb',
 *   credential: kplus.Secret.fromSecretName(chart, 'Credential', 's3-credential'),
 * });
 */
export class SednaModel extends Construct implements ISednaModel {
  /**
   * Refers to a model that is made elsewhere, in the same namespace.
   *
   * @param scope where the reference belongs
   * @param id its id there
   * @param modelName the Model's name
   * @param url where its file is; with it the mounts that Sedna adds are checked too
   */
  public static fromModelName(scope: Construct, id: string, modelName: string, url?: string): ISednaModel {
    return new ImportedModel(scope, id, modelName, url);
  }

  /** The Model. */
  public readonly apiObject: ApiObject;
  public readonly modelName: string;
  public readonly modelUrl?: string;
  public readonly modelNamespace?: string;

  /**
   * Defines a model.
   *
   * @param scope where it belongs
   * @param id its id there; without `name` the Model is called after it
   * @param props where it is and what it holds
   */
  public constructor(scope: Construct, id: string, props: SednaModelProps) {
    super(scope, id);
    // A program without types may forget them.
    const given = props ?? {} as SednaModelProps;
    const { url, format, credential, deviceSocVersions } = given;
    this.modelName = given.name ?? readableName(this);
    refuse(this, modelProblems(this.modelName, given));
    this.modelUrl = url;
    this.modelNamespace = Chart.of(this).namespace;
    this.apiObject = plainObject(this, 'Resource', {
      apiVersion: SEDNA_API,
      kind: 'Model',
      metadata: { name: this.modelName },
      spec: {
        url,
        format,
        ...(credential && { credentialName: credential.name }),
        // The schema's own spelling.
        ...(deviceSocVersions && { device_soc_versions: [...deviceSocVersions] }),
      },
    });
    // Sedna reads the Secret when the service is made, and goes on without one that comes later.
    if (credential && isWithin(credential, Chart.of(this))) this.node.addDependency(credential);
    this.node.defaultChild = this.apiObject;
    guard(this);
  }
}

function isWithin(construct: unknown, chart: Chart): construct is Construct {
  return construct instanceof Construct && construct.node.scopes.includes(chart);
}

class ImportedModel extends Construct implements ISednaModel {
  public constructor(scope: Construct, id: string, public readonly modelName: string, public readonly modelUrl?: string) {
    super(scope, id);
    const problems = [...check.name('modelName', modelName, DNS_SUBDOMAIN), ...(modelUrl === undefined ? [] : modelUrlProblems('url', modelUrl))];
    // What cannot be referred to does not keep its id.
    if (problems.length > 0) scope.node.tryRemoveChild(id);
    refuse(this, problems, 'SednaModel cannot be referred to');
  }
}

function modelProblems(name: string, { url, format, credential, deviceSocVersions }: SednaModelProps): Problem[] {
  return [
    ...check.name('name', name, DNS_SUBDOMAIN),
    ...modelUrlProblems('url', url),
    ...(typeof format === 'string' && format !== '' ? [] : [{
      field: 'format',
      value: format,
      rule: 'must be a string that is not empty',
      why: 'the schema of Model requires it',
      fix: 'say what the file holds, such as pb',
    }]),
    ...(credential === undefined ? [] : credentialProblems(credential, url)),
    ...(deviceSocVersions === undefined ? [] : chipProblems(deviceSocVersions)),
  ];
}

function credentialProblems(credential: ISecret, url: string): Problem[] {
  if (typeof credential?.name !== 'string' || credential.name === '') {
    return [{ field: 'credential', value: credential, rule: 'must be a Secret of cdk8s-plus', why: 'nothing else has the name of one', fix: 'refer to it by Secret.fromSecretName' }];
  }
  if (typeof url === 'string' && /^s3:/i.test(url)) return [];
  return [{ field: 'credential', value: credential.name, rule: 'is for s3 URLs only', why: 'Sedna uses it for nothing else', fix: 'leave it out, or give an s3 URL' }];
}

function chipProblems(chips: readonly string[]): Problem[] {
  const told = { why: 'the schema of Model knows nothing else', fix: 'name the chips' };
  if (!Array.isArray(chips)) return [{ field: 'deviceSocVersions', value: chips, rule: 'must be a list', ...told }];
  return chips.filter((v) => typeof v !== 'string' || v === '').map((got) => ({ field: 'deviceSocVersions', value: got, rule: 'must be strings that are not empty', ...told }));
}
