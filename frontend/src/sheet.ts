// A sheet from the foot of a narrow screen, at half height or nearly full; on a wide screen the same box is part of the panel.
import { el } from './dom';
import { t } from './words';

const HALF = 50; // per cent of the screen
const FULL = 92;
const CLOSE_BELOW = 25;

export interface Sheet {
  open(full?: boolean): void;
  close(): void;
  /** Back to half, so that the map is seen. */
  half(): void;
  isOpen(): boolean;
  /** The share of the screen that it covers, from its foot. */
  covers(): number;
}

/** `onClose` is called when the sheet is drawn down by hand, `onChange` when it covers more or less. */
export function createSheet(box: HTMLElement, onClose: () => void, onChange: () => void): Sheet {
  const grip = el('button', { type: 'button', class: 'sheet-grip', 'aria-label': t('map.sheet.grip') });
  box.prepend(grip);
  box.classList.add('sheet');
  let height = HALF;
  let drag: { y: number; height: number; moved: boolean } | null = null;

  const isOpen = () => box.classList.contains('sheet-open');
  const set = (percent: number) => {
    height = percent;
    box.style.setProperty('--sheet-height', `${percent}%`);
    onChange();
  };
  const close = () => {
    box.classList.remove('sheet-open');
    set(HALF);
  };
  grip.addEventListener('click', () => {
    if (drag?.moved) return;
    set(height > (HALF + FULL) / 2 ? HALF : FULL);
  });
  grip.addEventListener('pointerdown', (event) => {
    drag = { y: event.clientY, height, moved: false };
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const moved = drag.y - event.clientY;
    if (Math.abs(moved) > 4) drag.moved = true;
    if (drag.moved) set(Math.min(FULL, Math.max(0, drag.height + (moved / window.innerHeight) * 100)));
  });
  const release = () => {
    if (!drag) return;
    const { moved } = drag;
    setTimeout(() => (drag = null)); // after the click that follows
    if (!moved) return;
    if (height < CLOSE_BELOW) {
      close();
      onClose();
    } else set(height > (HALF + FULL) / 2 ? FULL : HALF);
  };
  grip.addEventListener('pointerup', release);
  grip.addEventListener('pointercancel', release);
  return {
    open(full = false) {
      if (!box.classList.contains('sheet-open')) set(full ? FULL : HALF);
      box.classList.add('sheet-open');
      onChange();
    },
    close,
    half: () => set(HALF),
    isOpen,
    covers: () => (isOpen() ? height / 100 : 0),
  };
}
