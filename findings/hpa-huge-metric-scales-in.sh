#!/usr/bin/env bash
# The horizontal pod autoscaler of Kubernetes 1.37.2 on amd64 scales in to its minimum when a metric of its pods is so
# far above its target that more than 2,147,483,647 replicas would be wanted.
#
# Three pods have 1,000,000,000 requests each in flight. For a target of 2 the controller wants 1,500,000,000 replicas,
# of which the workload gets its maximum. For a target of 1m (a thousandth, as where a unit is taken for another one) the
# number does not fit into 32 bits and becomes the lowest one there is: the workload goes to its minimum, under the
# highest load of all. The number for an External metric is cut at the largest one instead.
#
# This runs the controller's own ReplicaCalculator, over pods and metrics that are given to it.
# Needs Go 1.26 or newer on amd64, and the Go module proxy; the first build takes some minutes. It fails where the
# number of replicas is not negative, or where that of the External metric is not the largest.
set -euo pipefail
[ "$(go env GOARCH)" = amd64 ] || { echo 'skipped: only on amd64'; exit 0; }
kubernetes=v1.37.2 staging=v0.37.2
folder=$(mktemp -d); trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
{
  printf 'module finding\n\ngo 1.26.0\n\nrequire k8s.io/kubernetes %s\n' "$kubernetes"
  for name in api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider \
    cluster-bootstrap code-generator component-base component-helpers controller-manager cri-api cri-client \
    csi-translation-lib dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator \
    kube-controller-manager kube-proxy kube-scheduler kubectl kubelet metrics mount-utils \
    pod-security-admission sample-apiserver sample-cli-plugin sample-controller streaming; do
    printf 'replace k8s.io/%s => k8s.io/%s %s\n' "$name" "$name" "$staging"
  done
} > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

const inFlight = 1_000_000_000_000 // in thousandths: of each pod, and of the external metric

type source struct{}

func (source) GetResourceMetric(context.Context, v1.ResourceName, string, labels.Selector, string) (metrics.PodMetricsInfo, time.Time, error) {
	return nil, time.Time{}, fmt.Errorf("not asked for")
}
func (source) GetRawMetric(string, string, labels.Selector, labels.Selector) (metrics.PodMetricsInfo, time.Time, error) {
	info := metrics.PodMetricsInfo{}
	for _, name := range []string{"a", "b", "c"} {
		info[name] = metrics.PodMetric{Timestamp: time.Now(), Window: time.Minute, Value: inFlight}
	}
	return info, time.Now(), nil
}
func (source) GetObjectMetric(string, string, *autoscalingv2.CrossVersionObjectReference, labels.Selector) (int64, time.Time, error) {
	return 0, time.Time{}, fmt.Errorf("not asked for")
}
func (source) GetExternalMetric(string, string, labels.Selector) ([]int64, time.Time, error) {
	return []int64{inFlight}, time.Now(), nil
}

func main() {
	pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	for _, name := range []string{"a", "b", "c"} {
		ready := v1.PodStatus{Phase: v1.PodRunning, Conditions: []v1.PodCondition{{Type: v1.PodReady, Status: v1.ConditionTrue}}}
		_ = pods.Add(&v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "default"}, Status: ready})
	}
	calculator := podautoscaler.NewReplicaCalculator(source{}, corelisters.NewPodLister(pods), 5*time.Minute, 30*time.Second)
	ofPods := func(target int64) int32 {
		replicas, _, _, err := calculator.GetMetricReplicas(3, target, "in_flight", podautoscaler.Tolerances{}, "default", labels.Everything(), labels.Everything())
		if err != nil {
			panic(err)
		}
		return replicas
	}
	external, _, _, err := calculator.GetExternalMetricReplicas(3, 1, "in_flight", podautoscaler.Tolerances{}, "default", nil, labels.Everything())
	if err != nil {
		panic(err)
	}
	possible, impossible := ofPods(2000), ofPods(1)
	fmt.Printf("Pods metric, 1,000,000,000 in flight in each of 3 pods, target 2: %d replicas\n", possible)
	fmt.Printf("the same, target 1m: %d replicas\n", impossible)
	fmt.Printf("External metric of 1,000,000,000, target 1m: %d replicas\n", external)
	if possible != 1_500_000_000 || impossible >= 0 || external != math.MaxInt32 {
		os.Exit(1)
	}
}
GO
export GOFLAGS=-mod=mod
go run .
echo "Kubernetes $kubernetes, $(go version | cut -d ' ' -f 3,4)"
