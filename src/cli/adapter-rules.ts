import type { Argv, Options } from 'yargs';
import { adapterParts, MergedAdapterConfig } from './merged-adapter-config';
import { readAll, tellReading } from './reading';
import { printable } from './report/reported-finding';
import { CLEAN, FOUND, UNUSABLE, type Terminal } from './terminal';
import { YamlPrinter } from '../kubernetes/yaml-printer';
import { page } from '../validation/documentation-links';

/** What the command line says. */
export interface AdapterRulesOptions {
  readonly paths: readonly string[];
  readonly format: 'configmap' | 'values';
  readonly name: string;
  readonly namespace: string;
}

const TEXT = { type: 'string', requiresArg: true } as const;

/** What the command `adapter-rules` takes besides the manifests. */
export const ADAPTER_RULES_OPTIONS: Readonly<Record<string, Options>> = {
  format: {
    ...TEXT, alias: 'f', choices: ['configmap', 'values'], default: 'configmap', describe: 'how they are printed',
  },
  name: { ...TEXT, default: 'adapter-config', describe: 'the name of the ConfigMap' },
  namespace: { ...TEXT, alias: 'n', default: 'monitoring', describe: 'its namespace' },
};

export function adapterRulesCommand(y: Argv): Argv {
  return y
    .options(ADAPTER_RULES_OPTIONS)
    .example('$0 adapter-rules shop/dist vision/dist > adapter-config.yaml', 'the rules of two programs')
    .example('kubectl get cm -A -l elastic-inference/adapter-rules -o yaml | $0 adapter-rules -', 'those of a cluster')
    .example('$0 adapter-rules --format values dist > values.yaml', 'values of the Helm chart prometheus-adapter')
    .epilogue([
      'Merges the configurations of prometheus-adapter in ConfigMaps. Equal rules are there once.',
      'Exit codes: 0, 1 for rules that contradict, which are named and nothing is printed, 2 for input that cannot be'
      + ' used.',
      `Guide: ${page('metrics.md')}`,
    ].join('\n\n'));
}

/** Prints the rules of prometheus-adapter of several programs as one configuration. */
export async function mergeAdapterRules(options: AdapterRulesOptions, terminal: Terminal): Promise<number> {
  const reading = await readAll(options.paths, terminal);
  const { set } = reading;
  const parts = set.objects.flatMap((object) => adapterParts(set.placeOf(object)!.source.name, object));
  tellReading(reading, terminal);
  if (reading.unusable.length > 0) return UNUSABLE;
  if (parts.length === 0) {
    terminal.err('there is no configuration of prometheus-adapter among the ConfigMaps\n');
    return UNUSABLE;
  }
  const merged = new MergedAdapterConfig(parts);
  if (merged.faults.length > 0) {
    for (const { at, message } of merged.faults) terminal.err(`${printable(`${at} ${message}`)}\n`);
    return FOUND;
  }
  terminal.out(options.format === 'values' ? merged.values : configMap(options, merged.text));
  terminal.err(`${counted(merged.count, 'rule')} of ${counted(parts.length, 'configuration')}\n`);
  return CLEAN;
}

function configMap({ name, namespace }: AdapterRulesOptions, text: string): string {
  const metadata = { name, namespace };
  return new YamlPrinter().print({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': text } })!;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
