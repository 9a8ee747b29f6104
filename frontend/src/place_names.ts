// The names of places in the language of the page: tiles have the Latin ones alone, so the others are asked for once.
import { type Api, paths } from './api';
import { learnNames } from './names';
import { LANGUAGES, language } from './words';

interface NamedPlaces {
  features: { properties: { id: string; name: string } }[];
}

/** Costs nothing in English. `then`: what was drawn has other names now. */
export async function askForNames(api: Api, version: string, then: () => void): Promise<void> {
  if (language() === LANGUAGES[0]) return;
  const places = await api.ask<NamedPlaces>('names', paths.places(version));
  if (!places) return;
  learnNames(places.features.map(({ properties }) => properties));
  then();
}
