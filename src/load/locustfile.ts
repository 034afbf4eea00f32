import type { LoadShape } from './load-shape';

/** The mount path of the files of the ConfigMap. */
export const FOLDER = '/mnt/locust';

/** A request for one server. */
export interface RenderedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The content of the locustfile: waits and the timeout in seconds. */
export interface LocustfileParts {
  readonly request: RenderedRequest;
  readonly shape: LoadShape;
  readonly minWait: number;
  readonly maxWait: number;
  readonly timeout: number;
  readonly keepAlive: boolean;
}

/** The program that Locust runs. JSON and Python write strings of printable ASCII characters the same way. */
export function locustfile({ request, shape, minWait, maxWait, timeout, keepAlive }: LocustfileParts): string {
  const headers = { ...request.headers, ...(!keepAlive && { Connection: 'close' }) };
  const hasBody = request.body !== undefined;
  const lines = ['"""Sends one request again and again; its body lies beside this file."""', ''];
  if (hasBody) lines.push('import os', '');
  lines.push('from locust import HttpUser, LoadTestShape, between, task', '');
  if (hasBody) {
    lines.push(
      'FOLDER = os.path.dirname(os.path.abspath(__file__))',
      'with open(os.path.join(FOLDER, "request-body.json"), "rb") as file:',
      '    BODY = file.read()',
    );
  } else {
    lines.push('BODY = None');
  }
  lines.push(`METHOD = ${JSON.stringify(request.method)}`, `PATH = ${JSON.stringify(request.path)}`, 'HEADERS = {');
  for (const [name, value] of Object.entries(headers)) {
    lines.push(`    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  }
  lines.push(
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
  );
  return lines.join('\n');
}
