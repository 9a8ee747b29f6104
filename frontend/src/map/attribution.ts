// Whose data the map is drawn from, in nodes and links; always on the map.
import { t } from '../words';
import { Control } from './leaflet';

const SOURCES: readonly [name: string, address: string][] = [
  ['GeoNames', 'https://www.geonames.org/'],
  ['Natural Earth', 'https://www.naturalearthdata.com/'],
  ['GSHHG', 'https://www.soest.hawaii.edu/pwessel/gshhg/'],
];

class Attribution extends Control {
  override onAdd(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'map-attribution';
    element.append(t('map.attribution'));
    for (const [name, address] of SOURCES) {
      const link = document.createElement('a');
      link.href = address;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.textContent = name;
      element.append(' · ', link);
    }
    return element;
  }
}

export function attributionControl(): Control {
  return new Attribution({ position: 'bottomright' });
}
