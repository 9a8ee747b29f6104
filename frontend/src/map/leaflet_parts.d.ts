// The sources of Leaflet are typed as the whole is; which of them has which name is in `leaflet.ts`.
declare module 'leaflet/src/*' {
  export * from 'leaflet';
}
declare module 'leaflet/src/control/*' {
  export { Control } from 'leaflet';
  export const Zoom: typeof import('leaflet').Control.Zoom;
  export const Scale: typeof import('leaflet').Control.Scale;
}
declare module 'leaflet/src/dom/DomUtil' {
  export const getPosition: typeof import('leaflet').DomUtil.getPosition;
}
