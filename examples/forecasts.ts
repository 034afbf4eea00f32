/**
 * The forecast of each example: its manifests, the load in its `load.csv`, and what no manifest says. The README of the
 * example shows the same command, and the pictures that are written here with the golden manifests.
 */
import * as fs from 'fs';
import * as path from 'path';
import { Duration } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { readLoads } from '../src/forecast/demand/read-loads';
import { readServices } from '../src/forecast/reading/read-services';
import type { ForecastData } from '../src/forecast/report/forecast-data';
import { servicePicture } from '../src/forecast/report/picture/forecast-picture';
import { beginningOf } from '../src/forecast/study/beginning';
import { ServiceNames } from '../src/forecast/study/service-names';
import { runStudy } from '../src/forecast/study/study';
import { Inventory } from '../src/kubernetes/inventory';
import { nestedSets } from '../src/kubernetes/objects-by-cluster';

/** What the command is given beside manifests and load. */
interface ExampleForecast {
  /** From the start of a pod until it is ready. */
  readonly startupSeconds: number;
  readonly parallel?: number;
  readonly cpuSeconds?: number;
  readonly hardExamples?: number;
  /** How many nodes there are, and what pods can use of one: CPU in milli, memory in bytes. */
  readonly nodes?: { readonly size: { readonly cpu: number; readonly memory: number }; readonly count: number };
  /** The cluster whose objects stand inside a HyperMLService. */
  readonly cluster?: string;
  /** Files, each with the picture of a service. */
  readonly pictures: Readonly<Record<string, string>>;
}

const GIBIBYTE = 2 ** 30;
const HELMET = 'helmet-detection-inference-example-deployment';

export const FORECASTS: Readonly<Record<string, ExampleForecast>> = {
  'quick-start': { startupSeconds: 60, parallel: 2, pictures: { 'forecast.svg': 'classifier' } },
  'chat-at-zero': { startupSeconds: 300, parallel: 64, pictures: { 'forecast.svg': 'chat' } },
  'llm-routing': { startupSeconds: 180, parallel: 32, pictures: { 'forecast.svg': 'chat' } },
  'tensorflow-serving-resnet': { startupSeconds: 20, pictures: { 'forecast.svg': 'image-classifier-resnet101' } },
  'kubeedge-llamaedge': {
    startupSeconds: 45,
    parallel: 1,
    cpuSeconds: 10,
    nodes: { size: { cpu: 32_000, memory: 64 * GIBIBYTE }, count: 1 },
    pictures: { 'forecast.svg': 'wasmedge-qwen-2-0-5b-allminilm-2' },
  },
  'sedna-helmet-detection': {
    startupSeconds: 30,
    hardExamples: 0.1,
    pictures: { 'forecast.svg': `${HELMET}-cloud`, 'forecast-edge.svg': `${HELMET}-edge` },
  },
  'elastic-video-inference': {
    startupSeconds: 15,
    pictures: { 'forecast.svg': 'ei-infer-people-app', 'forecast-keda.svg': 'ei-infer-car-int8-app' },
  },
  'hypermlservice': { startupSeconds: 45, cluster: 'spoke3', pictures: { 'forecast.svg': 'embeddings' } },
  'karmada-fleet': {
    startupSeconds: 45,
    pictures: { 'forecast.svg': 'embeddings', 'forecast-mnist.svg': 'mnist' },
  },
  'edge-sites': { startupSeconds: 30, pictures: { 'forecast.svg': 'shop-chemnitz/people-counter' } },
  'existing-workload': {
    startupSeconds: 60,
    parallel: 2,
    pictures: { 'forecast.svg': 'recommender', 'forecast-search.svg': 'search' },
  },
};

/** The forecast of an example, from its golden manifests. */
export function forecastOf(example: string): ForecastData {
  const { startupSeconds, parallel, cpuSeconds, hardExamples, nodes, cluster } = FORECASTS[example];
  const inventory = new Inventory(objectsOf(path.join(__dirname, example, 'golden'), cluster));
  const ids = new ServiceNames(readServices(inventory).services).ids;
  const read = readServices(inventory, { startup: new Map(ids.map((id) => [id, [startupSeconds]])) });
  const names = new ServiceNames(read.services);
  const file = path.join(__dirname, example, 'load.csv');
  const recorded = readLoads(fs.readFileSync(file, 'utf8'), 'load.csv', {
    parallel, cpuTime: cpuSeconds === undefined ? undefined : Duration.seconds(cpuSeconds),
  });
  const { loads, seconds, problems } = recorded;
  if (problems.length > 0) throw new Error(`${file}: ${problems.map(({ code }) => code).join(', ')}`);
  const edges = new Set(names.sources);
  const demands = new Map([...loads].map(([name, load]) => {
    const [{ id }] = names.find(name);
    const given = hardExamples === undefined || !edges.has(id) ? load : load.withHardExamples(hardExamples);
    return [id, given._demand()];
  }));
  return runStudy({ ...read, ...beginningOf(recorded), demands, seconds: seconds!, syncSeconds: 15, nodes }).data;
}

/** The pictures of an example by the names of their files. */
export function picturesOf(example: string): Record<string, string> {
  const data = forecastOf(example);
  return Object.fromEntries(Object.entries(FORECASTS[example].pictures).map(([file, service]) => {
    const one = data.services.find(({ name }) => name === service);
    if (!one) throw new Error(`${example}: no service ${service}`);
    return [file, `${servicePicture(one, data)}\n`];
  }));
}

/** Writes the pictures of an example beside its golden manifests; gives their files. */
export function writePictures(example: string): string[] {
  const pictures = Object.entries(FORECASTS[example] ? picturesOf(example) : {});
  return pictures.map(([name, picture]) => {
    const file = path.join(__dirname, example, name);
    fs.writeFileSync(file, picture);
    return file;
  });
}

function objectsOf(folder: string, cluster: string | undefined): any[] {
  const texts = fs.readdirSync(folder).sort().map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  const objects = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  if (cluster === undefined) return objects;
  const sets = objects.flatMap((object) => nestedSets(object)).filter(({ clusters }) => clusters.includes(cluster));
  return sets.flatMap((set) => set.objects.map(({ manifest }) => manifest));
}
