import type { Chart } from 'cdk8s';
import { SednaJointInference, SednaModel, type SednaContainerOptions } from '../../src';
import { find, jointProps, refused, RESOURCES, testChart } from '../helpers';

/** Joint inferences of which one worker is changed, also to values that no compiler accepts. */

export type Side = 'edge' | 'cloud';
export const SIDES: readonly Side[] = ['edge', 'cloud'];

export type Define = (chart: Chart, changes: object, side?: Side, id?: string) => SednaJointInference;

/** The problems that are expected, as code and field. */
export type Found = [code: string, field: string];

/** A row of a table: what is wrong, the changes to a worker, and the problems of it, with fields inside the worker. */
export type Row = [what: string, changes: (chart: Chart) => object, ...problems: Found[]];

export const CONTAINER: SednaContainerOptions = { image: 'registry.example.com/worker:1.0', resources: RESOURCES };

/** A further container. */
export const sidecar = { name: 'side', image: 'registry.example.com/side:1.0' };

/** Changes to the container of a worker. */
export function own(changes: object): { container: SednaContainerOptions } {
  return { container: { ...CONTAINER, ...changes } };
}

export function defineWorker(chart: Chart, changes: object, side: Side = 'edge', id = 'Helmet'): SednaJointInference {
  const props = jointProps(chart);
  return new SednaJointInference(chart, id, { ...props, [side]: { ...props[side], ...changes } });
}

/** A worker with the model /data/little/m.pb: Sedna mounts its folder from the volume `data-littlez`. */
export function defineWithModel(chart: Chart, changes: object, side: Side = 'edge'): SednaJointInference {
  const model = SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb');
  const service = side === 'edge' ? { exposed: false } : {};
  return defineWorker(chart, { ...service, container: CONTAINER, model, ...changes }, side);
}

/** Problems of a worker as the joint inference reports them. */
export function inside(side: string, problems: readonly Found[]): Found[] {
  return problems.map(([code, field]) => [code, `${side}.${field}`]);
}

/** Each row is refused on both sides, and leaves nothing in the tree. */
export function testRefusals(rows: readonly Row[], define: Define): void {
  const cases = rows.map(([what, changes, ...problems]) => ({ what, changes, problems }));
  describe.each(SIDES)('the %s worker is refused with', (side) => {
    test.each(cases)('$what', ({ changes, problems }) => {
      const chart = testChart();
      const given = changes(chart);
      expect(refused(() => define(chart, given, side))).toEqual(inside(side, problems));
      expect(chart.node.tryFindChild('Helmet')).toBeUndefined();
    });
  });
}

/** Each row is accepted on both sides, and printed. */
export function testAccepted(rows: ReadonlyArray<[string, (chart: Chart) => object]>, define: Define): void {
  describe.each(SIDES)('the %s worker may have', (side) => {
    test.each(rows)('%s', (_, changes) => {
      const chart = testChart();
      const given = changes(chart);
      expect(refused(() => define(chart, given, side))).toEqual([]);
      const { spec } = find(chart, 'JointInferenceService');
      expect(spec[`${side}Worker`].template.spec.containers[0].image).toBe(CONTAINER.image);
    });
  });
}
