import * as fs from 'fs';
import { Yaml } from 'cdk8s';
import { YamlPrinter } from '../kubernetes/yaml-printer';

/** How many characters are written at once. */
const BLOCK = 1024 * 1024;

/** Prints documents. */
export class DocumentPrinter {
  private readonly printer = new YamlPrinter();

  /** The texts of documents. What only a resolver or a chart of the user can make of them is left to cdk8s' printer. */
  public print(documents: readonly unknown[]): string[] {
    return documents.map((document) => this.printer.print(document) ?? Yaml.stringify(document));
  }
}

/** Writes a file of documents that are printed. */
export function writeDocuments(file: string, texts: readonly string[]): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    let block = '';
    texts.forEach((text, i) => {
      block += i === 0 ? text : `---\n${text}`;
      if (block.length < BLOCK) return;
      fs.writeFileSync(descriptor, block);
      block = '';
    });
    fs.writeFileSync(descriptor, block);
  } finally {
    fs.closeSync(descriptor);
  }
}
