/** Writes the generated pages of docs: the rules, the codes of constructors, and the way into API.md. */
import * as fs from 'fs';
import * as path from 'path';
import { apiIndex } from './api-index';
import { problemCatalogue } from './problem-catalogue';
import { rulePages } from './rule-pages';
import { ROOT } from './source';

const DOCS = path.join(ROOT, 'docs');

fs.rmSync(path.join(DOCS, 'rules'), { recursive: true, force: true });
fs.mkdirSync(path.join(DOCS, 'rules'), { recursive: true });
for (const [name, page] of Object.entries(rulePages())) fs.writeFileSync(path.join(DOCS, 'rules', name), page);
fs.writeFileSync(path.join(DOCS, 'problems.md'), problemCatalogue());
fs.writeFileSync(path.join(DOCS, 'api.md'), apiIndex());
