// The one door to Leaflet: the parts that the map is made of, from its sources. As one file it also brings markers,
// popups, vectors, pictures and their renderers, which nothing here draws: a fifth of the script of a first view.
import 'leaflet/src/map/handler/Map.BoxZoom';
import 'leaflet/src/map/handler/Map.DoubleClickZoom';
import 'leaflet/src/map/handler/Map.Drag';
import 'leaflet/src/map/handler/Map.Keyboard';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom';
import 'leaflet/src/map/handler/Map.TouchZoom';

export { Control } from 'leaflet/src/control/Control';
export { Scale } from 'leaflet/src/control/Control.Scale';
export { Zoom } from 'leaflet/src/control/Control.Zoom';
export { getPosition } from 'leaflet/src/dom/DomUtil';
export { LatLngBounds } from 'leaflet/src/geo/LatLngBounds';
export { GridLayer } from 'leaflet/src/layer/tile/GridLayer';
export { Map as LeafletMap } from 'leaflet/src/map/Map';
