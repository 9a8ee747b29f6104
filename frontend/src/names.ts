// Names of places, and what happened, in the language of the page, where the data have them.
import { language } from './words';

export interface Named {
  place_name?: string;
  place_name_ur?: string;
  place_name_fa?: string;
  place_name_ps?: string;
}

export function placeName(p: Named): string | undefined {
  const own: Record<string, string | undefined> = { ur: p.place_name_ur, fa: p.place_name_fa, prs: p.place_name_fa, ps: p.place_name_ps };
  return own[language().code] ?? p.place_name;
}

/** In the language of the page where the editors wrote it. */
export function summaryOf(p: { summary?: string; summary_ur?: string; summary_fa?: string }): string {
  const own: Record<string, string | undefined> = { ur: p.summary_ur, fa: p.summary_fa, prs: p.summary_fa };
  return own[language().code] ?? p.summary ?? '';
}
