// Starts Yaad on a free loopback port for the tests, and stops it by its process id.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const YAAD = process.env.YAAD ?? `${ROOT}build/ci/yaad`;
const START_MS = 30_000;

export async function serve(data = `${ROOT}data`) {
  // Port 0: the system picks a free one, and the first line of the output says which.
  const child = spawn(YAAD, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--ops', 'off'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  // From the start, so that an end which nobody expected is known when somebody asks for one.
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  const base = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`yaad did not start: ${output}`)), START_MS);
    const read = (chunk) => {
      output += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (!address) return;
      clearTimeout(timer);
      resolve(address[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((how) => reject(new Error(`yaad ended with ${how}: ${output}`)));
  });
  return {
    base,
    pid: child.pid,
    json: async (path) => (await fetch(base + path)).json(),
    /** Throws where it had ended before, or does not end well. */
    async stop() {
      child.kill('SIGTERM');
      const how = await ended;
      if (how !== 0) throw new Error(`yaad ended with ${how}: ${output}`);
    },
  };
}
