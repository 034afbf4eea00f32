import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { ROOT } from './source';
import { Inventory } from '../../src/kubernetes/inventory';
import type { Prerequisite } from '../../src/prerequisites/kinds/prerequisite';
import { prerequisitesOf } from '../../src/prerequisites/prerequisites-of';

const EXAMPLES = path.join(ROOT, 'examples');
const BEGIN = '<!-- prerequisites: generated from golden/ by `npx projen docs`; do not edit. -->';
const END = '<!-- end of prerequisites -->';

/** The examples, by the names of their folders. */
export function examples(): string[] {
  const folders = fs.readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

/** What the golden manifests of an example need. */
export function prerequisitesOfExample(example: string): Prerequisite[] {
  const folder = path.join(EXAMPLES, example, 'golden');
  const texts = fs.readdirSync(folder).sort().map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  return prerequisitesOf(new Inventory(texts.flatMap((text) => parseAllDocuments(text).map((d) => d.toJS()))));
}

export function readmeOf(example: string): string {
  return path.join(EXAMPLES, example, 'README.md');
}

/** The README of an example with its table renewed; the two marks say where it is. */
export function withPrerequisites(example: string): string {
  const readme = fs.readFileSync(readmeOf(example), 'utf8');
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`examples/${example}/README.md lacks ${BEGIN} … ${END}`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${table(prerequisitesOfExample(example))}\n\n${readme.slice(end)}`;
}

function table(prerequisites: readonly Prerequisite[]): string {
  return [
    '| what | needed by | check | it prints |',
    '| --- | --- | --- | --- |',
    ...prerequisites.map(row),
  ].join('\n');
}

function row({ title, clusters, neededBy, check, expected, install, version }: Prerequisite): string {
  const link = install === undefined ? title : `[${title}](${install})`;
  const since = version === undefined || title.includes(version) ? '' : `, ${version} or newer`;
  const where = clusters.length === 0 ? '' : `, in ${clusters.join(' and ')}`;
  const [first, ...rest] = neededBy;
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return `| ${[`${link}${since}${where}`, `${first.title}${more}`, `\`${check}\``, expected].map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/</g, '&lt;');
}
