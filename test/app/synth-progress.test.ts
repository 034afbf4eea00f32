import { SynthProgress } from '../../src/app/synth-progress';

/** A progress with a clock of its own, and what it writes. */
function progress(isTTY: boolean | undefined = true) {
  const written: string[] = [];
  const clock = { time: 1000 };
  const screen = { isTTY, write: (text: string) => written.push(text) };
  const now = () => clock.time;
  return { it: new SynthProgress(screen, now), written, clock };
}

test('says nothing in the first two seconds', () => {
  const { it, written, clock } = progress();
  it.show('rendered', 64, 128);
  clock.time += 1999;
  it.show('rendered', 128, 128);
  it.judging(128);
  it.end();
  expect(written).toEqual([]);
});

test('counts on one line after that, which it removes', () => {
  const { it, written, clock } = progress();
  clock.time += 2000;
  it.show('rendered', 64, 12_800);
  clock.time += 200;
  it.show('written', 12_800, 12_800);
  it.end();
  expect(written).toEqual([
    '\r\u001b[Kcdk8s-elastic-inference: 64 of 12,800 objects rendered …',
    '\r\u001b[Kcdk8s-elastic-inference: 12,800 of 12,800 objects written …',
    '\r\u001b[K',
  ]);
});

test('changes the line five times a second at most', () => {
  const { it, written, clock } = progress();
  clock.time += 2000;
  for (let i = 1; i <= 100; i++) {
    it.show('rendered', 64 * i, 6400);
    clock.time += 10;
  }
  expect(written).toHaveLength(5);
});

test('says that the rules run', () => {
  const { it, written, clock } = progress();
  clock.time += 2000;
  it.judging(5000);
  expect(written).toEqual(['\r\u001b[Kcdk8s-elastic-inference: judging 5,000 objects …']);
});

test('says nothing where nobody watches', () => {
  const { it, written, clock } = progress(false);
  clock.time += 5000;
  it.show('written', 64, 64);
  it.judging(64);
  it.end();
  expect(written).toEqual([]);
});

test('removes the line once', () => {
  const { it, written, clock } = progress();
  clock.time += 2000;
  it.judging(1);
  it.end();
  it.end();
  expect(written).toHaveLength(2);
});
