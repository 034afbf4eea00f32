#!/usr/bin/env bash
# kube-score 1.20.0: the time for a set of manifests grows as the square of the number of its objects.
#
# Seen with Go 1.26 on 2 cores, for Deployments with a Service and a PodDisruptionBudget each: the table that this
# prints. Four times the objects take more than eight times the CPU, where a linear judge takes four. 50,000 objects of
# five kinds took 570 s. Deployments alone take linear time.
#
# Needs Go and a module proxy. It fails where the growth is below that.
set -euo pipefail
version=v1.20.0
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
GOBIN=$folder go install "github.com/zegl/kube-score/cmd/kube-score@$version"

manifests() {
  for ((i = 0; i < $1; i++)); do
    printf -- '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-%d, namespace: shop}\nspec:\n' "$i"
    printf '  selector: {matchLabels: {app: web-%d}}\n  template:\n    metadata: {labels: {app: web-%d}}\n' "$i" "$i"
    printf '    spec: {containers: [{name: web, image: "registry.example.com/web:1.0"}]}\n'
    printf -- '---\napiVersion: v1\nkind: Service\nmetadata: {name: web-%d, namespace: shop}\n' "$i"
    printf 'spec: {selector: {app: web-%d}, ports: [{port: 80}]}\n' "$i"
    printf -- '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web-%d, namespace: shop}\n' "$i"
    printf 'spec: {maxUnavailable: 1, selector: {matchLabels: {app: web-%d}}}\n' "$i"
  done
}

# cpu N: the CPU seconds of one run over N Deployments, Services and budgets.
cpu() {
  manifests "$1" > "$folder/manifests.yaml"
  local TIMEFORMAT=%U
  { time "$folder/kube-score" score "$folder/manifests.yaml" > /dev/null 2>&1; } 2>&1 || true
}

echo "kube-score $version: sets of three objects, CPU seconds"
few=$(cpu 1000); echo "1000 $few"
many=$(cpu 4000); echo "4000 $many"
awk -v few="$few" -v many="$many" 'BEGIN {
  printf "4 times the objects: %.1f times the CPU\n", many / few
  exit !(many / few > 8)
}'
