import { buffer } from 'node:stream/consumers'
import { deflateSync } from 'node:zlib'
import { ZipFile } from 'yazl'

const MIB = 1024 * 1024

/** A file that grows beyond measure when it is read. */
export interface Bomb {
  name: string
  bytes: Buffer
  mediaType: string | null
}

const page = (body: string) =>
  Buffer.from(`<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`)
const html = (name: string, body: string): Bomb => ({ name, bytes: page(body), mediaType: 'text/html' })

/** A PDF whose one page has these commands, packed as often as there are filters. */
function pdf(name: string, commands: Buffer, filters = 1): Bomb {
  let packed = commands
  for (let time = 0; time < filters; time++) packed = deflateSync(packed, { level: 9 })
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${packed.length}/Filter[${'/FlateDecode'.repeat(filters)}]>>\nstream\n${packed.toString('latin1')}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  const parts = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`)
  // Without a table of places: readers look for the objects themselves.
  return {
    name,
    bytes: Buffer.from(`%PDF-1.7\n${parts.join('')}trailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n`, 'latin1'),
    mediaType: 'application/pdf',
  }
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

async function docx(name: string, body: Buffer): Promise<Bomb> {
  const zip = new ZipFile()
  const add = (file: string, content: string | Buffer) =>
    zip.addBuffer(Buffer.from(content as string), file, { compressionLevel: 9 })
  add(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
  )
  add(
    '_rels/.rels',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  )
  add(
    'word/document.xml',
    Buffer.concat([Buffer.from(`<w:document ${WORD}><w:body>`), body, Buffer.from('</w:body></w:document>')]),
  )
  zip.end()
  return { name, bytes: await buffer(zip.outputStream), mediaType: null }
}

/** The bombs, of a size that a machine survives when nothing stops them; shorter ones for tests. */
export async function bombFiles(short: boolean): Promise<Bomb[]> {
  const most = short ? 300 * MIB : 1000 * MIB
  return [
    html('100,000 elements in each other', '<div>'.repeat(100_000)),
    html('a million elements', '<b>x</b>'.repeat(1_000_000)),
    html('a million elements, none closed', '<p><i>'.repeat(500_000)),
    html(
      'an element with a million attributes',
      `<p ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}=1`).join(' ')}>x`,
    ),
    html('four million entities', '&amp;'.repeat(4_000_000)),
    html('a table of 200,000 rows', `<table>${'<tr><td>1<td>2'.repeat(100_000)}</table>`),
    html(
      'linked data nested five million deep',
      `<script type="application/ld+json">${'['.repeat(5_000_000)}</script><p>x</p>`,
    ),
    html('20 MiB in one attribute', `<p title="${'x'.repeat(20 * MIB)}">x`),
    pdf('a PDF of text packed to a thousandth', Buffer.alloc(most, '(a) Tj\n')),
    pdf('a PDF of commands that say nothing', Buffer.alloc(most, 'q Q\n')),
    pdf('a PDF packed twice', Buffer.alloc(most, ' '), 2),
    await docx('a .docx of one long word', Buffer.alloc(most, 'x')),
    await docx('a .docx of empty paragraphs', Buffer.alloc(most / 4, '<w:p/>')),
    await docx('a .docx of elements in each other', Buffer.from('<w:p>'.repeat(200_000))),
  ]
}

/** Archives: one file that is far larger unpacked, and many that are together. */
export async function archiveBombs(short: boolean): Promise<Bomb[]> {
  const one = new ZipFile()
  one.addBuffer(Buffer.alloc((short ? 200 : 1000) * MIB), 'zeros.txt', { compressionLevel: 9 })
  one.end()
  const many = new ZipFile()
  // Not so well packed that a ratio would tell.
  const dull = Buffer.alloc(20 * MIB, `${'abcdefghijklmnopqrstuvwxyz'.repeat(3)}${Math.PI}`)
  for (let at = 0; at < (short ? 4 : 80); at++) many.addBuffer(dull, `${at}.txt`, { compressionLevel: 1 })
  many.end()
  const crowd = new ZipFile()
  for (let at = 0; at < 20_000; at++) crowd.addBuffer(Buffer.from('x'), `${at}.txt`)
  crowd.end()
  return [
    { name: 'an archive of one file packed to a thousandth', bytes: await buffer(one.outputStream), mediaType: null },
    { name: 'an archive of many large files', bytes: await buffer(many.outputStream), mediaType: null },
    { name: 'an archive of 20,000 files', bytes: await buffer(crowd.outputStream), mediaType: null },
  ]
}
