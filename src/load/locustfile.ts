import type { LoadShape } from './load-shape';

/** Where the files of the ConfigMap are mounted. */
export const FOLDER = '/mnt/locust';

/** A request as it is sent to one server. */
export interface RenderedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the locustfile is made of. */
export interface LocustfileParts {
  readonly request: RenderedRequest;
  readonly shape: LoadShape;
  readonly minWait: number;
  readonly maxWait: number;
  readonly timeout: number;
  readonly keepAlive: boolean;
}

/** The program that Locust runs. Strings of plain ASCII are written the same in JSON and Python. */
export function locustfile({ request, shape, minWait, maxWait, timeout, keepAlive }: LocustfileParts): string {
  const headers = { ...request.headers, ...(!keepAlive && { Connection: 'close' }) };
  const body = request.body !== undefined;
  return [
    '"""Sends one request again and again; its body lies beside this file."""',
    '',
    'import os',
    '',
    'from locust import HttpUser, LoadTestShape, between, task',
    '',
    ...(body ? [
      'FOLDER = os.path.dirname(os.path.abspath(__file__))',
      'with open(os.path.join(FOLDER, "request-body.json"), "rb") as file:',
      '    BODY = file.read()',
    ] : ['BODY = None']),
    `METHOD = ${JSON.stringify(request.method)}`,
    `PATH = ${JSON.stringify(request.path)}`,
    'HEADERS = {',
    ...Object.entries(headers).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    '}',
    '',
    '',
    'class Caller(HttpUser):',
    '    """One user, who waits between two requests."""',
    '',
    `    wait_time = between(${minWait}, ${maxWait})`,
    '',
    '    @task',
    '    def predict(self):',
    `        self.client.request(METHOD, PATH, data=BODY, headers=HEADERS, timeout=${timeout}, name="predict")`,
    '',
    '',
    shape._python(),
  ].join('\n').replace(body ? '' : 'import os\n\n', '');
}
