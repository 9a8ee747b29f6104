// The tests of parts read English words, as a page does that says nothing else.
import { speak, speakLater } from './words';

await speak('en');
await speakLater();
