// Plays the window through time, one frame a calendar unit. Nothing plays by itself.
import type { Span, Step } from './days';
import { firstFrame, nextFrame, type PlayMode } from './time_window';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
const FRAMES_A_SECOND = 3; // at speed 1: slow enough to read a number, the whole period by month in a minute and a half

export interface PlayerOptions {
  span(): Span;
  period(): Span;
  mode(): PlayMode;
  step(): Step;
  onFrame(span: Span): void;
  onState(playing: boolean): void;
}

export interface Player {
  toggle(): void;
  stop(): void;
  playing(): boolean;
  speed: number;
  loop: boolean;
}

export function createPlayer(options: PlayerOptions): Player {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const player: Player = {
    speed: 1,
    loop: false,
    playing: () => timer !== undefined,
    stop() {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      options.onState(false);
    },
    toggle() {
      if (timer !== undefined) return player.stop();
      options.onFrame(firstFrame(options.span(), options.mode(), options.step(), options.period()));
      timer = setTimeout(frame, delay());
      options.onState(true);
    },
  };
  const delay = () => 1000 / (FRAMES_A_SECOND * player.speed);
  function frame(): void {
    const period = options.period();
    const next = nextFrame(options.span(), options.mode(), options.step(), period);
    if (next) options.onFrame(next);
    else if (player.loop) options.onFrame(restart(options.span(), options.mode(), options.step(), period));
    else {
      player.stop();
      return;
    }
    timer = setTimeout(frame, delay());
  }
  return player;
}

/** From the start: one unit after the same beginning. Moving: the same length at the beginning of the period. */
function restart(span: Span, mode: PlayMode, step: Step, period: Span): Span {
  if (mode === 'start') return firstFrame(span, mode, step, period);
  return { from: period.from, to: Math.min(period.to, period.from + span.to - span.from) };
}
