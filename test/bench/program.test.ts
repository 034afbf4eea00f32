import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from '../../bench/program';

describe('a program that is run', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-program-'));
  const node = (text: string, output?: string) => ({ program: process.execPath, args: ['-e', text], output });

  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('costs the time from its start to its end', async () => {
    const cost = await run(node('setTimeout(() => {}, 200)'), 60);
    expect(cost).toMatchObject({ code: 0, isCut: false, complaint: '' });
    expect(cost.wall).toBeGreaterThan(0.2);
  });

  test('writes its output to a file, and its complaint is kept', async () => {
    const output = path.join(folder, 'out');
    const cost = await run(node('console.log("out"); console.error("wrong"); process.exitCode = 3', output), 60);
    expect(cost).toMatchObject({ code: 3, complaint: 'wrong\n' });
    expect(fs.readFileSync(output, 'utf8')).toBe('out\n');
  });

  test('is ended at the limit', async () => {
    const cost = await run(node('setTimeout(() => {}, 60_000)'), 0.2);
    expect(cost.isCut).toBe(true);
    expect(cost.wall).toBeLessThan(30);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('has the memory that it held at most, and its processor time', async () => {
    const text = 'Buffer.alloc(200 * 2 ** 20, 1); const end = Date.now() + 300; while (Date.now() < end);';
    const { peak, cpu } = await run(node(text), 60);
    expect(peak).toBeGreaterThan(200);
    expect(cpu).toBeGreaterThan(0);
  });

  test('that does not exist is an error', async () => {
    await expect(run({ program: path.join(folder, 'nothing'), args: [] }, 60)).rejects.toThrow('ENOENT');
  });
});
