import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { markFrom, marksOfTile } from './mark';

const AT = { x: 0.7, y: 0.4 };

describe('a mark', () => {
  it('is a single record with its own id', () => {
    const mark = markFrom(
      {
        cluster: false,
        id: '2021-01-03-machh',
        attack_type: 'execution',
        point_count: 1,
        killed: 11,
        geo_precision: 'P4',
        radius_m: 20000,
        place_name: 'Machh',
      },
      AT,
    );
    expect(mark).toMatchObject({
      id: '2021-01-03-machh',
      kind: 'single',
      killed: 11,
      precision: 'P4',
      radiusM: 20000,
      families: [0, 0, 1, 0],
    });
  });

  it('is a cluster by its cell, with its families added up', () => {
    const mark = markFrom(
      {
        cluster: true,
        cluster_id: '5-88-52',
        point_count: 9,
        killed: 81,
        n_bombing: 2,
        n_suicide_bombing: 3,
        n_shooting: 1,
        n_arson_mob: 3,
        worst_precision: 'P3',
        same_place: true,
      },
      AT,
    );
    expect(mark).toMatchObject({ id: '5-88-52', kind: 'cluster', count: 9, families: [5, 1, 0, 3], precision: 'P3', samePlace: true });
  });

  it('is an area by its code, also when it holds one record, which it still names', () => {
    const mark = markFrom(
      { cluster: false, area: 'PK-BA', cluster_id: 'PK-BA', area_name: 'Balochistan', id: '2012-03-05-x', point_count: 1, n_bombing: 1 },
      AT,
    );
    expect(mark).toMatchObject({ id: 'PK-BA', kind: 'area', areaName: 'Balochistan', record: '2012-03-05-x', families: [1, 0, 0, 0] });
  });

  it('has no figure where the tile has none', () => {
    expect(markFrom({ cluster: false, id: 'a', no_figure: 1 }, AT).killed).toBeUndefined();
  });
});

describe('a tile', () => {
  it('gives its marks their place on the square', () => {
    // One point at (1024, 2048) of 4096 in tile 1/1/0: x = (1 + 1/4) / 2, y = (0 + 1/2) / 2.
    const marks = marksOfTile(tileWithPoint(1024, 2048, { cluster: false, id: 'a' }), { z: 1, x: 1, y: 0 });
    expect(marks).toEqual([expect.objectContaining({ id: 'a', x: 0.625, y: 0.25 })]);
  });

  it('with nothing in it has no marks', () => {
    expect(marksOfTile(null, { z: 0, x: 0, y: 0 })).toEqual([]);
  });
});

/** A vector tile with one point, written by hand. */
function tileWithPoint(x: number, y: number, properties: Record<string, string | boolean>): ArrayBuffer {
  const keys = Object.keys(properties);
  const writer = new PbfWriter();
  writer.writeMessage(
    3,
    (_, layer) => {
      layer.writeStringField(1, 'incidents');
      layer.writeMessage(
        2,
        (__, feature) => {
          feature.writePackedVarint(
            2,
            keys.flatMap((___, i) => [i, i]),
          );
          feature.writeVarintField(3, 1);
          feature.writePackedVarint(4, [9, x << 1, y << 1]);
        },
        null,
      );
      for (const key of keys) layer.writeStringField(3, key);
      for (const key of keys)
        layer.writeMessage(
          4,
          (value, out) => (typeof value === 'string' ? out.writeStringField(1, value) : out.writeBooleanField(7, value === true)),
          properties[key],
        );
      layer.writeVarintField(5, 4096);
      layer.writeVarintField(15, 2);
    },
    null,
  );
  return writer.finish().slice().buffer as ArrayBuffer;
}
