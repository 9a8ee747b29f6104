// The entry: styles that the first paint needs, then the page; the fonts when the browser has nothing better to do.
import './tokens.css';
import './base.css';
import './layout.css';
import './time_bar.css';
import './detail.css';
import './plain.css';
import { idle } from './idle';
import { start } from './start';
import { speak } from './words';

const drawn = speak(document.documentElement.lang).then(start);

const fonts = () => void import('./fonts.css');
// English is read in what the system has until the map is drawn; other scripts may have no letters there.
if (document.documentElement.dir === 'rtl') fonts();
else void drawn.finally(() => idle(fonts));
