import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { bundleLibrary } from '../projenrc/bundle-library';

const ROOT = path.dirname(__dirname);

/**
 * Compiles the library and the variants as they are now, with the options and the one file of the library; the
 * library can be required there by its name.
 */
export function compile(outdir: string): void {
  compileFolder('src', path.join(outdir, 'node_modules/cdk8s-elastic-inference'));
  compileFolder('bench/variants', path.join(outdir, 'variants'));
  bundleLibrary(path.join(outdir, 'node_modules/cdk8s-elastic-inference/index.js'));
}

/**
 * Compiles a folder of the project, with its data. Types are not checked: that is the work of `npm run compile` and
 * `npm test`.
 */
export function compileFolder(from: string, outdir: string): void {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => fs.readFileSync(file, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const compilerOptions: ts.CompilerOptions = { ...options, module: ts.ModuleKind.CommonJS, declaration: false };
  const entries = fs.readdirSync(path.join(ROOT, from), { recursive: true, encoding: 'utf8' });
  for (const file of entries.filter((f) => /\.(ts|json)$/.test(f))) {
    const fileName = path.join(ROOT, from, file);
    const text = fs.readFileSync(fileName, 'utf8');
    const isData = file.endsWith('.json');
    const target = path.join(outdir, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, isData ? text : ts.transpileModule(text, { compilerOptions, fileName }).outputText);
  }
}
