import * as os from 'os';
import { TITLES, type ToolName } from './contestants';
import { toolVersion } from './tools';

const PACKAGES = ['cdk8s', 'cdk8s-plus-27', 'constructs'];

/** What the figures depend on: the machine, the versions, what else it does at that moment, the day. */
export function machine(tools: ReadonlyMap<ToolName, string>): string {
  const cpus = os.cpus();
  const hardware = [
    `${cpus.length} × ${cpus[0].model}`,
    `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB of memory`,
    `${os.type()} ${os.release()}`,
    `load average ${os.loadavg()[0].toFixed(1)}`,
  ];
  const versions = [
    `Node.js ${process.versions.node}`,
    ...PACKAGES.map((name) => `${name} ${versionOf(name)}`),
    ...[...tools].map(([name, program]) => `${TITLES[name]} ${toolVersion(name, program)}`),
  ];
  return `${new Date().toISOString().slice(0, 10)}; ${hardware.join(', ')}\n${versions.join(', ')}`;
}

function versionOf(name: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the name of the package is an argument
  return (require(`${name}/package.json`) as { version: string }).version;
}
