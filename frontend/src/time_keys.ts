// Keys on a handle: Up and Page Up are later, Down and Page Down earlier, Left and Right follow the screen.
import type { Day, Span, Step } from './days';
import { type Edge, stepEdge } from './time_window';

const LARGER: Record<Step, { step: Step; n: number }> = {
  day: { step: 'month', n: 1 },
  week: { step: 'month', n: 1 },
  month: { step: 'year', n: 1 },
  year: { step: 'year', n: 5 },
};

/** The day that the key asks for, or null for a key that is not ours. */
export function dayForKey(key: string, day: Day, edge: Edge, step: Step, period: Span, rtl: boolean): Day | null {
  const move = (n: number) => stepEdge(day, edge, step, n);
  const { step: large, n } = LARGER[step];
  switch (key) {
    case 'ArrowUp':
      return move(1);
    case 'ArrowDown':
      return move(-1);
    case 'ArrowRight':
      return move(rtl ? -1 : 1);
    case 'ArrowLeft':
      return move(rtl ? 1 : -1);
    case 'PageUp':
      return stepEdge(day, edge, large, n);
    case 'PageDown':
      return stepEdge(day, edge, large, -n);
    case 'Home':
      return period.from;
    case 'End':
      return period.to;
    default:
      return null;
  }
}
