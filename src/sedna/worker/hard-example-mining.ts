import type { BertRouterOptions, CrossEntropyOptions, IbtOptions, ThresholdOptions } from './hard-example-mining-options';
import { isObject } from '../../validation/check';
import { within, type Problem } from '../../validation/problem';

/** The last release of Sedna whose library has only the first four algorithms. */
const FIRST_FOUR = '0.7.0';

/** What a range is told by: the values that the library compares are scores and probabilities. */
const SHARE = { rule: 'must be a number from 0 to 1', why: 'it is compared with scores and probabilities, so every example would be easy or every one hard' };

interface Parameter { readonly key: string; readonly value: string }

/**
 * Defines how the edge worker of a joint inference tells hard examples, which go to the cloud, from easy ones.
 *
 * The edge worker's image decides which algorithms there are: `cloudOnly`, `edgeOnly` and `bertRouter` are in Sedna's library only
 * after 0.7.0, and an image built with an older one ends at its start. Parameters are written as strings, as the API wants them.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/lib/sedna/algorithms/hard_example_mining/hard_example_mining.py
 *
 * @example
 *
 * const mining = HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 });
 */
export class HardExampleMining {
  /**
   * Object detection: hard when many boxes are uncertain.
   *
   * @param options its thresholds
   */
  public static ibt(options: IbtOptions = {}): HardExampleMining {
    const { thresholdImg, thresholdBox } = plain(options);
    return new HardExampleMining('IBT', [...share('threshold_img', thresholdImg), ...share('threshold_box', thresholdBox)], [
      ...mapProblems('options', options), ...shareProblems('thresholdImg', thresholdImg), ...shareProblems('thresholdBox', thresholdBox),
    ]);
  }

  /**
   * Classification: hard when the probabilities of the classes are close to each other.
   *
   * @param options its threshold
   */
  public static crossEntropy(options: CrossEntropyOptions = {}): HardExampleMining {
    const { thresholdCrossEntropy: given } = plain(options);
    return new HardExampleMining('CrossEntropy', share('threshold_cross_entropy', given), [
      ...mapProblems('options', options), ...shareProblems('thresholdCrossEntropy', given),
    ]);
  }

  /**
   * Object detection: hard when the boxes score low on average.
   *
   * @param options its threshold
   */
  public static threshold(options: ThresholdOptions = {}): HardExampleMining {
    const { threshold } = plain(options);
    return new HardExampleMining('Threshold', share('threshold', threshold), [...mapProblems('options', options), ...shareProblems('threshold', threshold)]);
  }

  /**
   * Three of ten examples, at random: the library's own ratio. It fails on any that the API can give, for the API knows only strings. Needs a
   * library of 0.6.0 or newer.
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
   * Questions to a language model: a small BERT model tells which are hard. Needs a library after 0.7.0; the edge worker gets
   * `BACKEND_TYPE=TORCH`, without which the library has no such algorithm, and `MINING_MODE=mining-then-inference`, for it reads the question.
   *
   * @param options its model and threshold
   */
  public static bertRouter(options: BertRouterOptions = {}): HardExampleMining {
    const { model, device, threshold } = plain(options);
    const text = (key: string, value: string | number | undefined) => (value === undefined ? [] : [{ key, value: String(value) }]);
    return new HardExampleMining('BertRouter', [
      ...text('model', model), ...text('device', device), ...share('threshold', threshold),
    ], [
      ...mapProblems('options', options),
      ...(model === undefined ? [] : textProblems('model', model)),
      ...(device === undefined ? [] : textProblems('device', device)),
      ...shareProblems('threshold', threshold),
    ], { BACKEND_TYPE: 'TORCH', MINING_MODE: 'mining-then-inference' });
  }

  /**
   * An algorithm that the edge worker's image registers itself (`ClassFactory.register(ClassType.HEM, alias='…')`).
   *
   * @param name the alias that it is registered under
   * @param parameters its parameters; the algorithm gets each value as a string
   */
  public static custom(name: string, parameters: Record<string, string> = {}): HardExampleMining {
    const given = Object.entries(isObject(parameters) ? parameters : {});
    return new HardExampleMining(name, given.map(([key, value]) => ({ key, value })), [
      ...textProblems('name', name),
      ...mapProblems('parameters', parameters),
      ...given.flatMap(([key, value]) => textProblems(`parameters[${JSON.stringify(key)}]`, value, true)),
    ]);
  }

  private constructor(
    /** The name that the library knows it by: `IBT`, `CrossEntropy`, `Threshold`, `Random`, `CloudOnly`, `EdgeOnly`, `BertRouter` or your own. */
    public readonly name: string,
    private readonly parameters: readonly Parameter[],
    private readonly problems: readonly Problem[],
    private readonly recent?: Readonly<Record<string, string>>,
  ) {}

  /** @internal */
  public _render(): object {
    return { name: this.name, ...(this.parameters.length > 0 && { parameters: this.parameters.map((p) => ({ ...p })) }) };
  }

  /**
   * The variables without which the library has no such algorithm.
   * @internal
   */
  public get _environment(): Readonly<Record<string, string>> {
    return this.recent ?? {};
  }

  /** @internal */
  public _problems(at: string, recentLibrary: boolean): Problem[] {
    const unknown: Problem[] = this.recent === undefined || recentLibrary ? [] : [{
      field: '',
      value: this.name,
      rule: `needs a library of Sedna newer than ${FIRST_FOUR}`,
      why: 'the edge worker would end at its start: its library knows no algorithm of that name',
      fix: 'use ibt, crossEntropy, threshold or random, or say with sednaVersion which newer version the edge worker\'s image was built with',
      source: 'https://github.com/kubeedge/sedna/blob/main/lib/sedna/algorithms/hard_example_mining/hard_example_mining.py',
    }];
    return within(at, [...this.problems, ...unknown]);
  }
}

function share(key: string, value: number | undefined): Parameter[] {
  return value === undefined ? [] : [{ key, value: String(value) }];
}

function shareProblems(at: string, value: number | undefined): Problem[] {
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return [];
  return [{ field: at, value: value, ...SHARE, fix: 'give a share such as 0.5' }];
}

/** What was given, or nothing when it is no map. */
function plain<T extends object>(options: T): Partial<T> {
  return isObject(options) ? options : {};
}

function mapProblems(at: string, value: unknown): Problem[] {
  return isObject(value) ? [] : [{ field: at, value: value, rule: 'must be a map', why: 'nothing in it could be found by its name', fix: 'write it as { name: value }, or leave it out' }];
}

function textProblems(at: string, value: unknown, mayBeEmpty: boolean = false): Problem[] {
  if (typeof value === 'string' && (mayBeEmpty || value !== '')) return [];
  return [{ field: at, value: value, rule: `must be a string${mayBeEmpty ? '' : ' that is not empty'}`, why: 'the API knows nothing else', fix: 'write it as a string' }];
}
