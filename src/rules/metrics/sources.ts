/** Pages that state what several rules check. */

export const ADAPTER_SOURCE = 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md';
