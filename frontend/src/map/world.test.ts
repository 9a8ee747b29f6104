import { describe, expect, it } from 'vitest';
import { ancestor } from './basemap_layer';
import { between, eased, placed } from './view_canvas';
import { metresToWorld, tilesIn, toLatLon, toWorld, worldPx, zoomForCircle } from './world';

describe('the square', () => {
  it('gives a place back as it was', () => {
    const { lat, lon } = toLatLon(toWorld(30.19, 67.02));
    expect(lat).toBeCloseTo(30.19, 9);
    expect(lon).toBeCloseTo(67.02, 9);
  });

  it('knows that a metre is longer on it further from the equator', () => {
    expect(metresToWorld(1000, toWorld(60, 0).y)).toBeCloseTo(2 * metresToWorld(1000, 0.5), 9);
  });

  it('names the tiles of a view once each, the middle first, none outside the world', () => {
    const tiles = tilesIn(2, -0.2, 0.2, 0.6, 0.6);
    expect(tiles).toHaveLength(9);
    expect(tiles[0]).toMatchObject({ z: 2, x: 0, y: 1 });
    expect(Math.min(...tiles.map(({ x }) => x))).toBe(0);
  });
});

describe('going to a circle', () => {
  it('stops where the whole circle is seen', () => {
    const at = toWorld(29.86, 67.33);
    const zoom = zoomForCircle(20_000, at.y, 800, 600);
    const diameter = 2 * metresToWorld(20_000, at.y) * worldPx(zoom);
    expect(diameter).toBeLessThanOrEqual(600);
    expect(2 * diameter).toBeGreaterThan(600);
  });

  it('never goes past what is known', () => {
    expect(zoomForCircle(50, 0.4, 800, 600)).toBe(13);
  });
});

describe('the canvas', () => {
  it('follows Leaflet’s animation from where it begins to where it ends', () => {
    expect(eased(0)).toBeCloseTo(0, 5);
    expect(eased(1)).toBeCloseTo(1, 5);
    expect(eased(0.25)).toBeGreaterThan(0.5);
    const from = { scale: 1000, x: 0, y: 0 };
    const to = { scale: 2000, x: -500, y: -400 };
    expect(placed({ x: 0.5, y: 0.5 }, between(from, to, 1))).toEqual({ x: 500, y: 600 });
  });
});

describe('a basemap tile that does not exist', () => {
  it('has the part of its ancestor', () => {
    expect(ancestor({ z: 13, x: 5623, y: 3377 }, 10)).toEqual({ z: 10, x: 702, y: 422 });
    expect(ancestor({ z: 4, x: 3, y: 2 }, 10)).toEqual({ z: 4, x: 3, y: 2 });
  });
});
