import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { LoadShape, ModelServer, PredictRequest } from '../../src';
import { locustfile, type LocustfileParts, type RenderedRequest } from '../../src/load/locustfile';

const STEPS = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });
const TENSORFLOW = ModelServer.tensorflowServing({ modelName: 'resnet' });
const VLLM = ModelServer.vllm();
const PARTS: LocustfileParts = {
  request: PredictRequest.json({ a: 1 })._render(TENSORFLOW),
  secretHeaders: [],
  verifyTls: true,
  shape: STEPS,
  minWait: 0.8,
  maxWait: 0.9,
  timeout: 60,
  keepAlive: false,
};

describe('the program', () => {
  test('sends the request repeatedly, each on a connection of its own', () => {
    expect(locustfile(PARTS)).toBe([
      '"""Sends one request again and again; its body lies beside this file."""',
      '',
      'import os',
      '',
      'from locust import HttpUser, LoadTestShape, between, task',
      '',
      'FOLDER = os.path.dirname(os.path.abspath(__file__))',
      'with open(os.path.join(FOLDER, "request-body.json"), "rb") as file:',
      '    BODY = file.read()',
      'METHOD = "POST"',
      'PATH = "/v1/models/resnet:predict"',
      'HEADERS = {',
      '    "Content-Type": "application/json",',
      '    "Connection": "close",',
      '}',
      '',
      '',
      'class Caller(HttpUser):',
      '    """One user, who waits between two requests."""',
      '',
      '    wait_time = between(0.8, 0.9)',
      '',
      '    @task',
      '    def predict(self):',
      '        self.client.request(METHOD, PATH, data=BODY, headers=HEADERS, timeout=60, name="predict")',
      '',
      '',
      STEPS._python(),
    ].join('\n'));
  });

  test('without a body reads no file', () => {
    const request = PredictRequest.http({ path: '/', method: 'GET' })._render(TENSORFLOW);
    const text = locustfile({ ...PARTS, request });
    expect(text.split('\n')).toEqual(expect.arrayContaining(['BODY = None', 'METHOD = "GET"']));
    expect(text).not.toMatch(/os\b.*path|import os|open\(/);
  });

  test.each<[string, Partial<LocustfileParts>, string]>([
    ['request', { request: PredictRequest.chat({ prompt: 'Why?' })._render(VLLM) }, 'PATH = "/v1/chat/completions"'],
    ['shape', { shape: LoadShape.constant({ users: 20, duration: Duration.minutes(5) }) }, '    users_per_step = 20'],
    ['minWait and maxWait', { minWait: 0, maxWait: 0.05 }, '    wait_time = between(0, 0.05)'],
    [
      'timeout',
      { timeout: 600 },
      '        self.client.request(METHOD, PATH, data=BODY, headers=HEADERS, timeout=600, name="predict")',
    ],
  ])('%s changes it', (_, change, line) => {
    expect(locustfile({ ...PARTS, ...change }).split('\n')).toContain(line);
    expect(locustfile(PARTS).split('\n')).not.toContain(line);
  });

  test('a header of a Secret is read from its variable, without the line end of a file', () => {
    const header = { name: 'Authorization', prefix: 'Bearer ', variable: 'HEADER_AUTHORIZATION' };
    const lines = locustfile({ ...PARTS, secretHeaders: [header] }).split('\n');
    expect(lines).toContain('    "Authorization": "Bearer " + os.environ["HEADER_AUTHORIZATION"].strip(),');
    const key = { name: 'X-Api-Key', prefix: '', variable: 'HEADER_X_API_KEY' };
    const request = PredictRequest.http({ path: '/', method: 'GET' })._render(TENSORFLOW);
    expect(locustfile({ ...PARTS, request, secretHeaders: [key] }).split('\n')).toEqual(expect.arrayContaining([
      'import os', '    "X-Api-Key": os.environ["HEADER_X_API_KEY"].strip(),',
    ]));
  });

  test('without verifyTls certificates are not verified, and nothing is printed of each', () => {
    expect(locustfile({ ...PARTS, verifyTls: false }).split('\n')).toEqual(expect.arrayContaining([
      'import urllib3',
      'urllib3.disable_warnings()',
      '        self.client.request(METHOD, PATH, data=BODY, headers=HEADERS, timeout=60, verify=False, name="predict")',
    ]));
    expect(locustfile(PARTS)).not.toMatch(/urllib3|verify/);
  });

  test('keepAlive leaves the connection to Locust', () => {
    const without = locustfile(PARTS).replace('    "Connection": "close",\n', '');
    expect(locustfile({ ...PARTS, keepAlive: true })).toBe(without);
  });
});

/**
 * Compiles each program as `python3 -m py_compile` does, and runs it with a double of Locust: prints the request that
 * it sends, and the number of users at several times.
 */
const PYTHON = `
import json, pathlib, py_compile, sys, types
class HttpUser: pass
class LoadTestShape:
    def get_run_time(self): return self.now
locust = types.ModuleType("locust")
locust.HttpUser, locust.LoadTestShape = HttpUser, LoadTestShape
locust.between, locust.task = lambda a, b: [a, b], lambda f: f
sys.modules["locust"] = locust
class Client:
    def request(self, method, path, data, headers, timeout, name):
        body = None if data is None else data.decode("utf-8")
        self.sent = {
            "method": method, "path": path, "headers": headers, "body": body, "timeout": timeout, "name": name,
        }
def run(folder):
    file = str(folder / "locustfile.py")
    py_compile.compile(file, cfile=str(folder / "locustfile.pyc"), doraise=True)
    names = {"__name__": "locustfile", "__file__": file}
    exec(compile((folder / "locustfile.py").read_text("utf-8"), file, "exec"), names)
    user, shape, users = names["Caller"](), names["Shape"](), []
    user.client = Client()
    user.predict()
    for shape.now in (0, 0.9, 59.9, 60, 119, 659.9, 660, 100000):
        users.append(shape.tick())
    return {**user.client.sent, "wait": names["Caller"].wait_time, "users": users}
print(json.dumps([run(folder) for folder in sorted(pathlib.Path(sys.argv[1]).iterdir())]))
`;

/** The result of each program in Python. */
function played(programs: LocustfileParts[]): any[] {
  const folder = mkdtempSync(join(tmpdir(), 'locustfile-'));
  try {
    programs.forEach((parts, i) => {
      const own = join(folder, String(i).padStart(4, '0'));
      mkdirSync(own);
      writeFileSync(join(own, 'locustfile.py'), locustfile(parts));
      if (parts.request.body !== undefined) writeFileSync(join(own, 'request-body.json'), parts.request.body);
    });
    const { stdout, stderr, status } = spawnSync('python3', ['-c', PYTHON, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

// Only these tests need Python, so they are skipped without it.
(hasPython ? describe : describe.skip)('Python', () => {
  const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
  const ascii = fc.string({ unit: character, maxLength: 12 });
  const word = ascii.filter((text) => text !== '' && text.trim() === text);
  const headerName = fc.constantFrom('X-Tenant', 'x_y', 'Accept');
  const anyRequest = fc.record({
    path: ascii.map((text) => `/${text.replace(/ /g, '')}`),
    method: fc.constantFrom('GET', 'post', 'PUT', 'Delete'),
    body: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    headers: fc.option(fc.dictionary(headerName, word, { noNullPrototype: true }), { nil: undefined }),
  }).map((options) => PredictRequest.http(options));
  const jsonRequest = fc.jsonValue().map((value) => PredictRequest.json(value));
  const chatRequest = fc.string({ unit: 'grapheme', minLength: 1 }).map((prompt) => PredictRequest.chat({ prompt }));
  const all: Array<[PredictRequest, ModelServer]> = [
    ...fc.sample(anyRequest, { seed: 1, numRuns: 60 }).map((r): [PredictRequest, ModelServer] => [r, TENSORFLOW]),
    ...fc.sample(jsonRequest, { seed: 2, numRuns: 20 }).map((r): [PredictRequest, ModelServer] => [r, TENSORFLOW]),
    ...fc.sample(chatRequest, { seed: 3, numRuns: 20 }).map((r): [PredictRequest, ModelServer] => [r, VLLM]),
  ];
  const requests = all.map(([request, server]): RenderedRequest => {
    expect(request._problems('request', server)).toEqual([]);
    return request._render(server);
  });
  const constant = LoadShape.constant({ users: 7, duration: Duration.minutes(1), spawnRate: 0.5 });
  const programs: LocustfileParts[] = [
    PARTS,
    { ...PARTS, keepAlive: true, shape: constant },
    ...requests.map((request) => ({ ...PARTS, request })),
  ];
  let results: any[];
  beforeAll(() => { results = played(programs); });

  test('compiles every program, which sends exactly the request', () => {
    expect(results).toHaveLength(programs.length);
    programs.forEach(({ request: { method, path, headers, body }, keepAlive }, i) => {
      expect(results[i]).toMatchObject({ method, path, body: body ?? null });
      expect(results[i]).toMatchObject({ timeout: 60, name: 'predict', wait: [0.8, 0.9] });
      expect(results[i].headers).toEqual({ ...headers, ...(!keepAlive && { Connection: 'close' }) });
    });
  });

  test('counts the users of each step, and ends after the last', () => {
    // At 0, 0.9, 59.9, 60, 119, 659.9, 660 and 100000 seconds.
    expect(results[0].users).toEqual([[2, 1], [2, 1], [2, 1], [4, 1], [4, 1], [22, 1], null, null]);
    expect(results[1].users).toEqual([[7, 0.5], [7, 0.5], [7, 0.5], null, null, null, null, null]);
  });
});
