// What the tests themselves stand on: a program that ended before its time is told, not waited for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from './served.mjs';

test('A server that crashed during the tests fails the file with how it ended and what it said', { timeout: 60_000 }, async () => {
  const yaad = await serve();
  process.kill(yaad.pid, 'SIGKILL');
  await assert.rejects(yaad.stop(), /ended with SIGKILL: .*attacks/s);
});

test('A server that is stopped ends well', { timeout: 60_000 }, async () => {
  const yaad = await serve();
  await yaad.stop();
  await assert.rejects(fetch(yaad.base));
});
