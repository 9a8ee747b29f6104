// The time bar: the histogram of the whole period with a window on it that is dragged, typed, stepped and played.

import { createDateField } from './date_field';
import { civil, type Day, longDate, monthAndYear, type Span, type Step } from './days';
import { el, ICONS, icon } from './dom';
import { createPlayer } from './player';
import type { Bin } from './records';
import { type Bar, drawTimeBar, layBars, layTicks, stepFor, TICKS_HEIGHT } from './time_bar_draw';
import { beginDrag, type Drag, dragTo, type Grip, gripAt } from './time_drag';
import { dayForKey } from './time_keys';
import { createTimeMenu } from './time_menu';
import { dayAt, type Edge, moveEdge, type PlayMode, shift, type Track, wholeUnits, xOf } from './time_window';
import { readTokens, type Tokens } from './tokens';
import { counted, digits, t } from './words';

export interface TimeBarOptions {
  element: HTMLElement;
  period: Span;
  /** `settled` is false while a drag or a play goes on. */
  onWindow(span: Span, settled: boolean): void;
  onMode(mode: PlayMode): void;
  onStep(step: Step): void;
  onOnlyDays(on: boolean): void;
  /** The bars are wanted by another step, because the bar is now wider or narrower. */
  onBarStep(step: Step): void;
  /** The unit that a window must hold whole while it moves; null where any day does. */
  unitWhileMoving(): Step | null;
}

export interface TimeBar {
  show(span: Span, mode: PlayMode, step: Step): void;
  showOnlyDays(on: boolean): void;
  setBins(bins: Bin[]): void;
  setTheme(): void;
  playing(): boolean;
  stop(): void;
}

const LABEL_WIDTH = 40; // "2013" at 12 px, with air

