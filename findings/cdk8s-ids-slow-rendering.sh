#!/usr/bin/env bash
# cdk8s 2.70 on Node.js: 5,000 charts whose Deployments have 5,000 different construct ids render three times as slowly,
# into objects half as large again, as the same charts with one id for all.
#
# constructs 10.8 keeps the children of a construct in a plain object, under their ids. V8 remembers, for all objects
# that begin as {}, which field was added first, and up to 1,536 of these. When thousands of parents each have a child
# of another id, the limit is reached, and from then on objects that begin with a new field are hash tables: also those
# that cdk8s and cdk8s-plus-27 render, which have nothing to do with ids. The manifests are the same.
#
# Needs Node 20 or newer and the npm registry. It fails where the ids cost less than twice the time, or where the
# manifests differ.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent cdk8s@2.70.106 cdk8s-plus-27@2.9.5 constructs@10.8.1
cat > render.js <<'JS'
const { createHash } = require('crypto');
const { App, Chart } = require('cdk8s');
const { Deployment } = require('cdk8s-plus-27');

const app = new App();
const objects = Array.from({ length: 5000 }, (_, i) => new Deployment(
  new Chart(app, `site-${i}`),
  process.argv[2] === 'different' ? `server-${i}` : 'server',
  {
    metadata: { name: 'server' },
    select: false,
    podMetadata: { labels: { app: 'server' } },
    containers: [{ name: 'server', image: 'registry.example.com/server:1', portNumber: 8080 }],
  },
)).map((deployment) => deployment.node.defaultChild);
global.gc();
const before = process.memoryUsage().heapUsed;
const started = performance.now();
const manifests = objects.map((object) => object.toJson());
const milliseconds = performance.now() - started;
global.gc();
const bytes = (process.memoryUsage().heapUsed - before) / objects.length;
// The one label that cdk8s-plus derives from the path.
const text = JSON.stringify(manifests).replace(/"cdk8s.io\/metadata.addr":"[^"]*",?/g, '');
console.log(milliseconds.toFixed(0), bytes.toFixed(0), createHash('sha256').update(text).digest('hex').slice(0, 12));
JS
for round in 1 2 3; do
  for ids in one different; do
    read -r milliseconds bytes digest < <(node --expose-gc render.js "$ids")
    echo "$ids id(s): $milliseconds ms, $bytes bytes a manifest, manifests $digest"
    echo "$ids $milliseconds $bytes $digest" >> figures
  done
done
node -e '
  const rows = require("fs").readFileSync("figures", "utf8").trim().split("\n").map((line) => line.split(" "));
  const figures = (ids, column) => rows.filter(([name]) => name === ids).map((row) => Number(row[column]));
  const median = (ids, column) => figures(ids, column).sort((a, b) => a - b)[1];
  const ratio = (column) => median("different", column) / median("one", column);
  const [time, memory] = [1, 2].map((column) => ratio(column).toFixed(1));
  console.log(`Node.js ${process.version}: ${time} times the time, ${memory} times the memory`);
  const isSame = new Set(rows.map(([, , , digest]) => digest)).size === 1;
  process.exitCode = isSame && ratio(1) >= 2 ? 0 : 1;
'
