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

/** A header whose value is in a variable. */
export interface HeaderOfVariable {
  readonly name: string;
  readonly prefix: string;
  readonly variable: string;
}

/** The content of the locustfile: waits and the timeout in seconds. */
export interface LocustfileParts {
  readonly request: RenderedRequest;
  readonly secretHeaders: readonly HeaderOfVariable[];
  readonly verifyTls: boolean;
  readonly shape: LoadShape;
  readonly minWait: number;
  readonly maxWait: number;
  readonly timeout: number;
  readonly keepAlive: boolean;
}

/** The program that Locust runs. JSON and Python write strings of printable ASCII characters the same way. */
export function locustfile(parts: LocustfileParts): string {
  const { request, secretHeaders, verifyTls, shape, minWait, maxWait, timeout, keepAlive } = parts;
  const headers = { ...request.headers, ...(!keepAlive && { Connection: 'close' }) };
  const hasBody = request.body !== undefined;
  const options = `timeout=${timeout}${verifyTls ? '' : ', verify=False'}`;
  const lines = ['"""Sends one request again and again; its body lies beside this file."""', ''];
  if (hasBody || secretHeaders.length > 0) lines.push('import os', '');
  if (!verifyTls) lines.push('import urllib3');
  lines.push('from locust import HttpUser, LoadTestShape, between, task', '');
  if (!verifyTls) lines.push('urllib3.disable_warnings()');
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
  for (const { name, prefix, variable } of secretHeaders) {
    const before = prefix === '' ? '' : `${JSON.stringify(prefix)} + `;
    lines.push(`    ${JSON.stringify(name)}: ${before}os.environ[${JSON.stringify(variable)}].strip(),`);
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
    `        self.client.request(METHOD, PATH, data=BODY, headers=HEADERS, ${options}, name="predict")`,
    '',
    '',
    shape._python(),
  );
  return lines.join('\n');
}
