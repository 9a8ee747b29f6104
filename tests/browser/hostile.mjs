// A folder in which every text is one of 300 that try to be script: each field of each table, and what the dataset says
// of itself.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAYLOADS } from './payloads.mjs';

const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const table = (head, rows) => `${head}\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
const each = (row) => PAYLOADS.map(row);

/** A record a payload, with it in every text; and `all-sources`, with a source a payload. `remove` takes the folder away. */
export async function hostileFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'yaad-hostile-'));
  const write = (name, head, rows) => writeFile(join(folder, name), table(head, rows));
  const says = (i) => PAYLOADS[i];
  await writeFile(join(folder, 'dataset.json'), JSON.stringify({
    title: { en: says(0), ur: says(10), fa: says(20) }, licence: says(30), attribution: says(40), included: says(50), excluded: says(60),
    gaps: says(70), contact: says(80), extent: [60, 24, 78, 38], updated: '2026-11-24' }));
  await write('places.csv', 'id,name,name_ur,name_fa,name_ps,aliases,lat,lon,precision,area,country,basis',
    each((text, i) => [`p${i}`, text, text, text, text, text, String(26 + (i % 30) / 3), String(62 + i / 25), 'P3', 'PK-BA', 'PK', text]));
  await write('actors.csv', 'code,name,name_ur,name_fa,aliases', each((text, i) => [`a${i}`, text, text, text, text]));
  await write('sources.csv', 'id,title,publisher,author,url,published,quote,lang,kind',
    each((text, i) => [`s${i}`, text, text, text, 'https://example.org/a', '2013', text, 'en', 'newspaper']));
  const record = (id, text, i, sources) => [id, '2013-02-16', text, `p${i}`, '5', 'bombing', 'hazara', `a${i}`, 'press', `a${i}`, text, text, text, 'disputed', sources, text];
  await write('incidents.csv', 'id,date,date_as_stated,place,killed,attack_type,community,actor,actor_by,claimed_by,summary,summary_ur,summary_fa,status,sources,note',
    [record('all-sources', says(0), 0, PAYLOADS.map((_, i) => `s${i}`).join(';')), ...each((text, i) => record(`r${i}`, text, i, `s${i}`))]);
  await write('corrections.csv', 'incident,field,as_stated,corrected,reason,source,date',
    each((text, i) => [`r${i}`, 'killed', text, text, 'later_official', `s${i}`, '2013-03-01']));
  await write('statistics.csv', 'id,period,area,killed,source,note', each((text, i) => [`t${i}`, '2002/2017', text, '5', `s${i}`, text]));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
