import type { DeviceVendor, RequestedDevice } from './requested-device';

/** What the library knows of a model server: one row of the table in `model-server-table.ts`. */
export interface ServerRow {
  /** The name of its container, and of the server in messages. */
  readonly id: string;
  /** The image for which this row was verified. */
  readonly image?: string;
  /** The images for the accelerators that `image` cannot use, by vendor. */
  readonly acceleratorImages?: Readonly<Partial<Record<DeviceVendor, string>>>;
  readonly ports: ServerPorts;
  /** The path of its Prometheus metrics, on the port `metrics`, or else on `http`. */
  readonly metricsPath?: string;
  /** Whether its metrics cannot be disabled. */
  readonly alwaysShowsMetrics?: boolean;
  /** Whether its entry point accepts no flags. */
  readonly takesNoFlags?: boolean;
  /** The command of the computed arguments; undefined for the entry point of the image. */
  readonly command?: readonly string[];
  /** The folder where the model is mounted. */
  readonly modelDirectory: string;
  readonly probes: {
    readonly startup: ServerProbe;
    readonly readiness: ServerProbe;
    readonly liveness: ServerProbe;
  };
  /** Whether it starts without a mounted model: `never`, `always` because its image contains one, or `unknown`. */
  readonly modelInImage: 'never' | 'always' | 'unknown';
  /** The maximum time from the start of the container until the model is loaded. */
  readonly startupSeconds: number;
  /** The maximum duration of a request. */
  readonly requestSeconds: number;
  readonly onSigterm: OnSigterm;
  /** How long it completes requests after SIGTERM, in seconds, where it limits that itself. */
  readonly drainSeconds?: number;
  /** The seconds from its last answer until it has exited; 5 unless more was observed. */
  readonly exitSeconds?: number;
  /** The user id of the container; 0 where the image works only as root. */
  readonly user: number;
  readonly group: number;
  /** Folders besides /tmp that it writes to. */
  readonly writable?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The environment variables by which it finds the folder of what it downloads; undefined for none. */
  readonly cacheVariables?: readonly string[];
  /** The size of /dev/shm, where its processes share memory. */
  readonly sharedMemory?: string;
  /** The maximum number of cores that it uses; undefined without a maximum. */
  readonly computeThreads?: number;
  /** The minimum memory with which it starts, in bytes. */
  readonly minimumMemory?: number;
  /** Whether its image contains `sleep`, for the preStop hook. */
  readonly hasSleep: boolean;
}

export interface ServerPorts {
  readonly http?: number;
  readonly grpc?: number;
  readonly metrics?: number;
}

/** A probe: an HTTP path, a command, or else a TCP connection to the port. */
export interface ServerProbe {
  readonly port: keyof ServerPorts;
  readonly path?: string;
  readonly command?: readonly string[];
  readonly timeoutSeconds?: number;
}

/**
 * What a server does on SIGTERM: `drains` completes the requests in flight, `cuts` exits at once, `ignores` continues
 * until it is killed.
 */
export type OnSigterm = 'drains' | 'cuts' | 'ignores';

/** What the arguments of a server depend on besides its options. */
export interface ArgumentInput {
  readonly modelPath: string;
  readonly requestSeconds: number;
  readonly metrics: boolean;
  /** The accelerators of one replica. */
  readonly device?: RequestedDevice;
}
