"""Reads a JSON list of YAML documents from standard input with both loaders of PyYAML, and writes what they say."""
import json
import sys

import yaml


def read(text, loader):
    try:
        return json.loads(json.dumps(yaml.load(text, Loader=loader), default=lambda value: {"no JSON": repr(value)}))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        return {"error": str(error)}


loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
texts = json.load(sys.stdin)
json.dump([[read(text, loader) for loader in loaders] for text in texts], sys.stdout)
