// What the time bar offers beyond its face: step, way of playing, speed, loop, and the whole period again.
import { STEPS, type Step } from './days';
import { el, ICONS, icon } from './dom';
import { choice, createMenu, toggle } from './menu';
import { SPEEDS } from './player';
import type { PlayMode } from './time_window';
import { t } from './words';

export interface TimeMenuActions {
  setStep(step: Step): void;
  setMode(mode: PlayMode): void;
  setSpeed(speed: number): void;
  setLoop(loop: boolean): void;
  wholePeriod(): void;
  setOnlyDays(on: boolean): void;
}

export interface TimeMenu {
  element: HTMLElement;
  show(step: Step, mode: PlayMode): void;
  showOnlyDays(on: boolean): void;
}

export function createTimeMenu(actions: TimeMenuActions): TimeMenu {
  const step = choice('step', t('map.time.step'), STEPS, (value) => t(`map.time.step.${value}`), actions.setStep);
  const mode = choice<PlayMode>('mode', t('map.time.mode'), ['start', 'moving'], (value) => t(`map.time.mode.${value}`), actions.setMode);
  const speeds = SPEEDS.map(String);
  const speed = choice(
    'speed',
    t('map.time.speed'),
    speeds,
    (value) => t('map.time.speed.times', { n: Number(value) }),
    (value) => actions.setSpeed(Number(value)),
  );
  speed.show('1');
  const loop = toggle(t('map.time.loop'), actions.setLoop);
  const onlyDays = toggle(t('map.filter.to_the_day'), actions.setOnlyDays);
  const whole = el('button', { type: 'button', class: 'text-button' }, t('map.time.whole'));
  const menu = createMenu(
    t('map.time.more'),
    icon(ICONS.more),
    el('div', {}, whole, mode.element, step.element, speed.element, loop.element, onlyDays.element),
  );
  whole.addEventListener('click', () => {
    actions.wholePeriod();
    menu.close();
    menu.button.focus();
  });
  return {
    element: menu.element,
    show(stepNow, modeNow) {
      step.show(stepNow);
      mode.show(modeNow);
    },
    showOnlyDays: onlyDays.show,
  };
}
