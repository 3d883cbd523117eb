import { wordsInBytes } from '../../src/proof/words-in-bytes'

const SOUGHT = 'Zoë stole “the mayor’s” red ferry'
const SPLIT = '<p>Zoë stole <em>“the mayor’s”</em> <a href="/red">red</a> ferry</p>'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const json = JSON.stringify({ description: SOUGHT })
const escaped = (code: (point: string) => string) => [...SOUGHT].map((c) => code(hex(c))).join('')
const hex = (c: string) => c.codePointAt(0)?.toString(16) ?? ''

const found = (html: string, mediaType: string | null = 'text/html') =>
  wordsInBytes({ bytes: Buffer.from(html), mediaType, fileName: null }, [SOUGHT, 'words that are nowhere'])

test.each([
  ['text split by tags', '<p>Zo<b>ë stole “the ma</b>yor’s”<br> red <i>ferry</i></p>'],
  ['entities', '<p>Zo&euml; stole &ldquo;the mayor&#8217;s&rdquo; red&nbsp;ferry</p>'],
  ['an attribute', `<meta name="description" content='${SOUGHT}'>`],
  ['linked data in an attribute', `<div data-article="${json.replaceAll('"', '&quot;')}"></div>`],
  ['a comment', `<!-- ${SOUGHT} -->`],
  ['a script', `<script>var teaser = ${json}</script>`],
  ['a script’s entities', '<script>{"t":"Zo&euml; stole &quot;the mayor&#x2019;s&quot; red ferry"}</script>'],
  [
    'entities within entities',
    '<script>{"t":"Zo&amp;euml; stole &amp;quot;the mayor&amp;rsquo;s&amp;quot; red ferry"}</script>',
  ],
  ['escapes of four digits', `<script>"${escaped((code) => `\\u${code.padStart(4, '0')}`)}"</script>`],
  ['escapes in braces', `<script>"${escaped((code) => `\\u{${code}}`)}"</script>`],
  ['escapes of two digits', '<script>"Zo\\xeb\\x20stole\\x20the\\x20mayor\\x27s\\x20red\\x20ferry"</script>'],
  ['an address', `<a href="https://share.example/?text=${encodeURIComponent(SOUGHT)}">Share</a>`],
  [
    'an address within an address',
    `<a href="/to?u=${encodeURIComponent(`https://s.example/?t=${encodeURIComponent(SOUGHT)}`)}">S</a>`,
  ],
  ['an old address', '<a href="/?t=Zo%EB+stole+the+mayor%92s+red+ferry">Share</a>'],
  ['a data: address', `<iframe src="data:text/html;base64,${base64(`<p>${SOUGHT}</p>`)}"></iframe>`],
  ['a data: address that is no base64', `<iframe src="data:text/html,${encodeURIComponent(SOUGHT)}"></iframe>`],
  ['a page within linked data', `<script>{"html":${JSON.stringify(SPLIT)}}</script>`],
  ['the same without a tag’s sign', `<script>{"html":${JSON.stringify(SPLIT).replaceAll('<', '\\u003c')}}</script>`],
  ['a page within a page', `<iframe srcdoc="${SPLIT.replaceAll('"', '&quot;')}"></iframe>`],
  ['a page within a page, its tags as entities', `<iframe srcdoc="${SPLIT.replaceAll('<', '&lt;')}"></iframe>`],
  ['a text field', `<textarea>${SPLIT}</textarea>`],
  ['tags in a comment', `<!-- ${SPLIT} -->`],
  ['a data: address with tags', `<iframe src="data:text/html;base64,${base64(SPLIT)}"></iframe>`],
  [
    'a data: address in linked data',
    `<script>{"u":"data:text\\/html;base64,${base64(`<i>??>${SOUGHT}`).replaceAll('/', '\\/')}"}</script>`,
  ],
  [
    'a data: address in UTF-16',
    `<a href="data:text/html;charset=utf-16le;base64,${Buffer.from(SOUGHT, 'utf16le').toString('base64')}">`,
  ],
  ['an old escape', '<a href="/?t=Zo%u00eb%20stole%20the%20mayor%u2019s%20red%20ferry">'],
  ['bytes of UTF-8', '<script>"Zo\\xc3\\xab stole the mayor\\xe2\\x80\\x99s red ferry"</script>'],
  ['an entity that does not end', '<script>"Zo&euml stole the mayor&rsquo;s red ferry"</script>'],
])('words are found in %s', (_where, html) => {
  expect(found(`<html><body>${html}</body></html>`)).toEqual([SOUGHT])
})

test('other words are not, nor those that others stand between', () => {
  expect(found(`<p>${SOUGHT.replace('red', 'blue')}</p>`)).toEqual([])
  expect(found(`<p>${SOUGHT.replace('red', 'dark red')}</p>`)).toEqual([])
  expect(found(`<a href="%zz%">\\u{ffffff} &nosuch; data:;base64,###</a>`)).toEqual([])
})

test.each([
  ['a feed', '<rss><channel><title>Zoë stole the mayor’s red ferry</title></channel></rss>', null, [SOUGHT]],
  ['data', json, 'application/json', [SOUGHT]],
  [
    'a saved mail',
    `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n${base64(SOUGHT)}`,
    null,
    null,
  ],
  ['a feed’s page in CDATA', `<rss><description><![CDATA[${SPLIT}]]></description></rss>`, null, [SOUGHT]],
  [
    'a feed’s page as entities',
    `<rss><description>${SPLIT.replaceAll('<', '&lt;')}</description></rss>`,
    null,
    [SOUGHT],
  ],
  ['a mail', 'From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n--x', null, null],
  [
    'a mail of one part',
    'From: a@b.example\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\nZo=C3=AB',
    null,
    null,
  ],
  ['rich text', `{\\rtf1 ${SOUGHT}}`, null, null],
  ['a PDF', '%PDF-1.7', null, null],
  ['bytes of a program', 'MZ\0\0', null, null],
])('%s is looked through, or told as packed', (_what, text, mediaType, expected) => {
  expect(found(text, mediaType)).toEqual(expected)
})

test('what is made to take long takes no longer than its length', () => {
  const marks = '\u0300\u0323'.repeat(100_000)
  for (const filler of [
    `a${marks}`,
    '<'.repeat(300_000),
    '%41'.repeat(100_000),
    '&'.repeat(300_000),
    ';base64,'.repeat(40_000),
  ])
    expect(found(`<html><!-- ${filler} --><p>${SOUGHT}</p>${filler}`)).toEqual([SOUGHT])
})
