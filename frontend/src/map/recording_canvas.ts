// A canvas context for tests: it draws nothing and remembers what it was told, with the state at that moment.

export interface Stroke {
  call: 'stroke' | 'fill' | 'fillText' | 'strokeText' | 'fillRect';
  colour: string;
  width: number;
  dash: number[];
  alpha: number;
  text?: string;
  x?: number;
  y?: number;
  /** Of the last arc of the path. */
  radius?: number;
  turn?: number;
}

/** Each letter is this wide, in shares of the size of the type. */
const LETTER = 0.6;

export function recordingContext(): { ctx: CanvasRenderingContext2D; calls: Stroke[] } {
  const calls: Stroke[] = [];
  const saved: Partial<typeof state & { dash: number[] }>[] = [];
  let dash: number[] = [];
  let arc: { x: number; y: number; radius: number; turn: number } | undefined;
  const state = { fillStyle: '', strokeStyle: '', lineWidth: 1, globalAlpha: 1, font: '10px x' };
  const note = (call: Stroke['call'], colour: string, more: Partial<Stroke> = {}) =>
    calls.push({ call, colour, width: state.lineWidth, dash: [...dash], alpha: state.globalAlpha, ...more });
  const size = () => Number(/([\d.]+)px/.exec(state.font)?.[1] ?? 10);
  const fake = Object.assign(state, {
    setLineDash(value: number[]) {
      dash = value;
    },
    beginPath() {
      arc = undefined;
    },
    arc(x: number, y: number, radius: number, from: number, to: number) {
      arc = { x, y, radius, turn: (to - from) / (2 * Math.PI) };
    },
    moveTo() {},
    lineTo() {},
    arcTo() {},
    rect() {},
    clip() {},
    save() {
      saved.push({ ...state, dash: [...dash] });
    },
    restore() {
      const { dash: before = [], ...values } = saved.pop() ?? {};
      dash = before;
      Object.assign(fake, values);
    },
    closePath() {},
    stroke: () => note('stroke', state.strokeStyle, arc),
    fill: () => note('fill', state.fillStyle, arc),
    fillRect: () => note('fillRect', state.fillStyle),
    fillText: (text: string, x: number, y: number) => note('fillText', state.fillStyle, { text, x, y }),
    strokeText: (text: string, x: number, y: number) => note('strokeText', state.strokeStyle, { text, x, y }),
    measureText: (text: string) => ({ width: text.length * size() * LETTER }),
  });
  return { ctx: fake as unknown as CanvasRenderingContext2D, calls };
}
