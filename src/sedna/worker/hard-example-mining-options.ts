/** Parameters of the algorithm `IBT`. */
export interface IbtOptions {
  /**
   * The share of boxes that must be confident, 0 to 1: an image is hard when at least `1 - thresholdImg` of its boxes
   * have a score of at most `thresholdBox`. A higher value sends more examples to the cloud.
   *
   * @default 0.5
   */
  readonly thresholdImg?: number;

  /**
   * The highest score of a box that counts as uncertain, 0 to 1. A higher value sends more examples to the cloud.
   *
   * @default 0.5
   */
  readonly thresholdBox?: number;
}

/** Parameters of the algorithm `CrossEntropy`. */
export interface CrossEntropyOptions {
  /**
   * The confidence below which an example is hard, 0 to 1. The confidence is one minus the normalized entropy of the
   * class probabilities.
   *
   * @default 0.5
   */
  readonly thresholdCrossEntropy?: number;
}

/** Parameters of the algorithm `Threshold`. */
export interface ThresholdOptions {
  /**
   * The mean score of its boxes below which an image is hard, 0 to 1. A higher value sends more examples to the cloud.
   *
   * @default 0.5
   */
  readonly threshold?: number;
}

/** Parameters of the algorithm `BertRouter`. */
export interface BertRouterOptions {
  /**
   * The model that tells easy questions from hard ones: a name on Hugging Face or a folder of the image.
   *
   * @default - routellm/bert
   */
  readonly model?: string;

  /**
   * The device that it runs on, as PyTorch names it: `cpu`, `cuda`, `cuda:1`.
   *
   * @default - `cuda` when there is one, else `cpu`
   */
  readonly device?: string;

  /**
   * The probability of the label `LABEL_0` from which a question is easy, 0 to 1. A higher value sends more questions
   * to the cloud.
   *
   * @default 0.5
   */
  readonly threshold?: number;
}
