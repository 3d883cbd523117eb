import { cleanPage } from '../../src/extraction/clean-page'
import { readFile } from '../../src/extraction/read-file'

/** Ways to have something run, as cheat sheets list them; each would leave a mark on the global object. */
const RUN = 'globalThis.ran=1'
const VECTORS = [
  `<script>${RUN}</script>`,
  `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<script/x>${RUN}</script>`,
  `<script\n>${RUN}</script\n>`,
  `<<script>${RUN}//<</script>`,
  `<script>${RUN}`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"//`,
  `<img src="javascript:${RUN}">`,
  `<IMG """><SCRIPT>${RUN}</SCRIPT>"\\>`,
  `<img/onerror=${RUN}/src=x>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${RUN}"><text x=1 y=9>x</text></a></svg>`,
  `<svg><style><img src=x onerror=${RUN}></style></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<math href="javascript:${RUN}">x</math>`,
  `<body onload=${RUN}>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<object data="javascript:${RUN}">`,
  `<embed src="javascript:${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href="jav&#x09;ascript:${RUN}">x</a>`,
  `<a href=" &#14; javascript:${RUN}">x</a>`,
  `<a href="JaVaScRiPt:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `<a href="vbscript:${RUN}">x</a>`,
  `<form action="javascript:${RUN}"><button>x</button></form>`,
  `<button formaction="javascript:${RUN}">x</button>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select onfocus=${RUN} autofocus><option>x</select>`,
  `<textarea autofocus onfocus=${RUN}></textarea>`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<link rel=stylesheet href="javascript:${RUN}">`,
  `<base href="javascript:${RUN}//">`,
  `<style>@import "javascript:${RUN}"; body{background:url("javascript:${RUN}")}</style>`,
  `<div style="background:url(javascript:${RUN})">x</div>`,
  `<div style="width:expression(${RUN})">x</div>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `<xmp><img src=x onerror=${RUN}></xmp>`,
  `<plaintext><img src=x onerror=${RUN}>`,
  `<title><img src=x onerror=${RUN}></title>`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `<!--[if gte IE 4]><script>${RUN}</script><![endif]-->`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<?xml-stylesheet href="javascript:${RUN}"?>`,
  `<x onclick=${RUN}>x</x>`,
  `<custom-tag onpointerenter=${RUN}>x</custom-tag>`,
  `<p id="x" class='"><img src=x onerror=${RUN}>'>x</p>`,
  `<p class="\u0000" on\u0000click=${RUN}>x</p>`,
  `<table background="javascript:${RUN}"><td>x</table>`,
  `<frameset onload=${RUN}><frame src="javascript:${RUN}"></frameset>`,
]

/** What a page that was cleaned may have: tags without anything that runs, loads or draws. */
const DANGEROUS =
  /<(?:script|style|iframe|object|embed|svg|math|form|input|link|meta|base|img|video|audio)\b|\son\w+\s*=(?=[^<]*>)|(?:href|src|style|action)\s*=\s*["']?\s*(?:javascript|vbscript|data)/i

describe('A hostile page', () => {
  it.each(VECTORS)('runs nothing, and leaves nothing that would: %s', async (vector) => {
    const bytes = Buffer.from(`<!doctype html><html><body><p>Before it.</p>${vector}<p>After it.</p></body></html>`)
    // Only real tags are looked at: what a page has as text is escaped.
    const tags = (cleanPage(bytes.toString()).match(/<[^>]*>/g) ?? []).map((tag) =>
      tag.replace(/"[^"]*"/g, (value) => (/^"\s*(?:javascript|vbscript|data):/i.test(value) ? value : '""')),
    )
    expect(tags.filter((tag) => DANGEROUS.test(tag))).toEqual([])

    const read = await readFile({ bytes, mediaType: 'text/html', fileName: null, url: 'https://post.example/a' })
    expect('text' in read && read.text.startsWith('Before it.')).toBe(true)
    expect((globalThis as Record<string, unknown>).ran).toBeUndefined()
    expect(JSON.stringify('metadata' in read && read.metadata)).not.toContain('javascript')
  })

  it('has as text what it has as text: tags that were escaped are words', async () => {
    const bytes = Buffer.from(
      '<html><body><p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; left.</p></body></html>',
    )
    const read = await readFile({ bytes, mediaType: null, fileName: null, url: null })
    expect(read).toMatchObject({ text: 'He wrote <script>alert(1)</script> &amp; left.' })
  })
})
