// supercluster under a window: it knows no time, so the records of the window are taken and the clusters made anew.
// Prints one JSON object. It is given what helps it: its features are made beforehand and stand in the order of time,
// so a window is a slice. A part of each kind of window only, for a full one over a million records takes seconds.
//
//   node --expose-gc measure.mjs INCIDENTS.csv REQUESTS.csv ROWS SECONDS
import { createReadStream, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import Supercluster from 'supercluster';
import vtpbf from 'vt-pbf';

const [incidentsPath, requestsPath, rows, seconds] = [...process.argv.slice(2, 4), ...process.argv.slice(4).map(Number)];
const PART = { full: 3, year: 20, month: 80, day: 200 };
const OPTIONS = {
  radius: 40,
  extent: 512,
  maxZoom: 13,
  map: (properties) => ({ killed: properties.killed, injured: properties.injured }),
  reduce: (sum, other) => {
    sum.killed += other.killed;
    sum.injured += other.injured;
  },
};

const held = () => {
  global.gc();
  const m = process.memoryUsage();
  return m.heapUsed + m.external;
};

async function features() {
  const list = [];
  const lines = createInterface({ input: createReadStream(incidentsPath) });
  let header = true;
  for await (const line of lines) {
    if (header) {
      header = false;
      continue;
    }
    if (list.length === rows) break;
    const f = line.split(',').map(Number);
    list.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [f[1], f[2]] },
      properties: { t: f[3], killed: f[4], injured: f[5] },
    });
  }
  return list.sort((a, b) => a.properties.t - b.properties.t);
}

// The first feature that is not before `t`.
function from(list, t) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].properties.t < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

const rank = (sorted, share) => sorted[Math.ceil(share * sorted.length) - 1];
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, v) => sum + v, 0) / sorted.length;
  return { requests: sorted.length, p50_us: rank(sorted, 0.5), p99_us: rank(sorted, 0.99), mean_us: mean };
}

const list = await features();
const requests = readFileSync(requestsPath, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([, z, x, y, t0, t1, kind]) => ({ z: +z, x: +x, y: +y, t0: +t0, t1: +t1, kind }));

const before = held();
const building = performance.now();
let whole = new Supercluster(OPTIONS).load(list);
const buildSeconds = (performance.now() - building) / 1000;
const bytes = (held() - before) / list.length;
whole = null;

const begun = performance.now();
const times = { query: {}, tile: {}, gzip: {} };
const taken = {};
let points = 0;
for (const r of requests) {
  taken[r.kind] = (taken[r.kind] ?? 0) + 1;
  if (taken[r.kind] > (PART[r.kind] ?? 20) || performance.now() - begun > seconds * 1000) continue;
  const start = performance.now();
  const window = list.slice(from(list, r.t0), from(list, r.t1));
  const tile = new Supercluster(OPTIONS).load(window).getTile(r.z, r.x, r.y);
  const queried = performance.now();
  const mvt = tile === null ? Buffer.alloc(0) : vtpbf.fromGeojsonVt({ incidents: tile });
  const encoded = performance.now();
  gzipSync(mvt, { level: 1 });
  const packed = performance.now();
  points += tile?.features.length ?? 0;
  for (const [name, end] of [['query', queried], ['tile', encoded], ['gzip', packed]])
    for (const kind of ['all', r.kind]) (times[name][kind] ??= []).push((end - start) * 1000);
}

const result = { rows: list.length, build_s: buildSeconds, bytes_a_record: bytes, features: points };
for (const [name, kinds] of Object.entries(times))
  result[name] = Object.fromEntries(Object.entries(kinds).map(([kind, values]) => [kind, spread(values)]));
console.log(JSON.stringify(result));
