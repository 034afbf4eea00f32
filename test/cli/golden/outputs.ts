import { join } from 'path';
import { FORMATS, type Format } from '../../../src/cli/check';
import { ran, type Ran } from '../fake-terminal';

/** What each format prints for one set: an error, a warning, advice, an acknowledged finding, a file of no YAML. */
const ENDS: Record<Format, string> = { text: 'txt', json: 'json', sarif: 'sarif', github: 'github.txt', junit: 'xml' };

export const GOLDEN = FORMATS.map((format): [Format, string] => [format, join(__dirname, `check.${ENDS[format]}`)]);

export async function outputOf(format: Format): Promise<Ran> {
  return ran(['check', 'manifests/vision.yaml', 'manifests/broken.yaml', '--format', format], { cwd: __dirname });
}
