// One feature of the layer `incidents` as the map uses it: a single record, a cluster, or an area's records.
// Names and sums are those of the tile; nothing is added up again here.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { FAMILIES, type FamilyCounts, familyCounts, familyOf } from './families';
import type { TileAddress, WorldPoint } from './world';

export interface Mark extends WorldPoint {
  /** Stable under any window and filter: the record's id, the cell's address, or the area's code. */
  id: string;
  /** The record, where the mark stands for one alone; an area's badge may. */
  record: string | undefined;
  kind: 'single' | 'cluster' | 'area';
  count: number;
  /** Absent where no record states a figure: zero would be a claim. */
  killed: number | undefined;
  killedLow: number | undefined;
  killedHigh: number | undefined;
  atLeast: boolean;
  noFigure: number;
  families: FamilyCounts;
  disputed: number;
  notDayDated: number;
  samePlace: boolean;
  /** The id of the place, where all stand at one. */
  place: string | undefined;
  placeName: string | undefined;
  areaName: string | undefined;
  radiusM: number | undefined;
  /** P1 to P8: of the record, or the coarsest of the cluster. */
  precision: string;
  /** First and last day on which it may have happened; absent where that end is open, and in clusters. */
  first: string | undefined;
  last: string | undefined;
  attackType: string | undefined;
  /** Absent when it never splits. */
  expansionZoom: number | undefined;
  /** The areas that a badge of a whole country counts, where the zoom has no room for each. */
  members?: readonly Mark[];
}

type Properties = Record<string, number | string | boolean | undefined>;

export function markFrom(properties: Properties, at: WorldPoint): Mark {
  const number = (name: string) => (typeof properties[name] === 'number' ? (properties[name] as number) : undefined);
  const text = (name: string) => (typeof properties[name] === 'string' ? (properties[name] as string) : undefined);
  const area = text('area');
  const cluster = properties.cluster === true;
  const attackType = text('attack_type');
  const families = familyCounts((type) => number(`n_${type}`) ?? 0);
  if (attackType && !families.some((n) => n > 0)) families[FAMILIES.indexOf(familyOf(attackType))] = 1;
  return {
    ...at,
    id: area ?? (cluster ? text('cluster_id') : text('id')) ?? '',
    record: text('id'),
    kind: area ? 'area' : cluster ? 'cluster' : 'single',
    count: number('point_count') ?? 1,
    killed: number('killed'),
    killedLow: number('killed_low'),
    killedHigh: number('killed_high'),
    atLeast: properties.at_least === true,
    noFigure: number('no_figure') ?? 0,
    families,
    disputed: number('disputed') ?? 0,
    notDayDated: number('not_day_dated') ?? 0,
    samePlace: properties.same_place === true,
    place: text('place'),
    placeName: text('place_name'),
    areaName: area && (text('area_name') ?? area),
    radiusM: number('radius_m'),
    precision: text('geo_precision') ?? text('worst_precision') ?? 'P1',
    first: text('first'),
    last: text('last'),
    attackType,
    expansionZoom: number('expansion_zoom'),
  };
}

/** The marks of one tile; none for an empty one. */
export function marksOfTile(bytes: ArrayBuffer | null, tile: TileAddress): Mark[] {
  if (!bytes || bytes.byteLength === 0) return [];
  const layer = new VectorTile(new PbfReader(new Uint8Array(bytes))).layers.incidents;
  if (!layer) return [];
  const side = 2 ** tile.z;
  const marks: Mark[] = [];
  for (let i = 0; i < layer.length; ++i) {
    const feature = layer.feature(i);
    const point = feature.loadGeometry()[0]?.[0];
    if (!point) continue;
    marks.push(markFrom(feature.properties, { x: (tile.x + point.x / layer.extent) / side, y: (tile.y + point.y / layer.extent) / side }));
  }
  return marks;
}
