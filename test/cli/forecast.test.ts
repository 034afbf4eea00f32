import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { folder as folderOf, ran, removeFolders } from './fake-terminal';
import { DEPLOYMENT, hpa } from '../forecast/reading/read';

const EXAMPLES = path.resolve(__dirname, '../../examples');
const QUICK_START = path.join(EXAMPLES, 'quick-start/golden');
const SEDNA = path.join(EXAMPLES, 'sedna-helmet-detection/golden');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'forecast-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
  removeFolders();
});

function file(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

const STEP = file('step.csv', 'time,classifier cores\n0,0.2\n600,2.3\n1800,0.1\n3600,0.1\n');
const forecast = (...args: string[]) => ran(['forecast', ...args]);
const hour = (...args: string[]) => forecast(QUICK_START, '--load', STEP, '--for', '1h', '--startup', '20s', ...args);
const figures = async (...args: string[]) => JSON.parse((await hour('--format', 'json', ...args)).out);

describe('elastic-inference forecast', () => {
  test('prints a table', async () => {
    const { code, out, err } = await hour();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^classifier +1 to 4 of 4 +4 /m);
  });

  test('prints all figures as JSON', async () => {
    const { seconds, services: [one] } = await figures();
    expect([seconds, one.name, one.peakReplicas, one.finalReplicas]).toEqual([3600, 'classifier', 4, 1]);
  });

  test('prints one page', async () => {
    const { code, out } = await hour('--format', 'html');
    expect(code).toBe(0);
    expect(out).toMatch(/^<!doctype html>[^]*<svg [^]*<\/html>\n$/i);
  });

  test('lasts as long as the file where nothing else is said', async () => {
    const { out } = await forecast(QUICK_START, '--load', STEP, '--format', 'json');
    // Each row holds as long as those before it.
    expect(JSON.parse(out).seconds).toBeGreaterThanOrEqual(3600);
  });

  test('adds up several files', async () => {
    const half = file('half.csv', 'time,classifier cores\n0,0.1\n600,1.15\n1800,0.05\n3600,0.05\n');
    const twice = await forecast(
      QUICK_START, '--load', half, '--load', half, '--for', '1h', '--startup', '20s', '--format', 'json');
    expect(JSON.parse(twice.out)).toEqual(await figures());
  });

  test('options take effect', async () => {
    const peak = async (...args: string[]) => (await figures(...args)).services[0];
    expect((await peak('--startup', 'classifier=120s')).secondsUnserved).toBe((await peak()).secondsUnserved);
    expect((await peak('--startup', 'classifier=300s')).secondsAboveTarget)
      .toBeGreaterThan((await peak()).secondsAboveTarget);
    expect((await peak('--downscale-stabilization', '1m')).replicaHours).toBeLessThan((await peak()).replicaHours);
    const nodes = await figures('--node', '2,8Gi', '--node-count', '1');
    expect([nodes.nodes.peak, nodes.services[0].peakReady]).toEqual([1, 2]);
  });

  test('a goal that is missed is exit code 1, and said', async () => {
    const { code, out, err } = await hour('--max-above-target', '0.1%');
    expect(code).toBe(1);
    expect(out).not.toBe('');
    expect(err).toMatch(/^classifier: above target [\d.]+ % of the time; the goal is 0.1 %\n$/);
    expect((await hour('--max-above-target', '50%')).code).toBe(0);
  });

  test('compares with other manifests', async () => {
    const other = file('other.yaml', fs.readdirSync(QUICK_START)
      .map((name) => fs.readFileSync(path.join(QUICK_START, name), 'utf8')).join('\n---\n')
      .replace('averageUtilization: 60', 'averageUtilization: 90'));
    const { code, out } = await hour('--against', other);
    expect(code).toBe(0);
    expect(out).toMatch(/classifier/);
    const same = await hour('--against', QUICK_START);
    expect(same.out).not.toBe(out);
    const json = JSON.parse((await hour('--against', other, '--format', 'json')).out);
    expect([json.before, json.after].map(({ services: [one] }) => one.peakReplicas)).toEqual([3, 4]);
  });

  test('says what the other manifests do not have', async () => {
    const renamed = file('renamed.yaml', fs.readdirSync(QUICK_START)
      .map((name) => fs.readFileSync(path.join(QUICK_START, name), 'utf8')).join('\n---\n')
      .replace(/name: classifier$/gm, 'name: detector'));
    const { code, err } = await hour('--against', renamed);
    expect(code).toBe(0);
    expect(err).toMatch(/^note: .*renamed\.yaml: nothing is named classifier there$/m);
  });

  test('suggests settings that meet a goal, beside those that are there', async () => {
    const { code, out } = await hour('--suggest', '--max-above-target', '10%');
    expect(code).toBe(0);
    expect(out).toMatch(/^present .* target 60 %, minimum 1, scale-down window 300 s$/m);
    expect(out).toMatch(/^best /m);
    const [found] = JSON.parse((await hour('--suggest', '--format', 'json')).out);
    // No limit shows how much a pod can do.
    expect(found.goal).toBe('time above target at most 5 %');
    const [limited] = JSON.parse((await forecast(
      QUICK_START, '--load', file('timed.csv', 'time,classifier requests/s@200ms\n0,1\n600,10\n'), '--parallel', '2',
      '--suggest', '--format', 'json')).out);
    expect(limited.goal).toBe('unserved demand at most 0.1 %, time above target at most 5 %');
  });

  test('says what a suggestion does not show, too', async () => {
    const { out } = await hour('--suggest');
    expect(out).toMatch(/^Notes$/m);
    expect(out.replace(/\s+/g, ' ')).toContain('Nothing shows how much one pod can do');
  });

  test('says where there are no hard examples to send', async () => {
    const { out } = await hour('--hard-examples', '30%');
    expect(out.replace(/\s+/g, ' ')).toContain('--hard-examples changes nothing: there is no joint inference');
  });

  test('sends the hard examples of a joint inference to its cloud', async () => {
    const load = file('edge.csv', 'time,edge\n0,1\n3600,1\n');
    const { out } = await forecast(
      SEDNA, '--load', load, '--service', await edgeOf(SEDNA), '--service-time', '100ms', '--for', '30m',
      '--hard-examples', '50%', '--format', 'json');
    const demands = JSON.parse(out).services.map(({ peakDemand }: { peakDemand: number }) => peakDemand).sort();
    expect(demands).toEqual([0.5, 1]);
  });

  test('reads manifests from standard input', async () => {
    const files = fs.readdirSync(QUICK_START);
    const text = files.map((name) => fs.readFileSync(path.join(QUICK_START, name))).join('\n---\n');
    const input = (async function* () { yield text; }());
    const { code, out } = await ran(['forecast', '-', '--load', STEP, '--for', '1h', '--startup', '20s'], { input });
    expect({ code, out }).toEqual({ code: 0, out: (await hour()).out });
  });
});

