import type { GoProgram } from '../go-program';

export const KUBE_SCORE: GoProgram = {
  name: 'kube-score',
  module: 'github.com/zegl/kube-score/cmd/kube-score',
  version: 'v1.20.0',
  variable: 'KUBE_SCORE',
};
