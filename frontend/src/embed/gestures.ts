// A map in a page must not catch those who scroll past it: one finger and the wheel belong to the page around.
import { el } from '../dom';
import { t } from '../words';

const HINT_MS = 1200;

/** Call it before the map is made: it must hear a gesture before Leaflet does. */
export function leaveScrollingToThePage(map: HTMLElement, stage: HTMLElement): void {
  const hint = el('p', { class: 'gesture-hint', 'aria-hidden': 'true' });
  hint.hidden = true;
  stage.append(hint);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string) => {
    hint.textContent = words;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      hint.hidden = true;
    }, HINT_MS);
  };
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);

  map.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      say(t(mac ? 'embed.gesture.mac' : 'embed.gesture.wheel'));
    },
    { capture: true, passive: true },
  );
  // The browser scrolls with one finger and leaves two to the map (touch-action in map.css and here).
  map.style.touchAction = 'pan-x pan-y';
  const fingers = new Set<number>();
  let moved = false;
  const lift = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0 && moved) say(t('embed.gesture.touch'));
    moved = false;
  };
  map.addEventListener('pointerdown', (event) => void (event.pointerType === 'touch' && fingers.add(event.pointerId)), { capture: true });
  map.addEventListener('pointercancel', (event) => {
    // The browser took the finger to scroll.
    moved = event.pointerType === 'touch' && fingers.size === 1;
    lift(event);
  });
  map.addEventListener('pointerup', lift);
}