/** The name of the edge of a joint inference, as the command lists it. */
async function edgeOf(manifests: string): Promise<string> {
  const any = file('any.csv', 'time,none cores\n0,1\n');
  const { err } = await forecast(manifests, '--load', any);
  return /use one of: (.*)/.exec(err)![1].split(', ').find((name) => name.includes('edge'))!;
}

describe('what cannot be used is exit code 2, with nothing on standard output', () => {
  test.each([
    ['no load', [QUICK_START], /name a file with the load: --load/],
    ['a load that is not there', [QUICK_START, '--load', '/nowhere.csv'],
      /--load \/nowhere\.csv: there is no such file/],
    ['a load that is no table', [QUICK_START, '--load', file('bad.csv', 'what\nis this\n')], /error +forecast\//],
    ['a service that is not there', [QUICK_START, '--load', file('typo.csv', 'time,clasifier cores\n0,1\n')],
      /forecast\/unknown-service[^]*did you mean classifier\?/],
    ['a start-up of a service that is not there', [QUICK_START, '--load', STEP, '--startup', 'clasifier=3s'],
      /forecast\/unknown-service {2}--startup/],
    ['requests without a time', [QUICK_START, '--load', file('rps.csv', 'time,classifier\n0,1\n')],
      /forecast\/service-time-missing/],
    ['manifests that are not there', ['/nowhere', '--load', STEP], /nowhere/],
    ['an option that is none', [QUICK_START, '--load', STEP, '--fro', '1h'], /did you mean --for\?/],
    ['a time that is none', [QUICK_START, '--load', STEP, '--for', 'long'], /--for must be a time of/],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await forecast(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/TypeError|at .*\.ts:/);
  });
});

const QUEUE_OF_2 = '{ type: External, external: '
  + '{ metric: { name: queue }, target: { type: AverageValue, averageValue: 2 } } }';
const SET = DEPLOYMENT + hpa(`maxReplicas: 3, metrics: [${QUEUE_OF_2}]`);

function ofQueue(load: string, ...args: string[]) {
  const cwd = folderOf({ 'set.yaml': SET, 'load.csv': load });
  return ran(['forecast', 'set.yaml', '--load', 'load.csv', ...args], { cwd });
}

describe('a goal of unserved demand', () => {
  const QUEUE = 'time,classifier queue\n0,1\n600,3\n';

  test('is not met in silence where the load is only a metric', async () => {
    const { code, err } = await ofQueue(QUEUE, '--max-unserved', '0.1%');
    expect([code, err]).toEqual([
      0,
      'note: classifier: its load is only a metric, so how much of the demand finds no room is unknown\n',
    ]);
  });

  test('is no part of the usual goal then', async () => {
    const { out } = await ofQueue(QUEUE, '--suggest');
    expect(out).toContain('Goal: time above target at most 5 %.');
  });
});

describe('what cannot be used is said', () => {
  const LOAD = 'time,classifier cores\n0,1\n600,3\n';

  test.each([
    [['--node', '0,16Gi'], '--node must be like 4,16Gi'],
    [['--node', '-4,16Gi'], '--node must be like 4,16Gi'],
    [['--node', '4,0'], '--node must be like 4,16Gi'],
    [['--node', '4,16Gi,cpu=3'], '--node must be like 4,16Gi'],
    [['--kubernetes-version', 'newest'], 'newest is no version of Kubernetes'],
    [['--suggest', '--against', 'set.yaml'], '--suggest and --against cannot be used together'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await ofQueue(LOAD, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('a time in days is one', async () => {
    const { code, out } = await ofQueue(LOAD, '--for', '2d', '--format', 'json');
    expect([code, JSON.parse(out).seconds]).toEqual([0, 172_800]);
  });
});

describe('what a file of a load says beside its values', () => {
  const series = (name: string) => ({
    metric: { deployment: name }, values: [[1_767_600_000, '1'], [1_767_600_060, '2']],
  });
  const answer = (...names: string[]) => file(`${names.join('-')}.json`, JSON.stringify({
    status: 'success', data: { resultType: 'matrix', result: names.map(series) },
  }));

  test('a series of what no autoscaler scales is left out, with a note', async () => {
    const { code, out, err } = await forecast(
      QUICK_START, '--load', answer('classifier', 'frontend'), '--unit', 'cores');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const note = 'No autoscaler here scales frontend: what was recorded of it is left out.';
    expect(out.replace(/\s+/g, ' ')).toContain(note);
  });

  test('but not where nothing else is in the file', async () => {
    const { code, err } = await forecast(QUICK_START, '--load', answer('frontend'), '--unit', 'cores');
    expect(code).toBe(2);
    expect(err).toMatch(/forecast\/unknown-service/);
  });

  test('files that begin at different times are refused', async () => {
    const at = (time: string) => file(`${time.replace(':', '')}.csv`, `time,classifier cores\n${time},1\n12:00,2\n`);
    const { code, out, err } = await forecast(QUICK_START, '--load', at('08:00'), '--load', at('09:00'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/--load .*0900\.csv begins at another time than .*0800\.csv/);
  });
});

describe('a goal that cannot be judged', () => {
  test('is missed where the demand is known, and what a pod can do of it is not', async () => {
    const { code, err } = await hour('--max-unserved', '1%');
    expect(code).toBe(1);
    expect(err).toBe('classifier: whether all demand finds room is unknown; set a CPU limit, or --parallel\n');
  });
});
