// The entry: styles that the first paint needs, then the page; the fonts when the browser has nothing better to do.
import './tokens.css';
import './base.css';
import './layout.css';
import './time_bar.css';
import './detail.css';
import './plain.css';
import { idle } from './idle';
import { start } from './start';

void start();

window.addEventListener('load', () => idle(() => void import('./fonts.css')));
