import { describe, expect, it } from 'vitest';
import { createHost, secretOf, wishedHeight } from './host';

const heard = (secret: string | null) => {
  const said: unknown[] = [];
  return { said, host: createHost({ postMessage: (message: unknown) => void said.push(message) } as Window, secret) };
};

describe('what an embed tells its host', () => {
  it('repeats the secret of WordPress, and takes no other hash for one', () => {
    expect(secretOf('#?secret=a1B2c3')).toBe('a1B2c3');
    for (const other of ['', '#', '#?secret=', '#?secret=<b>', '#map', '#?secret=a&x=1']) expect(secretOf(other)).toBeNull();
  });

  it('K4: is a height, and a pressed link only under WordPress', () => {
    const plain = heard(null);
    plain.host.height(600);
    plain.host.link('https://map.example/incidents/x');
    expect(plain.said).toEqual([{ message: 'height', value: 600 }]);
    const wordpress = heard('abc');
    wordpress.host.height(600);
    wordpress.host.link('https://map.example/incidents/x');
    expect(wordpress.said).toEqual([
      { message: 'height', value: 600, secret: 'abc' },
      { message: 'link', value: 'https://map.example/incidents/x', secret: 'abc' },
    ]);
  });

  it('wishes a height that fits its width, between bounds', () => {
    expect(wishedHeight(320)).toBe(420);
    expect(wishedHeight(800)).toBe(600);
    expect(wishedHeight(4000)).toBe(720);
  });
});
