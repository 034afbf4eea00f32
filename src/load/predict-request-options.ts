/** The model of a request. */
export interface PredictModelOptions {
  /**
   * The name of the model in the request path: letters, digits, `-`, `_` and `.`.
   *
   * @default - the server's `modelName`
   */
  readonly modelName?: string;

  /**
   * The version of the model in the request path: letters, digits, `-`, `_` and `.`.
   *
   * @default - the server's choice, usually the latest version
   */
  readonly modelVersion?: string;
}

/** A prompt for a language model. */
export interface ChatRequestOptions {
  /** The prompt: a non-empty string. */
  readonly prompt: string;

  /**
   * The most tokens of an answer: a whole number, 1 or more. The length of the answers is most of the load, so a test
   * should fix it.
   *
   * @default 128
   */
  readonly maxTokens?: number;

  /**
   * The name of the model in the body.
   *
   * @default - the server's `modelName`, or `default`
   */
  readonly modelName?: string;
}

/** An HTTP request. */
export interface HttpRequestOptions {
  /** The path with its query: it starts with `/`, and consists of printable ASCII characters without spaces. */
  readonly path: string;

  /**
   * The HTTP method.
   *
   * @default POST
   */
  readonly method?: string;

  /**
   * The body, which is sent unchanged: 1,000,000 bytes at most.
   *
   * @default - none
   */
  readonly body?: string;

  /**
   * The headers: printable ASCII characters.
   *
   * @default - `Content-Type: application/json` with a body
   */
  readonly headers?: Record<string, string>;
}
