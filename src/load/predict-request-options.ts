/** Which model a request is for. */
export interface PredictModelOptions {
  /**
   * The model's name in the URL.
   *
   * @default - the server's `modelName`
   */
  readonly modelName?: string;

  /**
   * The model's version in the URL.
   *
   * @default - the server's choice, the newest as a rule
   */
  readonly modelVersion?: string;
}

/** A question to a language model. */
export interface ChatRequestOptions {
  /** The question. */
  readonly prompt: string;

  /**
   * The most tokens of the answer, 1 or more. The length of answers is most of the load, so a test should fix it.
   *
   * @default 128
   */
  readonly maxTokens?: number;

  /**
   * The model's name in the request.
   *
   * @default - the server's `modelName`, or `default`
   */
  readonly modelName?: string;
}

/** A request in the words of HTTP. */
export interface HttpRequestOptions {
  /** The path, with its query. */
  readonly path: string;

  /**
   * The method.
   *
   * @default POST
   */
  readonly method?: string;

  /**
   * The body, as it is sent.
   *
   * @default - none
   */
  readonly body?: string;

  /**
   * Headers.
   *
   * @default - `Content-Type: application/json` where there is a body
   */
  readonly headers?: Record<string, string>;
}
