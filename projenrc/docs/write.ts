/**
 * Writes the generated pages of docs (the rules, the codes of constructors, the way into API.md), and what the cluster
 * must have in the README of each example.
 */
import * as fs from 'fs';
import * as path from 'path';
import { apiIndex } from './api-index';
import { examples, readmeOf, withPrerequisites } from './example-prerequisites';
import { problemCatalogue } from './problem-catalogue';
import { rulePages } from './rule-pages';
import { ROOT } from './source';

const DOCS = path.join(ROOT, 'docs');

fs.rmSync(path.join(DOCS, 'rules'), { recursive: true, force: true });
fs.mkdirSync(path.join(DOCS, 'rules'), { recursive: true });
for (const [name, page] of Object.entries(rulePages())) fs.writeFileSync(path.join(DOCS, 'rules', name), page);
fs.writeFileSync(path.join(DOCS, 'problems.md'), problemCatalogue());
fs.writeFileSync(path.join(DOCS, 'api.md'), apiIndex());
for (const example of examples()) fs.writeFileSync(readmeOf(example), withPrerequisites(example));
