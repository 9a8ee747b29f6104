// The names of places and districts in the language of the page: tiles have the Latin ones alone, so the others are asked
// for once.
import { type Api, paths } from './api';
import { learnAreas, learnNames } from './names';
import { LANGUAGES, language } from './words';

interface NamedPlaces {
  features: { properties: { id: string; name: string } }[];
}

/** Costs nothing in English. `then`: what was drawn has other names now. */
export async function askForNames(api: Api, version: string, then: () => void): Promise<void> {
  if (language() === LANGUAGES[0]) return;
  const [places, areas] = await Promise.all([api.ask<NamedPlaces>('names', paths.places(version)), districts(version)]);
  learnAreas(areas);
  if (places) learnNames(places.features.map(({ properties }) => properties));
  then();
}

/** As a file, which has no outlines. Without it districts stay Latin: nothing is asked twice for a name. */
async function districts(version: string): Promise<string> {
  try {
    const answer = await fetch(paths.districts(version));
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}
