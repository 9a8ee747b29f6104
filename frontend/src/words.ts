// All words on the screen, from one file. A key that is missing is shown as itself, and a test finds it.
import en from '../words/en.json';

const words: Record<string, string> = en;

export type Values = Record<string, string | number>;

export function hasWord(key: string): boolean {
  return key in words;
}

export function t(key: string, values: Values = {}): string {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** The form for one, where the language has another: key.one, else key. */
export function counted(key: string, n: number, values: Values = {}): string {
  return t(n === 1 && hasWord(`${key}.one`) ? `${key}.one` : key, { n: grouped(n), ...values });
}

/** 1031 as 1,031. */
export function grouped(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}
