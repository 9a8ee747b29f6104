// A record as others cite it: plain, BibTeX and CSL-JSON, each with the version of the data that was read.
import type { Incident } from './records';
import { t } from './words';

export interface Citation {
  name: string;
  text: string;
}

/** What reference managers read is English and keeps its digits, whatever the page is in. */
export function citations({ properties: p }: Incident, version: string, url: string): Citation[] {
  const title = `Yaad, record ${p.id}`;
  const bibtex = `@misc{yaad-${p.id},\n  title = {${title}},\n  note = {data version ${version}},\n  url = {${url}}\n}`;
  const csl = [{ id: `yaad-${p.id}`, type: 'dataset', title, publisher: 'Yaad', version, URL: url }];
  return [
    { name: t('map.cite.plain'), text: t('page.cite.plain', { id: p.id, version, url }) },
    { name: 'BibTeX', text: bibtex },
    { name: 'CSL-JSON', text: JSON.stringify(csl, null, 2) },
  ];
}
