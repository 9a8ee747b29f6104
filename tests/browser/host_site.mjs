// Stands for the site of somebody else: another origin, a strict policy, and a frame with our map in it.
import { createServer } from 'node:http';

const TALL = 3000; // px, so that the page can be scrolled past the frame

/** @param yaad the origin of the map. Every page is /?src=…&sandbox=…; what the frame says is kept in `heard`. */
export async function hostSite(yaad) {
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; frame-src ${yaad}; base-uri 'none'; form-action 'none'`;
  const files = {
    '/host.js': ['text/javascript', 'globalThis.heard = []; addEventListener("message", (event) => globalThis.heard.push(event.data));'],
    '/host.css': ['text/css', `body { height: ${TALL}px; margin: 0 } iframe { border: 0 }`],
  };
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://host');
    const [type, body] = files[url.pathname] ?? ['text/html; charset=utf-8', ''];
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const frame = `<iframe src="${escaped(url.searchParams.get('src') ?? '')}" title="map" width="${url.searchParams.get('width') ?? 800}" height="600" sandbox="${escaped(url.searchParams.get('sandbox') ?? '')}" referrerpolicy="no-referrer"></iframe>`;
    response.end(body || `<!doctype html><html lang="en"><title>A site</title><link rel="stylesheet" href="/host.css"><script src="/host.js"></script><p>Words before.</p>${frame}`);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    page: (src, sandbox, width = 800) => `${base}/?${new URLSearchParams({ src, sandbox, width })}`,
    stop: () => new Promise((stopped) => (server.closeAllConnections(), server.close(stopped))),
  };
}
