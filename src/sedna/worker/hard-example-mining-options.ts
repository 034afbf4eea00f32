/** Parameters of the algorithm `IBT`. */
export interface IbtOptions {
  /**
   * Which share of boxes must be confident, 0 to 1: an image is hard when at least `1 - thresholdImg` of its boxes score at most
   * `thresholdBox`. Higher sends more to the cloud.
   *
   * @default 0.5
   */
  readonly thresholdImg?: number;

  /**
   * Up to which score a box counts as uncertain, 0 to 1. Higher sends more to the cloud.
   *
   * @default 0.5
   */
  readonly thresholdBox?: number;
}

/** Parameters of the algorithm `CrossEntropy`. */
export interface CrossEntropyOptions {
  /**
   * Below which confidence an example is hard, 0 to 1: one less the normalized entropy of the class probabilities.
   *
   * @default 0.5
   */
  readonly thresholdCrossEntropy?: number;
}

/** Parameters of the algorithm `Threshold`. */
export interface ThresholdOptions {
  /**
   * Below which mean score of its boxes an image is hard, 0 to 1.
   *
   * @default 0.5
   */
  readonly threshold?: number;
}

/** Parameters of the algorithm `BertRouter`. */
export interface BertRouterOptions {
  /**
   * The model that tells easy questions from hard ones, a name on Hugging Face or a folder of the image.
   *
   * @default - routellm/bert
   */
  readonly model?: string;

  /**
   * The device that it runs on, as PyTorch names it: `cpu`, `cuda`, `cuda:1`.
   *
   * @default - `cuda` where there is one, else `cpu`
   */
  readonly device?: string;

  /**
   * From which share of the label `LABEL_0` on a question is easy, 0 to 1. Higher sends more to the cloud.
   *
   * @default 0.5
   */
  readonly threshold?: number;
}
