// What the marks mean: six lines, each a sentence beside a sample that the map's own functions draw.
import { readTokens, type Tokens } from '../tokens';
import { grouped, t } from '../words';
import { FAMILIES } from './families';
import { boxAround } from './layout';
import type { DiscStyle } from './mark_style';
import { badgeSize, drawBadge, drawDisc, drawGroundCircle } from './marks';

const SAMPLE_WIDTH = 96;

interface Line {
  key: string;
  height: number;
  draw(ctx: CanvasRenderingContext2D, width: number, height: number, tokens: Tokens): void;
}

const disc = (diameter: number, text: string, change: Partial<DiscStyle> = {}): DiscStyle => ({
  diameter,
  text,
  hollow: false,
  ring: [{ family: 'explosion', from: 0, to: 1 }],
  rim: 'none',
  ...change,
});

const MIXED: DiscStyle['ring'] = [
  { family: 'explosion', from: 0, to: 0.5 },
  { family: 'gunfire', from: 0.5, to: 0.85 },
  { family: 'execution', from: 0.85, to: 1 },
];

const LINES: readonly Line[] = [
  {
    key: 'size',
    height: 50,
    draw(ctx, width, height, tokens) {
      drawDisc(ctx, 22, height / 2, disc(18, grouped(3)), tokens);
      drawDisc(ctx, width - 28, height / 2, disc(34, grouped(86)), tokens);
    },
  },
  {
    key: 'colour',
    height: 40,
    draw: (ctx, width, height, tokens) => drawDisc(ctx, width / 2, height / 2, disc(26, grouped(15), { ring: MIXED }), tokens),
  },
  {
    key: 'ring',
    height: 44,
    draw: (ctx, width, height, tokens) =>
      drawDisc(ctx, width / 2, height / 2, disc(26, grouped(12), { ring: MIXED, rim: 'stack' }), tokens),
  },
  {
    key: 'hollow',
    height: 40,
    draw(ctx, width, height, tokens) {
      drawDisc(ctx, 21, height / 2, disc(26, grouped(7), { hollow: true }), tokens);
      drawDisc(ctx, width - 20, height / 2, disc(18, `${grouped(2)}?`, { rim: 'disputed' }), tokens);
    },
  },
  {
    key: 'circle',
    height: 52,
    draw(ctx, width, height, tokens) {
      drawGroundCircle(ctx, width / 2, height / 2, height / 2 - 1, 'near', tokens);
      drawDisc(ctx, width / 2, height / 2, disc(18, grouped(4), { hollow: true }), tokens);
    },
  },
  {
    key: 'badge',
    height: 28,
    draw(ctx, width, height, tokens) {
      const text = t('map.legend.badge.sample', { n: grouped(7) });
      const size = badgeSize(ctx, text, tokens);
      drawBadge(ctx, boxAround(width / 2, height / 2, size.width, size.height), { text, selected: false }, tokens);
    },
  },
];

export function createLegend(): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'map-legend';
  const redraws = LINES.map((line) => {
    const row = document.createElement('li');
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const words = document.createElement('span');
    words.append(...sentence(line.key));
    row.append(canvas, words);
    list.append(row);
    return (tokens: Tokens) => drawSample(canvas, line, tokens);
  });
  const redraw = () => {
    const tokens = readTokens();
    for (const draw of redraws) draw(tokens);
  };
  redraw();
  for (const medium of ['(prefers-color-scheme: dark)', 'print']) window.matchMedia(medium).addEventListener('change', redraw);
  return list;
}

/** The families are named in their own colours' order, each after a key of its colour: not by colour alone. */
function sentence(key: string): (Node | string)[] {
  if (key !== 'colour') return [t(`map.legend.${key}`)];
  const parts: (Node | string)[] = [t('map.legend.colour')];
  FAMILIES.forEach((family, i) => {
    const name = document.createElement('b');
    name.className = `map-legend-${family}`;
    name.textContent = t(`map.legend.family.${family}`);
    parts.push(' ', name, i === FAMILIES.length - 1 ? '.' : ',');
  });
  return parts;
}

function drawSample(canvas: HTMLCanvasElement, line: Line, tokens: Tokens): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(SAMPLE_WIDTH * ratio);
  canvas.height = Math.round(line.height * ratio);
  canvas.style.width = `${SAMPLE_WIDTH}px`;
  canvas.style.height = `${line.height}px`;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  line.draw(ctx, SAMPLE_WIDTH, line.height, tokens);
}
