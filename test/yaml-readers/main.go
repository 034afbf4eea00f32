// Reads a JSON list of YAML documents from standard input as kubectl and Helm do (sigs.k8s.io/yaml), and as kustomize
// does (yaml/v3), and writes what each of them says as a JSON list to standard output.
package main

import (
	"encoding/json"
	"os"

	v3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type reading struct {
	Kubectl json.RawMessage `json:"kubectl"`
	V3      any             `json:"v3"`
	Error   string          `json:"error,omitempty"`
}

func read(text string) (r reading) {
	said, err := yaml.YAMLToJSON([]byte(text))
	if err == nil {
		r.Kubectl = said
		err = v3.Unmarshal([]byte(text), &r.V3)
	}
	if err != nil {
		return reading{Error: err.Error()}
	}
	return r
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	readings := make([]reading, len(texts))
	for i, text := range texts {
		readings[i] = read(text)
		if _, err := json.Marshal(readings[i]); err != nil {
			readings[i] = reading{Error: err.Error()}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(readings); err != nil {
		panic(err)
	}
}
