import { readFile } from '../../src/extraction/read-file'
import { words } from '../../src/words/words'
import { docxOf, wordParagraph, zipOf } from '../support/docx'
import { pdfOf, setPages } from '../support/pdf'
import { BRIDGE } from './pages'

const { extraction } = words

const sent = (bytes: string | Buffer, fileName: string | null = null, mediaType: string | null = null) =>
  readFile({ bytes: Buffer.from(bytes as string), fileName, mediaType, url: null })

async function read(bytes: string | Buffer, fileName?: string, mediaType?: string) {
  const extracted = await sent(bytes, fileName, mediaType)
  if ('problem' in extracted) throw new Error(extracted.problem)
  return extracted
}

const values = (metadata: object) =>
  Object.fromEntries(Object.entries(metadata).map(([name, { value }]) => [name, value]))
const TITLE = 'Mayor denies bridge delay'

describe('A PDF', () => {
  it('is read in paragraphs, its lines joined, with what its file says of it', async () => {
    const pdf = pdfOf({
      pages: setPages([TITLE, ...BRIDGE]),
      info: { Title: TITLE, Author: 'Ana Ruiz', Producer: 'x' },
    })
    const { format, text, metadata, zones } = await read(pdf, 'bridge.pdf')
    expect({ format, zones }).toEqual({ format: 'pdf', zones: [] })
    expect(text).toBe([TITLE, ...BRIDGE].join('\n\n'))
    expect(values(metadata)).toEqual({ headline: TITLE, byline: 'Ana Ruiz' })
    expect(metadata.byline?.from).toBe('file properties')
  })

  it('is read column by column, a sentence over the page’s end in one piece, running heads and page numbers apart', async () => {
    const many = [
      TITLE,
      ...BRIDGE,
      ...BRIDGE.map((text) => `Again: ${text}`),
      ...BRIDGE.map((text) => `And again: ${text}`),
    ]
    const layout = {
      columns: 2,
      head: 'The Harbour Post, 3 May 2024',
      foot: 'Page #',
      isIndented: true,
      linesOfPage: 23,
    }
    const { text, zones } = await read(pdfOf({ pages: setPages(many, layout) }))
    const points = [...text]
    const own = zones
      .reduceRight((left, { start, end }) => [...left.slice(0, start), ...left.slice(end)], points)
      .join('')
    expect(own.split(/\n+/).filter(Boolean)).toEqual(many)
    expect(new Set(zones.map(({ reason }) => reason))).toEqual(
      new Set([extraction.reasons.repeated(2), extraction.reasons.pageNumber]),
    )
  })

  it('puts words together that a line’s end parted, and leaves those that have a hyphen of their own', async () => {
    const lines = [
      'The govern-',
      'ment of the well-',
      'known mayor is well and known, said the for-',
      'mer harbour master, who has long-',
      'term plans; long-term ones, and an of\uFB01ce for soft\u00ad',
      'ness. The softness of the former one left.',
    ]
    const pages = [lines.map((text, at) => ({ text, x: 50, y: 700 - at * 14 }))]
    expect((await read(pdfOf({ pages }))).text).toBe(
      'The government of the well-known mayor is well and known, said the former harbour master, who has long-term plans; long-term ones, and an office for softness. The softness of the former one left.',
    )
  })

  it('says what is wrong where nothing can be read', async () => {
    expect(await sent(pdfOf({ pages: [[]] }))).toEqual({ problem: extraction.scanned })
    expect(await sent(`%PDF-1.7\n${'broken '.repeat(100)}`)).toEqual({ problem: extraction.damagedPdf })
    expect(await sent('no PDF at all', 'x.pdf', 'application/pdf')).toEqual({ problem: extraction.damagedPdf })
    const locked = pdfOf({ pages: setPages(BRIDGE) })
      .toString('latin1')
      .replace(
        '/Root 1 0 R',
        `/Encrypt<</Filter/Standard/V 1/R 2/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>/P -4>>/ID[<00><00>]/Root 1 0 R`,
      )
    expect(await sent(Buffer.from(locked, 'latin1'))).toEqual({ problem: extraction.locked })
  })

  it('tells of XMP what a publisher says, and nothing of when the file was made', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${TITLE}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Jo Li</rdf:li></rdf:Seq></dc:creator><prism:publicationName>The Post</prism:publicationName><prism:publicationDate>2024-05-03</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta>`
    const info = { Title: 'bridge_final.indd', CreationDate: 'D:20240601120000Z' }
    const { metadata } = await read(pdfOf({ pages: setPages(BRIDGE), xmp, info }))
    expect(values(metadata)).toEqual({
      headline: TITLE,
      byline: 'Ana Ruiz, Jo Li',
      outlet: 'The Post',
      publishedOn: '2024-05-03',
    })
    const { metadata: bare } = await read(pdfOf({ pages: setPages(BRIDGE), info }))
    expect(bare).toEqual({})
  })
})

describe('A .docx', () => {
  const BODY = `${wordParagraph(TITLE, 'Title')}${wordParagraph(BRIDGE[0] ?? '')}<w:p><w:r><w:t>She had </w:t></w:r><w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>often</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> said\u00a0so</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc>${wordParagraph('Length')}</w:tc><w:tc>${wordParagraph('420 m')}</w:tc></w:tr></w:tbl>`
  const CORE =
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="y" xmlns:dcterms="z"><dc:title>Mayor &amp; bridge</dc:title><dc:creator>Ana Ruiz;Jo Li</dc:creator><dc:language>en-GB</dc:language><dcterms:created>2024-05-03T08:00:00Z</dcterms:created></cp:coreProperties>'

  it('is read as Word shows it: what was deleted is gone, what was inserted is there', async () => {
    const { format, text, metadata, zones } = await read(await docxOf(BODY, { core: CORE }), 'bridge.docx')
    expect({ format, zones }).toEqual({ format: 'docx', zones: [] })
    expect(text).toContain(`${TITLE}\n\n${BRIDGE[0]}\n\nShe had often said\u00a0so[1]`)
    expect(text).toContain('A note of the author’s.')
    expect(text).not.toContain('never')
    expect(values(metadata)).toEqual({ headline: 'Mayor & bridge', byline: 'Ana Ruiz, Jo Li', language: 'en-GB' })
  })

  it('has its headline from its title’s style where the file says none', async () => {
    expect((await read(await docxOf(BODY))).metadata).toEqual({ headline: { value: TITLE, from: 'heading' } })
  })

  it('is told from an archive by what is in it, whatever it is called', async () => {
    expect((await read(await docxOf(BODY), 'bridge.zip', 'application/zip')).format).toBe('docx')
    expect(await sent(await zipOf({ 'a.txt': 'A text', 'b.docx': await docxOf(BODY) }), 'all.docx')).toEqual({
      problem: extraction.archive,
    })
    expect(
      await sent(await zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' })),
    ).toEqual({
      problem: extraction.openDocument,
    })
    expect(await sent(await zipOf({ '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }))).toEqual({
      problem: extraction.otherOffice,
    })
    expect(await sent(Buffer.from('PK\x03\x04 and nothing else'))).toEqual({ problem: extraction.zip.damaged })
    expect(await sent(await docxOf('<w:p>', {}))).toEqual({ problem: extraction.damagedDocx })
  })

  it('with entities of its own is refused', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>'
    expect(await sent(await docxOf('', { files: { 'word/document.xml': bomb } }))).toEqual({
      problem: extraction.damagedDocx,
    })
  })
})

describe('Markdown', () => {
  const MARKDOWN = `---
title: "Mayor denies bridge delay"
authors:
  - Ana Ruiz
  - name: Jo Li
date: 2024-05-03T23:30:00-04:00
publication: The Post   # weekly
link: https://post.example/bridge
lang: en_GB
---

# Mayor denies **bridge** delay

${BRIDGE[0]} She [said so](https://post.example/x)~~, twice~~.
Second line of it.

> A quotation, *within*.

- One
- Two

<script>alert(1)</script> & <b>marks</b>
`

  it('is read without its marks, its front matter for what is known of it', async () => {
    const { format, text, metadata } = await read(MARKDOWN.replaceAll('\n', '\r\n'), 'bridge.md', 'text/plain')
    expect(format).toBe('markdown')
    expect(text).toBe(
      `Mayor denies bridge delay\n\n${BRIDGE[0]} She said so. Second line of it.\n\nA quotation, within.\n\nOne\nTwo\n\n<script>alert(1)</script> & <b>marks</b>`,
    )
    expect(values(metadata)).toEqual({
      headline: TITLE,
      byline: 'Ana Ruiz, Jo Li',
      publishedOn: '2024-05-03',
      publishedAt: '2024-05-03T23:30:00-04:00',
      outlet: 'The Post',
      url: 'https://post.example/bridge',
      language: 'en-GB',
    })
  })

  it('without front matter has its first heading; a rule at its top is none', async () => {
    const { text, metadata } = await read('---\n\n# A & B\n\nWords.', undefined, 'text/markdown')
    expect(metadata).toEqual({ headline: { value: 'A & B', from: 'heading' } })
    expect(text).toBe('A & B\n\nWords.')
  })
})

describe('Plain text', () => {
  it('stays as it is, and tells a byline and a day that stand on lines of their own', async () => {
    const text = `${TITLE}\n\nBy Ana Ruiz and Jo Li\nPublished: 3 May 2024\n\n  ${BRIDGE.join('\n\n')}`
    const { text: kept, metadata, zones } = await read(text)
    expect([kept, zones]).toEqual([text, []])
    expect(values(metadata)).toEqual({ byline: 'Ana Ruiz and Jo Li', publishedOn: '2024-05-03' })
    expect(metadata.byline?.from).toBe('the text’s first lines')
  })

  it.each([
    'By Friday the bridge was open.\nOn 3 May 2024 nobody came.',
    'By the way\n04/05/2024',
    'By hand, as ever',
    'May 32, 2024\n3 Mai 2024',
  ])('takes no sentence for either: %j', async (text) => {
    expect((await read(text)).metadata).toEqual({})
  })

  it('is decoded as a server says, else only as UTF-8', async () => {
    const latin = Buffer.from('Café', 'latin1')
    expect((await read(latin, 'a.txt', 'text/plain; charset=ISO-8859-1')).text).toBe('Café')
    expect(await sent(latin, 'a.txt')).toMatchObject({ problem: expect.stringContaining('not UTF-8') })
    expect(await sent('  \n ')).toEqual({ problem: 'The text is empty.' })
  })
})

describe('What is no article’s file', () => {
  const hex = (digits: string) => Buffer.concat([Buffer.from(digits, 'hex'), Buffer.alloc(100, 7)])
  it.each<[string, Buffer | string, string | null, string | null, string]>([
    ['nothing', '', null, null, extraction.empty],
    ['a PNG called .html', hex('89504e470d0a1a0a'), 'a.html', 'text/html', extraction.image],
    ['a JPEG', hex('ffd8ffe0'), null, null, extraction.image],
    ['an old .doc', hex('d0cf11e0a1b11ae1'), 'a.docx', null, extraction.oldWord],
    ['rich text', '{\\rtf1 Words}', 'a.txt', null, extraction.richText],
    ['gzip', hex('1f8b08'), null, null, extraction.compressed],
    ['a film', hex('0000002066747970'), null, null, extraction.media],
    [
      'a page of mail',
      'From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n',
      'a.mht',
      null,
      extraction.webArchive,
    ],
    ['a feed', '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', null, 'text/xml', extraction.feed],
    ['JSON', '{"a":1}', null, 'application/json', extraction.data],
    ['a program', hex('7f454c460201010000000000'), 'a.out', null, extraction.unknown],
    [
      'a page of scripts alone',
      '<!doctype html><html><body><div id="root"></div><script>run()</script></body></html>',
      null,
      null,
      extraction.noText,
    ],
    [
      'a page that is not in its encoding',
      Buffer.concat([Buffer.from('<html><meta charset=utf-8>'), Buffer.from([0xe9, 0x20])]),
      null,
      null,
      extraction.notAsDeclared('UTF-8'),
    ],
  ])('is refused with a sentence of its own: %s', async (_, bytes, fileName, mediaType, problem) => {
    expect(await sent(bytes, fileName, mediaType)).toEqual({ problem })
  })

  it('says what a page is by its content before its name and its media type', async () => {
    const html = `<!-- saved from url=(0030)http://x -->\n<!DOCTYPE html><html><body><p>Words</p></body></html>`
    expect((await read(html, 'page.txt', 'text/plain')).format).toBe('html')
    expect((await read(Buffer.from(`\ufeff${html}`, 'utf16le'))).text).toBe('Words')
    expect((await read('<p>Pasted & not a page', 'x.txt')).text).toBe('<p>Pasted & not a page')
    expect((await read('<p>A part of a page', undefined, 'text/html')).text).toBe('A part of a page')
  })
})
