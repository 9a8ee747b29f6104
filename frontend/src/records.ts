// What the server answers, as far as the page reads it.
import type { FeatureCollection, Point } from 'geojson';

export interface Sums {
  count: number;
  killed: number;
  killed_low: number;
  killed_high: number;
  injured: number;
  no_figure: number;
}
export interface Bin {
  from: string;
  to: string;
  certain: Sums;
  possible: Sums;
}
export interface Largest {
  id: string;
  place_name: string;
  place_name_ur?: string;
  place_name_fa?: string;
  place_name_ps?: string;
  date: string;
  killed: number;
}
export interface Totals extends Sums {
  not_day_dated: number;
  disputed: number;
  areas: { area: string; name?: string; count: number }[];
  largest: Largest[];
  attack_type: Record<string, number>;
  community: Record<string, number>;
}
/** What a filter can be set to, and how many records that would leave; no count where there are too many to count. */
export interface Choice {
  value: string;
  count?: number;
  name?: string;
  name_ur?: string;
  name_fa?: string;
  parent?: string;
}
export type Choices = Record<'target_type' | 'actor' | 'area' | 'precision' | 'date_precision' | 'killed', Choice[]>;
export interface Histogram {
  version: string;
  step: string;
  numberMatched: number;
  unbinned: Sums;
  bins: Bin[];
  totals: Totals;
  choices?: Choices; // where they were asked for
}

export interface Source {
  id: string;
  title: string;
  publisher?: string;
  author?: string;
  url?: string;
  published?: string;
  quote?: string;
  lang?: string;
  kind: string;
  accessed?: string;
  archived?: string;
  graphic?: boolean;
}
export interface Correction {
  field: string;
  as_stated: string;
  corrected: string;
  reason: string;
  date?: string;
  source?: string;
}
export interface Properties {
  id: string;
  date: string;
  date_as_stated?: string;
  first?: string;
  last?: string;
  date_precision: string;
  place?: string;
  place_name?: string;
  place_name_ur?: string;
  place_name_fa?: string;
  place_name_ps?: string;
  country?: string;
  area?: string;
  district?: string;
  geo_precision: string;
  radius_m?: number;
  killed?: number | null;
  killed_low?: number | null;
  killed_high?: number | null;
  at_least: boolean;
  injured?: number | null;
  injured_low?: number | null;
  injured_high?: number | null;
  injured_at_least?: boolean;
  perpetrators: string;
  attack_type: string;
  target_type?: string;
  community: string[];
  actor?: string[];
  actor_names?: string[];
  actor_by: string;
  claimed_by?: string[];
  claimed_by_names?: string[];
  summary?: string;
  summary_ur?: string;
  summary_fa?: string;
  status: string;
  disputed: boolean;
  note?: string;
  sources: Source[];
  corrections?: Correction[];
}
export interface Incident {
  id: string;
  geometry: Point | null;
  properties: Properties;
}
export interface ItemsPage {
  numberMatched: number;
  numberReturned: number;
  version: string;
  links: { rel: string; href: string }[];
  features: Incident[];
}

export interface PlaceProperties {
  id: string;
  name: string;
  name_ur?: string;
  name_fa?: string;
  name_ps?: string;
  matched: string;
  reason: string;
  geo_precision: string;
  radius_m?: number;
  country?: string;
  area?: string;
  district?: string;
  incidents: number;
}
export type Places = FeatureCollection<Point, PlaceProperties>;
