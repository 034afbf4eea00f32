import { Chart, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { modelArchiveProblems } from './model-archive-problems';
import { modelUrlProblems } from './model-url-problems';
import { guard } from '../../app/validator';
import type { INamedObject } from '../../cdk8s-plus/named-object';
import { plainObject } from '../../kubernetes/plain-object';
import { SEDNA_API } from '../../kubernetes/sedna/api';
import { pathInArchive } from '../../kubernetes/sedna/model-delivery';
import { checksArguments } from '../../validation/checks-arguments';
import { DNS_SUBDOMAIN } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { readableName } from '../../validation/readable-name';
import { refuse } from '../../validation/refuse';
import * as check from '../../validation/value-checks';

/** A Model of Sedna: a `SednaModel`, or one that is defined elsewhere. */
export interface ISednaModel extends IConstruct {
  /** The name of the Model. */
  readonly modelName: string;

  /** The URL of its file; undefined when it is unknown at synth. */
  readonly modelUrl?: string;

  /**
   * The path in the worker of what it loads, where that is not the value of `MODEL_URL`: in an archive that Sedna
   * unpacks. The worker gets it as `MODEL_PATH`.
   */
  readonly modelPath?: string;

  /** The namespace of the Model; undefined when it is unknown at synth. */
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
   * The URL of the model's file. Its scheme decides how the file reaches the worker:
   *
   * - an absolute path such as `/data/little/model.pb`: its folder is mounted from the node. The folder must exist on
   *   every node on which a worker may run.
   * - `s3://bucket/key`, `http://` and `https://`: an init container downloads the file, again for each new replica.
   * - any other, such as `hf://org/model`: the worker gets the URL as it is, and does not start unless it sets
   *   `MODEL_PATH`, or `MODEL_LOAD_MODE` with a library of Sedna after 0.7.0.
   *
   * It is the URL of a file: that of a folder cannot be mounted. A URL that cannot be parsed is refused, because it
   * crashes Sedna's Global Manager. So is one that its downloader cannot fetch: a scheme in capitals, a gzip file over
   * HTTP. At synth, the rule `sedna-model-url` reports one whose file a worker would not find, unless its container
   * sets `MODEL_PATH`: a file name with `%`, an archive without `fileInArchive`.
   */
  readonly url: string;

  /** The format of the file, as your worker understands it: `pb`, `ckpt`, `onnx`. */
  readonly format: string;

  /**
   * What the worker loads from an archive, as its path in the archive: `model.pb`, or a folder such as `export/1`.
   * Sedna unpacks `.zip`, `.tar`, `.tar.gz`, `.tar.bz2`, `.tar.xz` and `.tgz` from S3 and HTTP, and removes the
   * archive, so that `MODEL_URL` names no file any more. The workers get the variable `MODEL_PATH`, which Sedna's
   * library reads then; a worker must not set it too. Only for such a URL: an archive on a node is not unpacked.
   *
   * @default - the worker knows by itself what it loads
   */
  readonly fileInArchive?: string;

  /**
   * The Secret with the credentials of an S3 store, in the same namespace: keys `ACCESS_KEY_ID` and
   * `SECRET_ACCESS_KEY`, annotation `s3-endpoint` (host and port, without scheme) and, for plain HTTP, `s3-usehttps:
   * "0"`. Only with an `s3://` URL.
   *
   * Sedna copies the values in clear text into the init container of the pods.
   *
   * @default - none
   */
  readonly credential?: INamedObject;

  /**
   * The chips that the model was built for, such as `Ascend310`. Sedna only stores them.
   *
   * @default - none
   */
  readonly deviceSocVersions?: string[];
}

/**
 * Defines a model for Sedna (`sedna.io/v1alpha1`): the file of a model, and how a worker gets it.
 *
 * It must exist before the `SednaJointInference` that uses it: a JointInferenceService without its model stays
 * `Failed`. Within a chart the Model is printed first.
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
@checksArguments
export class SednaModel extends Construct implements ISednaModel {
  /**
   * Refers to a Model that is defined elsewhere, in the same namespace.
   *
   * @param scope the scope of the reference
   * @param id the id of the reference
   * @param modelName the name of the Model
   * @param url the URL of its file; with it, the mounts that Sedna adds are checked too. For an archive that Sedna
   * unpacks, set `MODEL_PATH` of the workers
   */
  public static fromModelName(scope: Construct, id: string, modelName: string, url?: string): ISednaModel {
    return new ImportedModel(scope, id, modelName, url);
  }

  /** The Model. */
  public readonly apiObject: ApiObject;
  public readonly modelName: string;
  public readonly modelUrl?: string;
  /** The path in the worker of `fileInArchive`; undefined without it. */
  public readonly modelPath?: string;
  public readonly modelNamespace?: string;

  /**
   * Defines a model.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct, from which the name of the Model is made when `name` is left out
   * @param props the file of the model
   */
  public constructor(scope: Construct, id: string, props: SednaModelProps) {
    super(scope, id);
    // A program without types may leave out the properties.
    const given = props ?? {} as SednaModelProps;
    const { url, format, fileInArchive, credential, deviceSocVersions } = given;
    this.modelName = given.name ?? readableName(this);
    refuse(this, modelProblems(this.modelName, given));
    this.modelUrl = url;
    this.modelPath = fileInArchive === undefined ? undefined : pathInArchive(url, fileInArchive);
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
    // Sedna reads the Secret only when the JointInferenceService is created, and ignores one that is created later.
    if (credential && isWithin(credential, Chart.of(this))) this.node.addDependency(credential);
    this.node.defaultChild = this.apiObject;
    guard(this);
  }
}

