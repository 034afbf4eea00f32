import type { Argv, Options } from 'yargs';
import { FORECAST_FORMATS } from './forecast-formats';
import { page } from '../validation/documentation-links';

const TEXT = { type: 'string', requiresArg: true } as const;
const LIST = { type: 'string', array: true, nargs: 1 } as const;

/** What the command `forecast` takes besides the manifests. */
export const FORECAST_OPTIONS: Readonly<Record<string, Options>> = {
  'load': { ...LIST, alias: 'l', describe: 'a file with the load: CSV, or the JSON of a range query of Prometheus' },
  'for': { ...TEXT, describe: 'how long, such as 24h', defaultDescription: 'the time of the file, or 24h' },
  'format': { ...TEXT, alias: 'f', choices: FORECAST_FORMATS, default: 'text', describe: 'how it is printed' },
  'against': { ...TEXT, describe: 'manifests to compare with: a file or a folder' },
  'suggest': { type: 'boolean', default: false, describe: 'search targets, minimums and windows that meet a goal' },
  'max-unserved': { ...TEXT, describe: 'the most of the demand that may find no room, such as 0.1%' },
  'max-above-target': { ...TEXT, describe: 'the most of the time that may be above target, such as 5%' },
  'service-time': { ...TEXT, describe: 'how long a request takes, such as 200ms' },
  'cpu-time': { ...TEXT, describe: 'the CPU time of a request', defaultDescription: 'the service time' },
  'parallel': { ...TEXT, describe: 'the requests that one pod works on at the same time' },
  'unit': { ...TEXT, describe: 'of a series that does not say it: requests/s, cores or a metric' },
  'label': { ...TEXT, describe: 'the label of a Prometheus series that names the service' },
  'service': { ...TEXT, describe: 'the service to which all of the file belongs' },
  'startup': { ...LIST, describe: 'from the start of a pod until it is ready: 60s, or classifier=60s' },
  'metrics-lag': { ...TEXT, describe: 'from ready until there are metrics of a pod' },
  'hard-examples': { ...TEXT, describe: 'the share that the edge of a joint inference sends on, such as 30%' },
  'node': { ...TEXT, describe: 'what pods can use of one node, such as 4,16Gi or 4,16Gi,nvidia.com/gpu=1' },
  'node-count': { ...TEXT, describe: 'how many nodes there are', defaultDescription: 'as many as are needed' },
  'start': { ...TEXT, describe: 'when the load begins, for schedules, such as 2026-01-05T09:00:00Z' },
  'sync-period': { ...TEXT, describe: 'of the autoscalers', defaultDescription: '15s' },
  'downscale-stabilization': { ...TEXT, describe: 'without behavior', defaultDescription: '5m' },
  'kubernetes-version': {
    ...TEXT, alias: 'kubernetes', describe: 'of the cluster, such as 1.34', defaultDescription: 'the newest known',
  },
};

export function forecastCommand(y: Argv): Argv {
  return y
    .options(FORECAST_OPTIONS)
    .example('$0 forecast dist --load monday.csv --for 24h', 'a table for one day')
    .example('$0 forecast dist --load monday.csv --format html > monday.html', 'a page with pictures')
    .example('$0 forecast dist --load monday.csv --against main/dist', 'what a change costs and gains')
    .example('$0 forecast dist --load monday.csv --suggest --max-unserved 0.1%', 'settings that meet a goal')
    .epilogue([
      'A CSV has a column of times, and one for each service: "classifier requests/s@200ms", "classifier cores", or a'
      + ' metric in its own unit, "chat vllm_requests_in_flight". --load may be given several times.',
      'Exit codes: 0, 1 for a goal that is missed, 2 for input that cannot be used.',
      `Guide: ${page('forecast.md')}`,
    ].join('\n\n'));
}
