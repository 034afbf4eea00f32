/** What the library knows of a model server: one row of the table in `values/model-server-table`. */
export interface ServerRow {
  /** The name of its container, and of the server in messages. */
  readonly id: string;
  /** The image that this row was checked against. */
  readonly image?: string;
  readonly ports: ServerPorts;
  /** The path of its Prometheus metrics, on the port `metrics` or, without one, on `http`. */
  readonly metricsPath?: string;
  /** Whether its metrics cannot be switched off. */
  readonly alwaysShowsMetrics?: boolean;
  /** Whether its entry point would misread a flag. */
  readonly takesNoFlags?: boolean;
  /** The command that its arguments belong to; without one the image's own entry point is used. */
  readonly command?: readonly string[];
  /** The folder where the model's files are mounted. */
  readonly modelDirectory: string;
  readonly probes: { readonly startup: ServerProbe; readonly readiness: ServerProbe; readonly liveness: ServerProbe };
  /** Whether it starts without a mounted model: `never`, `always` because it brings its own, or `unknown` where only its user knows. */
  readonly modelInImage: 'never' | 'always' | 'unknown';
  /** How long it may take from the container's start until the model is loaded. */
  readonly startupSeconds: number;
  /** How long a request may take. */
  readonly requestSeconds: number;
  readonly onSigterm: OnSigterm;
  /** The user that it runs as; 0 where its image works for nobody else. */
  readonly user: number;
  readonly group: number;
  /** Folders besides /tmp that it writes to. */
  readonly writable?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Memory for /dev/shm, where its processes share data. */
  readonly sharedMemory?: string;
  /** How many cores it computes on at most, where that is not all it gets. */
  readonly computeThreads?: number;
  /** The least memory it starts with, in bytes. */
  readonly minimumMemory?: number;
  /** Whether its image has `sleep`, for the preStop hook. */
  readonly hasSleep: boolean;
}

export interface ServerPorts {
  readonly http?: number;
  readonly grpc?: number;
  readonly metrics?: number;
}

/** How a server is asked: an HTTP path, a command, or else whether the port is open. */
export interface ServerProbe {
  readonly port: keyof ServerPorts;
  readonly path?: string;
  readonly command?: readonly string[];
  readonly timeoutSeconds?: number;
}

/**
 * What a server does when it is asked to end: `drains` ends its requests first, `cuts` ends at once, `ignores` serves on
 * until it is killed.
 */
export type OnSigterm = 'drains' | 'cuts' | 'ignores';

/** What the arguments of a server depend on besides its own options. */
export interface ArgumentInput {
  readonly modelPath: string;
  readonly requestSeconds: number;
  readonly metrics: boolean;
}
