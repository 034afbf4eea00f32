import type { ReportedFinding } from '../../../src/cli/report/reported-finding';
import { acknowledgementFor, annotatedReason, annotationProblems } from '../../../src/cli/settings/acknowledged';
import type { Acknowledgement } from '../../../src/cli/settings/configuration';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { codes } from '../../helpers';

const annotated = (annotations: unknown): Manifest =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations } }) as unknown as Manifest;
const KEY = 'acknowledge.elastic-inference/';

describe('an annotation that acknowledges', () => {
  test('gives the reason for its rule alone', () => {
    const object = annotated({ [`${KEY}latest-tag`]: 'pinned elsewhere' });
    expect(annotatedReason(object, 'latest-tag')).toBe('pinned elsewhere');
    expect(annotatedReason(object, 'hpa-missing-request')).toBeUndefined();
  });

  test.each(['', '  ', true, 7, null, ['x']])('gives none where the value is %p', (value) => {
    expect(annotatedReason(annotated({ [`${KEY}latest-tag`]: value }), 'latest-tag')).toBeUndefined();
  });

  test.each([undefined, null, 'x', 7, []])('may stand in annotations of any type: %p', (annotations) => {
    expect(annotatedReason(annotated(annotations), 'latest-tag')).toBeUndefined();
    expect(annotationProblems(annotated(annotations))).toEqual([]);
  });

  test('may stand in an object without metadata', () => {
    expect(
      annotatedReason({ apiVersion: 'v1', kind: 'Pod', metadata: null } as unknown as Manifest, 'x'),
    ).toBeUndefined();
    expect(annotationProblems({ apiVersion: 'v1', kind: 'Pod' })).toEqual([]);
  });

  test('must name a rule, and say why', () => {
    const object = annotated({
      [`${KEY}latest-tga`]: 'x',
      [`${KEY}zzz`]: 'x',
      [`${KEY}latest-tag`]: '',
      [`${KEY}hpa-missing-request`]: 'x',
      other: '',
    });
    const problems = annotationProblems(object);
    expect(codes(problems)).toEqual([
      ['cli/unknown-rule', `metadata.annotations["${KEY}latest-tga"]`],
      ['cli/unknown-rule', `metadata.annotations["${KEY}zzz"]`],
      ['cli/reason-missing', `metadata.annotations["${KEY}latest-tag"]`],
    ]);
    expect(problems.map(({ fix }) => fix)).toEqual([
      `write ${KEY}latest-tag`,
      'take an id that elastic-inference rules lists',
      'write the reason as the value',
    ]);
  });
});

describe('an acknowledgement of the configuration', () => {
  const finding = {
    rule: 'latest-tag',
    kind: 'Deployment',
    namespace: 'vision',
    name: 'a',
    file: 'a.yaml',
    field: 'spec.x',
  } as ReportedFinding;
  const meets = (given: Partial<Acknowledgement>): boolean =>
    acknowledgementFor(finding, [{ rule: 'latest-tag', reason: 'x', ...given }]) !== undefined;

  test.each<[Partial<Acknowledgement>, boolean]>([
    [{}, true],
    [{ rule: 'hpa-missing-request' }, false],
    [{ object: 'Deployment vision/a' }, true],
    [{ object: 'Deployment a' }, false],
    [{ file: 'a.yaml' }, true],
    [{ file: 'b.yaml' }, false],
    [{ field: 'spec.x' }, true],
    [{ field: 'spec' }, false],
    [{ object: 'Deployment vision/a', file: 'a.yaml', field: 'spec.y' }, false],
  ])('meets what it says, and no more: %p', (given, expected) => {
    expect(meets(given)).toBe(expected);
  });

  test('is the first that meets', () => {
    const given = [
      { rule: 'latest-tag', reason: '1', file: 'b.yaml' },
      { rule: 'latest-tag', reason: '2' },
      { rule: 'latest-tag', reason: '3' },
    ];
    expect(acknowledgementFor(finding, given)?.reason).toBe('2');
  });
});
