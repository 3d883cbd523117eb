import fs from 'node:fs'
import { readFile } from '../../src/extraction/read-file'
import { CodePoints } from '../../src/quotes/code-points'
import { placeQuote } from '../../src/quotes/place-quote'
import { corpora } from '../support/corpora'
import { docxOf, wordParagraph } from '../support/docx'
import { pdfOf, setPages } from '../support/pdf'
import { OTHERS, SHELLS } from './shells'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** An article within what pages have around one. */
const pageOf = (
  headline: string,
  lines: readonly string[],
  outlet: string,
  day: string,
) => `<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>${escaped(headline)} | ${outlet}</title><meta property="og:site_name" content="${outlet}">
<meta property="article:published_time" content="${day}T12:00:00Z"></head>
<body><header class="site"><a href="/">${outlet}</a><nav><a href="/world">World</a></nav></header>
<main><article><h1>${escaped(headline)}</h1><div class="article-body">${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}</div></article>
<aside class="related"><h3>More like this</h3><ul><li><a href="/1">Ferry prices rise again</a></li><li><a href="/2">School roof repaired</a></li></ul></aside>
</main><footer><p>© The site of it</p></footer></body></html>`

const corpus = corpora()
const articles = corpus.flatMap(({ articles, statements, name }) =>
  articles.map((article) => ({
    ...article,
    corpus: name,
    lines: fs
      .readFileSync(article.file, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.replace(/[ \t]+/g, ' ').trim())
      .filter((line) => line !== ''),
    quotes: statements
      .filter((statement) => statement.article === article.name)
      .flatMap(({ content }) => content.map(({ exact }) => exact)),
  })),
)

/** What of the statements is not to be found, once or several times, in a text. */
const lost = (text: string, quotes: readonly string[]) => {
  const points = new CodePoints(text)
  return quotes.filter((exact) => {
    // A statement over two paragraphs has a line end in it, which a file has otherwise.
    const placed = placeQuote(points, { exact })
    return 'problem' in placed && placed.kind !== 'ambiguous'
  })
}

const reading = async (bytes: Buffer) => {
  const read = await readFile({ bytes, mediaType: null, fileName: null, url: null })
  if ('problem' in read) throw new Error(read.problem)
  return read
}

describe.each(articles)('$corpus: $name', ({ lines, quotes, outlet, publishedOn }) => {
  const [headline = '', ...rest] = lines

  it('has every statement in what is read from a page made of it, and none of them in a zone', async () => {
    const read = await reading(Buffer.from(pageOf(headline, rest, outlet, publishedOn)))
    expect(lost(read.text, quotes)).toEqual([])
    const points = [...read.text]
    const zones = read.zones.map(({ start, end }) => points.slice(start, end).join(''))
    expect(zones.join('\n')).toBe(
      'More like this\nFerry prices rise again\nSchool roof repaired'.replace('this\n', 'this\n\n'),
    )
    expect(read.metadata).toMatchObject({ outlet: { value: outlet }, publishedOn: { value: publishedOn } })
  })

  it.each(Object.keys(SHELLS))(
    'has no line of its own in a zone, and all of others in one, on a page of %s',
    async (shell) => {
      const body = SHELLS[shell]?.(escaped(headline), rest.map(escaped))
      const html = `<!doctype html><html lang="en"><head><title>${escaped(headline)}</title></head><body>${body}</body></html>`
      const { text, zones } = await reading(Buffer.from(html))
      const points = [...text]
      const doubted = zones.map(({ start, end }) => points.slice(start, end).join('')).join('\n')
      expect(lines.filter((line) => !text.includes(line.normalize('NFC')))).toEqual([])
      // A short line (“Read more”) may be somebody else's as well.
      expect(lines.filter((line) => line.length > 30 && doubted.includes(line.normalize('NFC')))).toEqual([])
      expect(OTHERS.filter((other) => html.includes(other) && !doubted.includes(other))).toEqual([])
    },
  )

  it.each([
    ['a PDF', {}],
    [
      'a PDF of two columns with heads and feet',
      { columns: 2, head: 'The Post', foot: '#', isIndented: true, linesOfPage: 30 },
    ],
  ])('has every statement in what is read from %s made of it', async (_, layout) => {
    const read = await reading(pdfOf({ pages: setPages(lines, layout), info: { Title: headline } }))
    expect(lost(read.text, quotes)).toEqual([])
  })

  it('has every statement in what is read from a .docx made of it', async () => {
    const body = lines.map((line, at) => wordParagraph(line, at === 0 ? 'Title' : undefined)).join('')
    const read = await reading(await docxOf(body))
    expect(lost(read.text, quotes)).toEqual([])
  })
})
