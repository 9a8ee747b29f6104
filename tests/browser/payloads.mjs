// Texts that try to be script, markup or an address: 30 vectors, each in 10 surroundings that try to break out first.

/** Every one of them, were it run, sets `ran`. */
const RUN = 'globalThis.ran=1';
const VECTORS = [
  `<script>${RUN}</script>`,
  `<script src=data:text/javascript,${RUN}></script>`,
  `<img src=x onerror=${RUN}>`,
  `<img/src="x"/onerror="${RUN}">`,
  `<image href=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a href="javascript:${RUN}"><text>x</text></a></svg>`,
  `<math><maction actiontype=statusline href=javascript:${RUN}>x`,
  `<body onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<iframe src="javascript:parent.ran=1"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `<form action="javascript:${RUN}"><input type=submit autofocus></form>`,
  `<input autofocus onfocus=${RUN}>`,
  `<button autofocus onfocus=${RUN}>x</button>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}></audio>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<link rel=stylesheet href="data:text/css,*{}" onload=${RUN}>`,
  `<style>@import "data:text/css,*{display:none}";</style>`,
  `<base href="https://example.invalid/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<template><script>${RUN}</script></template><div style="background:url(https://example.invalid/x)">`,
  `{{constructor.constructor('${RUN}')()}}\${${RUN}}`,
];
const SURROUNDINGS = [
  (v) => v,
  (v) => `">${v}`,
  (v) => `'>${v}`,
  (v) => `" onmouseover="${RUN}" x="${v}`,
  (v) => `' onfocus='${RUN}' autofocus x='${v}`,
  (v) => `</title></style></textarea></script>${v}`,
  (v) => `-->${v}<!--`,
  (v) => `]]>${v}`,
  (v) => `&lt;img&gt;&#60;${v}`,
  (v) => `javascript:${RUN}//${v}`,
];

export const PAYLOADS = VECTORS.flatMap((vector) => SURROUNDINGS.map((around) => around(vector)));
