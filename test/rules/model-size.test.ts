import { bytesOfModel } from '../../src/rules/model-size';

test.each<[id: string, gigabytes: number | undefined]>([
  ['Qwen/Qwen2.5-32B-Instruct', 64],
  ['Qwen/Qwen2.5-0.5B', 1],
  ['Qwen/Qwen3-235B-A22B', 470],
  ['meta-llama/Llama-3.3-70b', 140],
  ['mistralai/Mixtral-8x7B-Instruct-v0.1', 112],
  ['Qwen/Qwen2.5-32B-Instruct-AWQ', 16],
  ['Qwen/Qwen2.5-32B-Instruct-GPTQ-Int4', 16],
  ['Qwen/Qwen2.5-32B-Instruct-GPTQ-Int8', 32],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 70],
  ['bartowski/Llama-3.3-70B-GGUF', 35],
  ['unsloth/Llama-3.3-70B-Instruct-bnb-4bit', 35],
  ['openai/gpt-oss-20b', 10],
  ['org-70b/model', undefined],
  ['deepseek-ai/DeepSeek-V3', undefined],
  ['facebook/opt-125m', undefined],
  ['a/model-4bit', undefined],
])('the size of %s', (id, gigabytes) => {
  const bytes = bytesOfModel(id);
  expect(bytes === undefined ? undefined : bytes / 1e9).toBe(gigabytes);
});
