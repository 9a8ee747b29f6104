// The entry of the light map. It loads no font: an embed takes what the reader's machine has.
import '../tokens.css';
import '../base.css';
import '../time_bar.css';
import '../detail.css';
import './embed.css';
import { speak } from '../words';
import { start } from './start';

void speak(document.documentElement.lang).then(start);