function isWithin(construct: unknown, chart: Chart): construct is Construct {
  return construct instanceof Construct && construct.node.scopes.includes(chart);
}

class ImportedModel extends Construct implements ISednaModel {
  public readonly modelName: string;
  public readonly modelUrl?: string;

  public constructor(scope: Construct, id: string, modelName: string, modelUrl?: string) {
    super(scope, id);
    const problems = check.name('modelName', modelName, DNS_SUBDOMAIN);
    if (modelUrl !== undefined) problems.push(...modelUrlProblems('url', modelUrl));
    // A reference that is refused does not keep its id.
    if (problems.length > 0) scope.node.tryRemoveChild(id);
    refuse(this, problems, 'SednaModel cannot be referred to');
    this.modelName = modelName;
    this.modelUrl = modelUrl;
  }
}

function modelProblems(name: string, props: SednaModelProps): Problem[] {
  const { url, format, fileInArchive, credential, deviceSocVersions } = props;
  const problems = new Problems();
  problems.addAll(check.name('name', name, DNS_SUBDOMAIN));
  const ofUrl = modelUrlProblems('url', url);
  problems.addAll(ofUrl.length > 0 ? ofUrl : modelArchiveProblems(url, fileInArchive));
  if (typeof format !== 'string' || format === '') {
    problems.add({
      code: 'sedna/format-missing',
      field: 'format',
      value: format,
      rule: 'must be a non-empty string',
      why: 'the schema of Model requires it',
      fix: 'name the format of the file, such as pb',
    });
  }
  if (credential !== undefined) problems.addAll(credentialProblems(credential, url));
  if (deviceSocVersions !== undefined) problems.addAll(chipProblems(deviceSocVersions));
  return problems.all;
}

function credentialProblems(credential: INamedObject, url: string): Problem[] {
  if (typeof credential?.name !== 'string' || credential.name === '') {
    return [{
      code: 'sedna/credential-not-a-secret',
      field: 'credential',
      value: credential,
      rule: 'must be a Secret: a construct with a `name`',
      why: 'the Model refers to a Secret by its name',
      fix: 'refer to it with Secret.fromSecretName',
    }];
  }
  if (typeof url === 'string' && /^s3:/i.test(url)) return [];
  return [{
    code: 'sedna/credential-without-s3',
    field: 'credential',
    value: credential.name,
    rule: 'can be set for s3 URLs only',
    why: 'Sedna uses it for no other URL',
    fix: 'leave it out, or give an s3 URL',
  }];
}

function chipProblems(chips: readonly string[]): Problem[] {
  if (!Array.isArray(chips)) {
    return [{
      code: 'sedna/chips-not-a-list',
      field: 'deviceSocVersions',
      value: chips,
      rule: 'must be a list',
      why: 'the schema of Model allows no other type',
      fix: 'list the names of the chips, such as ["Ascend310"]',
    }];
  }
  const problems = new Problems();
  for (const [i, chip] of chips.entries()) {
    if (typeof chip === 'string' && chip !== '') continue;
    problems.add({
      code: 'sedna/chip-name-missing',
      field: `deviceSocVersions[${i}]`,
      value: chip,
      rule: 'must be a non-empty string',
      why: 'the schema of Model allows only names of chips',
      fix: 'give the name of the chip, such as Ascend310',
    });
  }
  return problems.all;
}