export function createTimeBar(options: TimeBarOptions): TimeBar {
  const { element, period } = options;
  let span: Span = period;
  let mode: PlayMode = 'start';
  let step: Step = 'month';
  let bins: Bin[] = [];
  let tokens: Tokens = readTokens();
  let track: Track = { width: 1, period };
  let height = 1;
  let bars: Bar[] = [];
  let hovered: Bar | null = null;
  let drag: Drag | null = null;
  let barStep: Step = 'year';

  const canvas = el('canvas', { class: 'time-canvas', 'aria-hidden': 'true' });
  const readout = el('output', { class: 'time-readout', 'aria-hidden': 'true' });
  readout.hidden = true;
  const handles: Record<Edge, HTMLElement> = { from: handle('from'), to: handle('to') };
  const trackBox = el('div', { class: 'time-track' }, canvas, readout, handles.from, handles.to);
  const play = el('button', { type: 'button', class: 'icon-button play', 'aria-label': t('map.time.play') }, icon(ICONS.play, true));
  const back = stepButton('back', -1);
  const forth = stepButton('forth', 1);
  const fields = {
    from: createDateField('from', (day) => settle(moveEdge(span, 'from', day, period))),
    to: createDateField('to', (day) => settle(moveEdge(span, 'to', day, period))),
  };
  const player = createPlayer({
    span: () => span,
    period: () => period,
    mode: () => mode,
    step: () => step,
    onFrame: (frame) => change(frame, false),
    onState(playing) {
      play.replaceChildren(icon(playing ? ICONS.pause : ICONS.play, true));
      play.setAttribute('aria-label', t(playing ? 'map.time.pause' : 'map.time.play'));
      if (!playing) options.onWindow(span, true);
    },
  });
  play.addEventListener('click', () => player.toggle());
  const menu = createTimeMenu({
    setStep: options.onStep,
    setMode: options.onMode,
    setSpeed: (speed) => {
      player.speed = speed;
    },
    setLoop: (loop) => {
      player.loop = loop;
    },
    wholePeriod: () => settle(period),
    setOnlyDays: options.onOnlyDays,
  });
  const dash = el('span', { class: 'time-dash', 'aria-hidden': 'true' }, '–');
  element.append(
    el('div', { class: 'time-buttons' }, play, back, forth),
    fields.from.element,
    dash,
    trackBox,
    fields.to.element,
    menu.element,
  );

  function handle(edge: Edge): HTMLElement {
    const slider = el('div', {
      class: `time-handle time-handle-${edge}`,
      role: 'slider',
      tabindex: 0,
      'aria-orientation': 'horizontal',
      'aria-label': t(`map.time.${edge}`),
      'aria-valuemin': period.from,
      'aria-valuemax': period.to,
    });
    slider.addEventListener('keydown', (event) => {
      const day = dayForKey(event.key, span[edge], edge, step, period, track.rtl ?? false);
      if (day === null) return;
      event.preventDefault();
      settle(moveEdge(span, edge, day, period));
    });
    return slider;
  }

  function stepButton(way: 'back' | 'forth', n: number): HTMLElement {
    const label = t(`map.time.${way}`);
    const button = el(
      'button',
      { type: 'button', class: `icon-button step step-${way}`, 'aria-label': label, title: label },
      icon(ICONS[way]),
    );
    button.addEventListener('click', () => {
      player.stop();
      settle(stepped(n));
    });
    return button;
  }

  /** From the start only the end steps; a moving window steps whole. */
  function stepped(n: number): Span {
    if (mode === 'moving') return shift(span, step, n, period);
    const key = n > 0 ? 'ArrowUp' : 'ArrowDown';
    return moveEdge(span, 'to', dayForKey(key, span.to, 'to', step, period, false) ?? span.to, period);
  }

  function change(wanted: Span, settled: boolean): void {
    const unit = settled ? null : options.unitWhileMoving();
    const next = unit ? wholeUnits(wanted, unit, period) : wanted;
    if (next.from === span.from && next.to === span.to && !settled) return;
    span = next;
    render();
    options.onWindow(span, settled);
  }
  function settle(next: Span): void {
    player.stop();
    change(next, true);
  }

  const xIn = (event: PointerEvent) => event.clientX - canvas.getBoundingClientRect().left;

  trackBox.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || drag) return;
    player.stop();
    const x = xIn(event);
    const edge = (['from', 'to'] as const).find((one) => handles[one] === event.target);
    const grip: Grip = edge ? { kind: 'edge', edge } : gripAt(x, span, track);
    drag = beginDrag(grip, x, span, track);
    trackBox.setPointerCapture(event.pointerId);
    if (edge) handles[edge].focus();
    event.preventDefault();
  });
  trackBox.addEventListener('pointermove', (event) => {
    if (!drag) return hover(xIn(event));
    const next = dragTo(drag, xIn(event), track);
    if (next) change(next, false);
  });
  const release = (event: PointerEvent) => {
    if (!drag) return;
    const { moved, grip, startSpan } = drag;
    drag = null;
    if (event.type === 'pointercancel') return settle(startSpan);
    if (moved) return settle(span);
    const bar = grip.kind === 'edge' && event.target !== canvas ? undefined : barAt(dayAt(xIn(event), track));
    if (bar && grip.kind !== 'edge') settle(clipped(bar.span));
  };
  trackBox.addEventListener('pointerup', release);
  trackBox.addEventListener('pointercancel', release);
  trackBox.addEventListener('pointerleave', () => {
    hovered = null;
    readout.hidden = true;
    paint();
  });

  const clipped = (bar: Span): Span => ({ from: Math.max(bar.from, period.from), to: Math.min(bar.to, period.to) });
  const barAt = (day: Day) => bars.find((bar) => bar.span.from <= day && day <= bar.span.to);

  function hover(x: number): void {
    const bar = barAt(dayAt(x, track)) ?? null;
    if (bar === hovered) return;
    hovered = bar;
    readout.hidden = bar === null;
    if (bar) {
      const unit = barStep === 'year' ? digits(String(civil(bar.span.from).year)) : monthAndYear(bar.span.from);
      const possible = bar.possible > 0 ? ` · ${counted('map.time.possible', bar.possible)}` : '';
      readout.textContent = `${unit} · ${counted('map.headline.attacks', bar.count)}${possible} · ${counted('page.killed', bar.killed)}`;
      const middle = bar.x + bar.width / 2;
      readout.style.left = `${Math.min(Math.max(middle, readout.offsetWidth / 2), track.width - readout.offsetWidth / 2)}px`;
    }
    paint();
  }

  function measure(): void {
    const box = canvas.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return;
    const ratio = window.devicePixelRatio || 1;
    track = { width: box.width, period, rtl: getComputedStyle(element).direction === 'rtl' };
    height = box.height;
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    const wanted = stepFor(track);
    if (wanted !== barStep) {
      barStep = wanted;
      options.onBarStep(wanted);
    }
    lay();
    render();
  }
  const lay = () => {
    bars = layBars(bins, track, height - TICKS_HEIGHT - 4);
    for (const bar of bars) {
      bar.certainTop += 4;
      bar.possibleTop += 4;
    }
  };

  function paint(): void {
    const ctx = canvas.getContext('2d');
    if (!ctx) return;
    const ratio = canvas.width / track.width;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeBar(ctx, { track, height, bars, ticks: layTicks(track, LABEL_WIDTH), window: span, tokens, hovered });
  }

  function render(): void {
    for (const edge of ['from', 'to'] as const) {
      const day = span[edge];
      handles[edge].style.left = `${xOf(edge === 'from' ? day : day + 1, track)}px`;
      handles[edge].setAttribute('aria-valuenow', String(day));
      handles[edge].setAttribute('aria-valuetext', longDate(day));
      fields[edge].show(day);
    }
    paint();
  }

  new ResizeObserver(measure).observe(canvas);
  measure();

  return {
    show(next, modeNow, stepNow) {
      span = next;
      mode = modeNow;
      step = stepNow;
      menu.show(step, mode);
      render();
    },
    setBins(next) {
      bins = next;
      hovered = null;
      lay();
      paint();
    },
    showOnlyDays: menu.showOnlyDays,
    setTheme() {
      tokens = readTokens();
      paint();
    },
    playing: () => player.playing(),
    stop: () => player.stop(),
  };
}
