import type { Container } from '../../kubernetes/manifest';
import { shellScript } from '../shell-script';

/**
 * A variable that a server reads as a port when it starts, and that a Service of the right name sets to a URL. A row
 * is here only if the server does not start with such a value, and its source was read.
 */
export interface ServerPortVariable {
  /** How a message calls the server. */
  readonly server: string;
  readonly variable: string;
  /** The repository of an image that starts the server without a command. */
  readonly image?: RegExp;
  /** A command that starts it, with its arguments in one text. */
  readonly command: RegExp;
  /** Arguments with which it does not read the variable. */
  readonly unless?: RegExp;
  /** What it does with a URL. */
  readonly effect: string;
  /** Where it reads the variable. */
  readonly source: string;
}

export const SERVER_PORT_VARIABLES: readonly ServerPortVariable[] = [
  {
    server: 'vLLM',
    variable: 'VLLM_PORT',
    image: /(^|\/)(vllm-openai(-(cpu|hpu|rocm|tpu|xpu))?|vllm-cpu-release-repo)$/,
    command: /^vllm serve(\s|$)|^python3? (.* )?-m vllm\.entrypoints\./,
    effect: 'vLLM ends with "VLLM_PORT … appears to be a URI" when its engine starts',
    source: 'https://github.com/vllm-project/vllm/blob/main/vllm/envs.py',
  },
  {
    server: 'Infinity',
    variable: 'INFINITY_PORT',
    image: /(^|\/)michaelf34\/infinity$/,
    command: /^infinity_emb(\s|$)/,
    effect: 'Infinity ends with "INFINITY_PORT must be a number"',
    source: 'https://github.com/michaelfeil/infinity/blob/main/libs/infinity_emb/infinity_emb/env.py',
  },
  {
    server: 'BentoML',
    variable: 'BENTOML_PORT',
    command: /^bentoml serve(-http|-grpc)?(\s|$)/,
    unless: /(^|\s)(-p|--port)/,
    effect: 'bentoml serve takes it for its option --port, which is no number then, and ends',
    source: 'https://github.com/bentoml/BentoML/blob/main/src/bentoml_cli/serve.py',
  },
  {
    server: 'MLflow',
    variable: 'MLFLOW_PORT',
    command: /^mlflow (server|ui|models serve)(\s|$)/,
    unless: /(^|\s)(-p|--port)/,
    effect: 'mlflow takes it for its option --port, which is no number then, and ends',
    source: 'https://github.com/mlflow/mlflow/blob/master/mlflow/utils/cli_args.py',
  },
  {
    server: 'Locust',
    variable: 'LOCUST_WEB_PORT',
    image: /(^|\/)locustio\/locust$/,
    command: /^locust(\s|$)/,
    unless: /(^|\s)(-P|--web-port)/,
    effect: 'Locust takes it for its option --web-port, which is no number then, and ends',
    source: 'https://github.com/locustio/locust/blob/master/locust/argument_parser.py',
  },
  mlServer('MLSERVER_HTTP_PORT'),
  mlServer('MLSERVER_GRPC_PORT'),
  mlServer('MLSERVER_METRICS_PORT'),
];

/** A Service `mlserver-metrics` is enough for the last of them. */
function mlServer(variable: string): ServerPortVariable {
  return {
    server: 'MLServer',
    variable,
    image: /(^|\/)seldonio\/mlserver$/,
    command: /^mlserver start(\s|$)/,
    effect: 'MLServer takes it for a whole number, which it is not, and ends',
    source: 'https://github.com/SeldonIO/MLServer/blob/master/mlserver/settings.py',
  };
}

/** The variables that a container's server reads as ports; none for one that is not known to read any. */
export function serverPortVariables(container: Container): ServerPortVariable[] {
  const { command = [], args = [], image = '' } = container;
  const words = [...command, ...args];
  const text = words.join(' ');
  const commands = command.length === 0 ? [] : commandsOf(words);
  const repository = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return SERVER_PORT_VARIABLES.filter((row) => {
    const byImage = command.length === 0 && row.image?.test(repository) === true;
    const starts = byImage || commands.some((c) => row.command.test(c));
    // A script may unset the variable, or set it.
    return starts && !row.unless?.test(text) && !text.includes(row.variable);
  });
}

/** A tool that starts the program behind it in a Python environment. */
const RUNNER = /^(uv|poetry|pdm|pipenv) run\s+(--?\S+\s+)*/;

/** The commands that a container runs: its own, or those of its script, each without the folder of its program. */
function commandsOf(words: readonly string[]): string[] {
  const script = shellScript(words);
  const commands = script === undefined ? [words.join(' ')] : script.split(/[;&|\n]|\bexec\s/);
  return commands.map((c) => {
    const command = withoutFolder(c.trim().replace(/^(\w+=\S*\s+)+/, ''));
    return withoutFolder(command.replace(RUNNER, ''));
  });
}

function withoutFolder(command: string): string {
  return command.replace(/^\S*\//, '');
}
