/**
 * Compares dashboards with the types of Grafana's SDK, by the TypeScript compiler: an unknown field, a value of another
 * type and a missing field are errors.
 */
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');

/**
 * The SDK does not define the types of plugins: options and queries of a panel. Here they are those of time series from
 * Prometheus.
 */
const TYPES = `
import type { Dashboard, FieldConfig, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type * as units from '@grafana/grafana-foundation-sdk/units';

/** A type as in JSON: an enum is one of its values, and a class has no markers. */
type Json<T> = 0 extends 1 & T ? T
  : T extends string ? \`\${T}\`
  : T extends (infer E)[] ? Json<E>[]
  : T extends object ? { [K in keyof T as K extends \`_implements\${string}\` ? never : K]: Json<T[K]> }
  : T;

interface Fields extends Omit<FieldConfig, 'custom' | 'unit'> {
  unit: typeof units[keyof typeof units];
  custom: timeseries.FieldConfig;
}
interface TimeSeries extends Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'> {
  type: 'timeseries';
  options: timeseries.Options;
  targets: Dataquery[];
  fieldConfig: { defaults: Fields; overrides: [] };
}
export type Emitted = Json<Omit<Dashboard, 'panels'> & { panels: TimeSeries[] }>;
`;

/** The errors of the compiler for each dashboard, in one program for all. */
export function compared(dashboards: readonly object[]): string[][] {
  const at = (name: string) => path.join(ROOT, 'test', 'metrics', `${name}.ts`);
  const texts = new Map([[at('grafana-types'), TYPES]]);
  dashboards.forEach((d, i) => (
    texts.set(at(`grafana-${i}`),
      `import type { Emitted } from './grafana-types';\nexport const dashboard: Emitted = ${JSON.stringify(d)};\n`)));
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT);
  const settings: ts.CompilerOptions = { ...options, noEmit: true, types: [] };
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    return text === undefined ? getSourceFile(name, language, ...rest) : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram([...texts.keys()], settings, host);
  const said = (name: string) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((d) => (
      ts.flattenDiagnosticMessageText(d.messageText, ' ')));
  };
  const [own, ...each] = [...texts.keys()].map(said);
  return each.map((lines) => [...own, ...lines]);
}
