import { FrameMetrics, InferenceMetric, ModelServer, PrometheusType, ScalingMetric } from '../../src';
import { measureOf } from '../../src/values/measure-of';
import { codes } from '../helpers';

const { GAUGE } = PrometheusType;
const THREE = { inferred: 'ei_infer_fps', dropped: 'ei_drop_fps', ratio: 'ei_scale_ratio' };
const [shown, computed] = [FrameMetrics.of(THREE), FrameMetrics.of({ inferred: 'infer_fps', dropped: 'drop_fps' })];

const read = (metric: InferenceMetric) => metric._series.map(({ series }) => series);

describe('FrameMetrics', () => {
  test('gives the gauges of the engine to its model server', () => {
    expect(shown.series).toEqual({ ei_infer_fps: GAUGE, ei_drop_fps: GAUGE, ei_scale_ratio: GAUGE });
    expect(computed.series).toEqual({ infer_fps: GAUGE, drop_fps: GAUGE });
    expect(ModelServer.custom({ image: 'a/b:1', metricsPort: 8000, metrics: shown.series }).metrics).toEqual(
      shown.series,
    );
  });

  test('offers what comes: the frames that are inferred and those that are dropped', () => {
    const offered = computed.offered();
    expect([offered.name, read(offered)]).toEqual(['frames_offered_per_second', ['infer_fps', 'drop_fps']]);
    expect(offered._promql('M', 'pod')).toContain('sum(infer_fps{M}) by (pod) + sum(drop_fps{M}) by (pod)');
  });

  test('uses the ratio that the engine exposes, by its own name', () => {
    const ratio = shown.scaleRatio();
    expect([ratio.name, read(ratio), ratio._discovered]).toEqual([
      'ei_scale_ratio',
      ['ei_scale_ratio'],
      'ei_scale_ratio',
    ]);
    expect(ratio._promql('M', 'pod')).toContain('avg(ei_scale_ratio{M}) by (pod)');
  });

  test('queries that ratio as a metric of pods of that name does, so that both use one rule', () => {
    expect(shown.scaleRatio()._promql('M', 'pod')).toBe(
      measureOf(ScalingMetric.pods('ei_scale_ratio', '1'))!._promql('M', 'pod'),
    );
  });

  test('computes the ratio where the engine shows none', () => {
    const ratio = computed.scaleRatio();
    expect([ratio.name, read(ratio), ratio._discovered]).toEqual([
      'frame_scale_ratio',
      ['infer_fps', 'drop_fps'],
      'infer_fps',
    ]);
    const comes = '(sum(infer_fps{M}) by (pod) + sum(drop_fps{M}) by (pod))';
    expect(ratio._promql('M', 'pod')).toContain(`(${comes} / (sum(infer_fps{M}) by (pod) > 0) or ${comes} == 0)`);
    expect(ratio._problems('ratio')).toEqual([]);
  });

  test('reads nothing but what it gives to the model server', () => {
    for (const frames of [shown, computed]) {
      for (const metric of [frames.offered(), frames.scaleRatio()]) {
        expect(Object.keys(frames.series)).toEqual(
          expect.arrayContaining(read(metric)),
        );
      }
    }
  });

  test('keeps what it was given, though the caller changes it afterwards', () => {
    const series = { inferred: 'a', dropped: 'b' };
    const frames = FrameMetrics.of(series);
    series.inferred = 'c';
    expect(Object.keys(frames.series)).toEqual(['a', 'b']);
  });

  test.each<[string, InferenceMetric, string]>([
    ['what is inferred', FrameMetrics.of({ ...THREE, inferred: 'infer fps' }).offered(), 'infer fps'],
    ['what is dropped', FrameMetrics.of({ ...THREE, dropped: 'drop-fps' }).offered(), 'drop-fps'],
    ['the ratio', FrameMetrics.of({ ...THREE, ratio: 'scale/ratio' }).scaleRatio(), 'scale/ratio'],
    ['what the ratio is computed of', FrameMetrics.of({ inferred: '1', dropped: 'b' }).scaleRatio(), '1'],
  ])('is refused with another name than a series has for %s, once a metric is made of it', (_, metric, series) => {
    const problems = metric._problems('metric');
    expect(codes(problems)).toEqual([['values/invalid-series-name', 'metric.series']]);
    expect(problems[0].value).toBe(series);
  });
});
