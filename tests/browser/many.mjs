// A folder of many records, the same on every machine, for what must hold however many there are.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './served.mjs';

const PLACES = 300;
const DAYS = 9_800;  // from 1998 on
const TYPES = ['bombing', 'shooting', 'execution', 'arson_mob', 'grenade', 'targeted_killing'];

function randoms(seed) {
  let state = seed;
  return (below) => Math.floor(((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648) * below);
}
const iso = (day) => new Date(Date.UTC(1998, 0, 1 + day)).toISOString().slice(0, 10);

/** Writes it to a new folder; `remove` takes it away again. One in ten is dated to a month, one in twelve has no figure. */
export async function manyRecords(count) {
  const folder = await mkdtemp(join(tmpdir(), 'yaad-many-'));
  const random = randoms(11);
  await cp(`${ROOT}data/dataset.json`, join(folder, 'dataset.json'));
  const places = Array.from({ length: PLACES }, (_, i) => `p${i},Place ${i},${25 + random(1200) / 100},${60 + random(1700) / 100},P3,PK-BA,PK`);
  await writeFile(join(folder, 'places.csv'), `id,name,lat,lon,precision,area,country\n${places.join('\n')}\n`);
  await writeFile(join(folder, 'actors.csv'), 'code,name\ngroup,A group\n');
  await writeFile(join(folder, 'sources.csv'),
    'id,title,publisher,author,url,published,quote,lang,kind\ns1,A title,A publisher,,https://example.org/a,2013,A passage,en,newspaper\n');
  const rows = Array.from({ length: count }, (_, i) => {
    const day = iso(random(DAYS)), date = random(10) === 0 ? day.slice(0, 7) : day, killed = random(12) === 0 ? '' : random(30);
    return `r${i},${date},p${random(PLACES)},${killed},${TYPES[random(TYPES.length)]},hazara,group,press,s1`;
  });
  await writeFile(join(folder, 'incidents.csv'), `id,date,place,killed,attack_type,community,actor,actor_by,sources\n${rows.join('\n')}\n`);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
