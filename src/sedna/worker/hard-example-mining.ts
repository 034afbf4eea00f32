import type {
  BertRouterOptions, CrossEntropyOptions, IbtOptions, ThresholdOptions,
} from './hard-example-mining-options';
import {
  algorithmAgeProblem, bertRouterProblems, crossEntropyProblems, customAlgorithmProblems, ibtProblems, optionsOrNone,
  thresholdAlgorithmProblems,
} from './hard-example-mining-problems';
import { checksArguments } from '../../validation/checks-arguments';
import { within, type Problem } from '../../validation/problem';

interface Parameter {
  readonly key: string;
  readonly value: string;
}

/**
 * Defines how the edge worker of a joint inference tells hard examples, which go to the cloud worker, from easy ones.
 *
 * An algorithm gets the result of the small model after `post_process`. Input that it does not expect, such as a numpy
 * array, raises an error out of `inference()`. An example goes to the cloud only if the input of `inference()` has
 * `.tolist()`, as a numpy array has: otherwise the edge worker silently keeps its own answer and counts it as hard.
 *
 * The image of the edge worker decides which algorithms there are: `cloudOnly`, `edgeOnly` and `bertRouter` are in
 * Sedna's library only after 0.7.0, and a worker whose image was built with an older one exits at startup. Parameters
 * are written as strings, as the API requires.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/lib/sedna/algorithms/hard_example_mining/hard_example_mining.py
 *
 * @example
 *
 * const mining = HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 });
 */
@checksArguments
export class HardExampleMining {
  /**
   * Object detection: an image is hard when many boxes are uncertain.
   *
   * It takes a list of boxes `[xmin, ymin, xmax, ymax, score, label]`. An empty list, a box without a score and a score
   * outside of 0 to 1 are never hard. A numpy array raises `ValueError`, a list of probabilities `TypeError`.
   *
   * @param options its thresholds
   */
  public static ibt(options: IbtOptions = {}): HardExampleMining {
    const { thresholdImg, thresholdBox } = optionsOrNone(options);
    const parameters = parametersOf({ threshold_img: thresholdImg, threshold_box: thresholdBox });
    return new HardExampleMining('IBT', parameters, ibtProblems(options));
  }

  /**
   * Classification: an example is hard when the probabilities of the classes are close to each other.
   *
   * It takes a list of probabilities, of two classes or more. An empty list and a value outside of 0 to 1 are never
   * hard. A numpy array and a probability of exactly 0 raise `ValueError`, boxes `TypeError`, a single class
   * `ZeroDivisionError`.
   *
   * @param options its threshold
   */
  public static crossEntropy(options: CrossEntropyOptions = {}): HardExampleMining {
    const { thresholdCrossEntropy } = optionsOrNone(options);
    const parameters = parametersOf({ threshold_cross_entropy: thresholdCrossEntropy });
    return new HardExampleMining('CrossEntropy', parameters, crossEntropyProblems(options));
  }

  /**
   * Object detection: an image is hard when its boxes have a low mean score.
   *
   * It takes a list of boxes `[xmin, ymin, xmax, ymax, score, label]`. An empty list and a box without a score are
   * never hard. A numpy array raises `ValueError`, a list of probabilities `TypeError`.
   *
   * @param options its threshold
   */
  public static threshold(options: ThresholdOptions = {}): HardExampleMining {
    const { threshold } = optionsOrNone(options);
    return new HardExampleMining('Threshold', parametersOf({ threshold }), thresholdAlgorithmProblems(options));
  }

  /**
   * Three of ten examples are hard, chosen at random, whatever the result is: the default ratio of the library.
   * Another ratio cannot be set, because the API passes it as a string and the library then fails. Needs a library of
   * 0.6.0 or newer.
   */
  public static random(): HardExampleMining {
    return new HardExampleMining('Random', [], []);
  }

  /** Every example is hard. Needs a library after 0.7.0. */
  public static cloudOnly(): HardExampleMining {
    return new HardExampleMining('CloudOnly', [], [], {});
  }

  /** No example is hard. Needs a library after 0.7.0. */
  public static edgeOnly(): HardExampleMining {
    return new HardExampleMining('EdgeOnly', [], [], {});
  }

  /**
   * Questions to a language model: a small BERT model decides which are hard. Needs a library after 0.7.0.
   *
   * It takes the input of `inference()`, before the small model: a list with one text. A plain string raises an error.
   * The answer to a hard question is `{'result': [...]}`, as the cloud worker sent it. When the cloud worker cannot be
   * reached, the call fails, for there is no answer of the small model.
   *
   * The edge worker gets two variables: `BACKEND_TYPE=TORCH`, without which the library does not contain the algorithm,
   * and `MINING_MODE=mining-then-inference`, because the algorithm reads the question.
   *
   * @param options its model and threshold
   */
  public static bertRouter(options: BertRouterOptions = {}): HardExampleMining {
    const { model, device, threshold } = optionsOrNone(options);
    const environment = { BACKEND_TYPE: 'TORCH', MINING_MODE: 'mining-then-inference' };
    const parameters = parametersOf({ model, device, threshold });
    return new HardExampleMining('BertRouter', parameters, bertRouterProblems(options), environment);
  }

  /**
   * An algorithm that the image of the edge worker registers itself
   * (`ClassFactory.register(ClassType.HEM, alias='…')`).
   *
   * @param name the alias under which it is registered
   * @param parameters its parameters; the algorithm gets each value as a string
   */
  public static custom(name: string, parameters: Record<string, string> = {}): HardExampleMining {
    const problems = customAlgorithmProblems(name, parameters);
    return new HardExampleMining(name, parametersOf(optionsOrNone(parameters)), problems);
  }

  /**
   * `newerEnvironment` is given for algorithms that the library contains only after 0.7.0: the variables that the
   * library needs for them.
   */
  private constructor(
    /**
     * The name of the algorithm in the library: `IBT`, `CrossEntropy`, `Threshold`, `Random`, `CloudOnly`, `EdgeOnly`,
     * `BertRouter` or your own.
     */
    public readonly name: string,
    private readonly parameters: readonly Parameter[],
    private readonly problems: readonly Problem[],
    private readonly newerEnvironment?: Readonly<Record<string, string>>,
  ) {}

  /** @internal */
  public _render(): object {
    const parameters = this.parameters.map((p) => ({ ...p }));
    return { name: this.name, ...(parameters.length > 0 && { parameters }) };
  }

  /**
   * The variables without which the library does not contain the algorithm.
   * @internal
   */
  public get _environment(): Readonly<Record<string, string>> {
    return this.newerEnvironment ?? {};
  }

  /**
   * `isNewer` is whether the library is newer than 0.7.0.
   * @internal
   */
  public _problems(field: string, isNewer: boolean): Problem[] {
    const problems = [...this.problems];
    if (this.newerEnvironment !== undefined && !isNewer) problems.push(algorithmAgeProblem(this.name));
    return within(field, problems);
  }
}

/** The parameters that are set. Numbers are written as strings; values of another type are refused elsewhere. */
function parametersOf(values: Readonly<Record<string, string | number | undefined>>): Parameter[] {
  const parameters: Parameter[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) parameters.push({ key, value: typeof value === 'number' ? String(value) : value });
  }
  return parameters;
}
