import type { LocustLoadTestProps } from './locust-load-test-props';
import { wakeAddress } from '../scaling/http/wake-address';
import { calledPort } from '../served/called-port';
import type { IInference } from '../servers/inference';
import { ModelServer } from '../servers/model-server';

/** Where requests of a load test go, and how long they may take. */
export interface LoadTarget {
  /** Scheme, host and port. */
  readonly host: string;
  /** What stands before the path of each request; empty without anything. */
  readonly prefix: string;
  readonly timeoutSeconds: number;
}

/** The limit of a request to an address of which nothing else is known. */
const UNKNOWN_SECONDS = 300;

/** What serves an address outside the program: only the request says what its API is. */
const ELSEWHERE = ModelServer.custom({ image: 'elsewhere', httpPort: 80 });

/** The URL of the Service of a target; undefined when that has no port for the HTTP API of its server. */
export function targetUrl(target: IInference): string | undefined {
  const port = calledPort(target);
  if (port === undefined) return undefined;
  const { name, object: { metadata: { namespace } } } = target.exposedBy!;
  return `http://${namespace === undefined ? name : `${name}.${namespace}`}:${port}`;
}

/** The server whose predict API the request is for. */
export function serverOf({ target }: Pick<LocustLoadTestProps, 'target'>): ModelServer {
  return target?.server ?? ELSEWHERE;
}

/** An URL of which each part is usable; undefined for any other. */
export function readableUrl(url: unknown): URL | undefined {
  if (typeof url !== 'string' || !/^https?:\/\/[^\s?#]+$/.test(url)) return undefined;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** The address of a load test: the given one, else the one that starts the target, else that of its Service. */
export function loadTarget(props: LocustLoadTestProps): LoadTarget {
  const { target, url, timeout } = props;
  const woken = target && wakeAddress(target);
  const { origin, pathname } = new URL(url ?? woken?.url ?? targetUrl(target!)!);
  const request = target ? 2 * target.server._row.requestSeconds : UNKNOWN_SECONDS;
  return {
    host: origin,
    prefix: pathname.replace(/\/+$/, ''),
    timeoutSeconds: timeout?.toSeconds() ?? request + (woken?.startupSeconds ?? 0),
  };
}
