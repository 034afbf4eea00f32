#!/usr/bin/env bash
# cdk8s 2.70: a text such as 0o770 is printed without quotes, and kubectl's reader takes it for the number 504.
#
# cdk8s prints YAML by the rules of the package yaml, for which 0o770 is a text in its YAML 1.1 mode. kubectl, Helm and
# the API server read with sigs.k8s.io/yaml, whose numbers are those of Go: 0o770, 0O17, 0X1F and 0B1 are numbers. An
# environment variable of such a value is rejected ("cannot unmarshal number into Go struct field EnvVar.value").
#
# Needs Node 20 or newer, Go, and their registries. It fails where cdk8s quotes the text, or where Go reads a text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent cdk8s@2.70.106 constructs@10.8.1
cat > print.js <<'JS'
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const data = { A: '0o770', B: '0O17', C: '0X1F', D: '0B1', E: '0770' };
new ApiObject(new Chart(app, 'c'), 'o', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
process.stdout.write(app.synthYaml());
JS
node print.js | tee printed.yaml
mkdir reader && cd reader
cat > main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	var object map[string]any
	if err := yaml.Unmarshal(text, &object); err != nil {
		panic(err)
	}
	for _, key := range []string{"A", "B", "C", "D", "E"} {
		fmt.Printf("%s %T\n", key, object["data"].(map[string]any)[key])
	}
}
GO
go mod init reader > /dev/null 2>&1
go get sigs.k8s.io/yaml@v1.6.0 > /dev/null 2>&1
go run . ../printed.yaml | tee ../read.txt
printf 'A float64\nB float64\nC float64\nD float64\nE string\n' | diff - ../read.txt
