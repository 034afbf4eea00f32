import * as fs from 'fs';
import * as path from 'path';
import { App, type ApiObject, type Chart } from 'cdk8s';
import { appProblems } from './app-problems';
import { DocumentPrinter, writeDocuments } from './document-printer';
import { appDocuments, folders, manifestFiles, type Render } from './manifest-files';
import { markPrintsAnyText } from './printed-text';
import { resolveDependencies, stockOrder } from './stock-order';
import { SynthPasses, type Prepared } from './synth-pass';
import { errorsOf, isGuarded } from './validator';
import type { InferenceAppProps } from './versions/inference-app-props';
import { nameVersion } from './versions/scope-version';
import { writtenOrder, type WrittenOrder } from './written-order';
import { targetVersion } from '../kubernetes/versions/target-version';
import { checksArguments } from '../validation/checks-arguments';
import { failValidation, refuse } from '../validation/refuse';

/**
 * Defines an app that is written in a fraction of the time that cdk8s' `App` takes: use it in its place, for any
 * charts, with or without constructs of this library.
 *
 * It has the properties of `App` and writes the same files: names, folders, the order of objects and what they say.
 * `App` looks at the whole app anew for each chart; this looks at it once. Every object is rendered once, and printed
 * by a printer of its own. Its text means the same to the readers of YAML 1.1 and 1.2, to Go's (`kubectl`, Helm) and to
 * PyYAML: `App` prints the text `0o17` so that `kubectl` reads a number.
 *
 * Each validation runs once. Where it changes the app, that is written, and where it adds constructs, they are
 * validated too. Where something fails, no file is written: `App` leaves those of the charts before. The dependencies
 * that cdk8s derives are not added to constructs. What is lazy is made in the order in which it is printed.
 *
 * @example
 *
 * const fleet = new InferenceApp();
 * new Chart(fleet, 'site-1', { namespace: 'vision' });
 * fleet.synth();
 */
@checksArguments
export class InferenceApp extends App {
  private readonly recordsMetadata: boolean;
  /** The order of the synth that is under way. */
  private order?: WrittenOrder;

  /**
   * Defines an app.
   *
   * Fails when a property has the wrong type, or the version is none.
   *
   * @param props the properties of cdk8s' `App`, with the same defaults, and the version of Kubernetes
   */
  public constructor(props: InferenceAppProps = {}) {
    const problems = appProblems(props);
    super(problems.length === 0 ? props : {});
    refuse(this, problems);
    const recorded = process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    this.recordsMetadata = props.recordConstructMetadata ?? recorded;
    markPrintsAnyText(this);
    const version = targetVersion(props.kubernetesVersion ?? undefined);
    if (version) nameVersion(this, version);
  }

  /** The charts in the order in which they are written, before a synth too. */
  public override get charts(): Chart[] {
    const order = this.order ?? writtenOrder(this);
    return order ? [...order.charts] : super.charts;
  }

  /** Writes all manifests to the output directory: none where something fails. */
  public override synth(): void {
    fs.mkdirSync(this.outdir, { recursive: true });
    this.look(false, (order, render) => this.write(order, render));
  }

  /**
   * All manifests as one text.
   *
   * @returns the documents of all charts, with `---` between them
   */
  public override synthYaml(): string {
    return this.look(true, (order, render) => new DocumentPrinter().print(appDocuments(order, render)).join('---\n'));
  }

  /** Validates the app and judges it, and does something with it, in one pass. */
  private look<T>(isText: boolean, action: (order: WrittenOrder, render: Render) => T): T {
    const passes = SynthPasses.of(this);
    // `synthYaml` of cdk8s says what is wrong with dependencies before it validates.
    if (isText && !writtenOrder(this)) resolveDependencies(this);
    const prepared = passes.prepare();
    return passes.synth(prepared, { isText, keeping: isGuarded(this) ? 'readers' : 'none' }, () => {
      this.report(prepared);
      const { rendering } = passes.now;
      try {
        const order = writtenOrder(this) ?? stockOrder(this);
        this.order = order;
        // A class of the user may have its own idea of its charts.
        const own = { ...order, charts: this.charts };
        return action(own, (object: ApiObject) => rendering.of(object));
      } finally {
        this.order = undefined;
      }
    });
  }

  /** Fails with what validations and rules say, each behind the path of its construct, in the order of the tree. */
  private report({ said, constructs }: Prepared): void {
    const errors = errorsOf(this);
    if (said.size === 0 && errors.size === 0) return;
    // A validation may have removed the construct that it is about.
    const lines = [...new Set([...constructs, ...said.keys()])].flatMap((construct) => (
      [...said.get(construct) ?? [], ...errors.get(construct) ?? []].map((e) => `[${construct.node.path}] ${e}`)));
    failValidation(lines);
  }

  private write(order: WrittenOrder, render: Render): void {
    const printer = new DocumentPrinter();
    const { progress } = SynthPasses.of(this).now;
    let [printed, written] = [0, 0];
    const files = manifestFiles(this, order, render).map(({ name, documents }) => {
      progress?.show('printed', printed, order.count);
      printed += documents.length;
      return { name, texts: printer.print(documents) };
    });
    for (const folder of folders(this, order)) fs.mkdirSync(path.join(this.outdir, folder), { recursive: true });
    for (const { name, texts } of files) {
      writeDocuments(path.join(this.outdir, name), texts);
      written += texts.length;
      progress?.show('written', written, order.count);
    }
    if (this.recordsMetadata) this.writeMetadata(order);
  }

  private writeMetadata({ charts, objectsOf }: WrittenOrder): void {
    const objects = charts.flatMap(objectsOf);
    const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
    const file = path.join(this.outdir, 'construct-metadata.json');
    fs.writeFileSync(file, JSON.stringify({ version: '1.0.0', resources }));
  }
}
