// All words on the screen, in the language that the page says it is in, and numbers as that language writes them.
// A key that is missing is shown as itself, and a test finds it.
type Words = Record<string, string>;

export interface Language {
  code: string; // of BCP 47, as `lang` takes it
  name: string; // in itself
  locale: string; // by whose rules plurals are formed
  rtl: boolean;
  ownDigits: boolean; // ۰–۹ and their separators, as CLDR has them; Urdu writes Latin digits
  solar: boolean; // Solar Hijri dates stand beside Gregorian ones
}

export const LANGUAGES: readonly Language[] = [
  { code: 'en', name: 'English', locale: 'en', rtl: false, ownDigits: false, solar: false },
  { code: 'ur', name: 'اردو', locale: 'ur', rtl: true, ownDigits: false, solar: false },
  { code: 'prs', name: 'دری', locale: 'fa-AF', rtl: true, ownDigits: true, solar: true },
  { code: 'fa', name: 'فارسی', locale: 'fa', rtl: true, ownDigits: true, solar: true },
  { code: 'ps', name: 'پښتو', locale: 'ps', rtl: true, ownDigits: true, solar: true },
];
const ENGLISH = LANGUAGES[0]!;

// Each language is a file of its own, so that nobody fetches the words of two; the page names it in its head.
const files = import.meta.glob<Words>('../words/*.json', { import: 'default' });
// What only panels say that are loaded when they are opened.
const laterFiles = import.meta.glob<Words>('../words/*.json', { query: '?later', import: 'default' });

let words: Words = {};
let spoken: Language = ENGLISH;
let plural = new Intl.PluralRules(ENGLISH.locale);

/** Before anything is drawn; a language that is not there leaves English. */
export async function speak(code: string): Promise<void> {
  const next = LANGUAGES.find((one) => one.code === code) ?? ENGLISH;
  words = (await files[`../words/${next.code}.json`]?.()) ?? {};
  spoken = next;
  plural = new Intl.PluralRules(next.locale);
}

/** Before a panel is drawn that is loaded when it is opened. */
export async function speakLater(): Promise<void> {
  words = { ...words, ...(await laterFiles[`../words/${spoken.code}.json`]?.()) };
}

/** One word of another language, for what is made to be read elsewhere. */
export async function wordIn(code: string, key: string): Promise<string> {
  return (await laterFiles[`../words/${code}.json`]?.())?.[key] ?? t(key);
}

export const language = (): Language => spoken;

export type Values = Record<string, string | number>;

export function hasWord(key: string): boolean {
  return key in words;
}

/** Values that are numbers are written as the language does; texts stay as they are. */
export function t(key: string, values: Values = {}): string {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? digits(String(value)) : isolated(name, value);
  });
}

/** Latin words in a line that runs the other way keep their own order; an address is copied, and stays bare. */
function isolated(name: string, text: string): string {
  return spoken.rtl && name !== 'url' && /[A-Za-z]/.test(text) ? `\u2068${text}\u2069` : text;
}

/** The form for this number, where the language has another than the common one: key.one, else key. */
export function counted(key: string, n: number, values: Values = {}): string {
  const form = `${key}.${plural.select(n)}`;
  return t(hasWord(form) ? form : key, { n: grouped(n), ...values });
}

/** 1031 as 1,031, and as ۱٬۰۳۱. */
export function grouped(n: number): string {
  return digits(String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ','));
}

const ZERO = 0x6f0;

/** A plain number in the digits of the language. */
export function digits(number: string): string {
  if (!spoken.ownDigits) return number;
  return number.replace(/\d/g, (digit) => String.fromCharCode(ZERO + Number(digit))).replace(/[,.]/g, (sign) => (sign === ',' ? '٬' : '٫'));
}

/** What a person types, with the digits of any of our scripts. */
export function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
