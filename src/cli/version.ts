import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** The version of this package: it stands above the compiled command. */
export const VERSION: string = JSON.parse(readFileSync(packageFile(__dirname), 'utf8')).version;

function packageFile(folder: string): string {
  const file = join(folder, 'package.json');
  return existsSync(file) ? file : packageFile(dirname(folder));
}
