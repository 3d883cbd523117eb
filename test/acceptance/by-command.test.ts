import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importCommand } from '../../src/cli/import'
import { CodePoints } from '../../src/quotes/code-points'
import { placeQuote } from '../../src/quotes/place-quote'
import { run } from '../support/command-line'
import { corpora } from '../support/corpora'
import { pdfOf, setPages } from '../support/pdf'
import { newWorld, type World } from '../support/world'

/** What somebody with a folder of articles does: `gainsay import FOLDER`, of texts, pages and PDFs. */
const articles = corpora().flatMap(({ articles, statements, name }) =>
  articles.map((article) => ({
    ...article,
    corpus: name,
    text: fs.readFileSync(article.file, 'utf8'),
    quotes: statements
      .filter((statement) => statement.article === article.name)
      .flatMap(({ content }) => content.map(({ exact }) => exact)),
  })),
)

let world: World
let folder: string

beforeAll(async () => {
  world = await newWorld()
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl })
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-folder-'))
})
afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await world.close()
})

interface Told {
  state: string
  articleId: number
  zones: { start: number; end: number; reason: string }[]
  problem?: string
}

async function imported(file: string, ...options: string[]): Promise<Told> {
  const { out } = await run(importCommand(), file, '--json', ...options)
  return JSON.parse(out)
}

function withoutParts(points: CodePoints, zones: Told['zones']): string {
  const starts = [0, ...zones.map(({ end }) => end)]
  const ends = [...zones.map(({ start }) => start), points.length]
  return starts.map((start, at) => points.slice(start, ends[at] ?? points.length)).join('\n')
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const FORMATS: Record<string, (text: string) => Buffer> = {
  txt: (text) => Buffer.from(text),
  html: (text) => {
    const [headline = '', ...rest] = linesOf(text)
    const paragraphs = rest.map((line) => `<p>${escaped(line)}</p>`).join('')
    return Buffer.from(
      `<!doctype html><meta charset="utf-8"><nav><a href="/">Home</a></nav><article><h1>${escaped(headline)}</h1>${paragraphs}</article>`,
    )
  },
  pdf: (text) => pdfOf({ pages: setPages(linesOf(text).map((line) => line.replace(/[ \t]+/g, ' ').trim())) }),
}

describe.each(articles)('$corpus: $name', ({ name, text, outlet, publishedOn, quotes }) => {
  it.each(Object.keys(FORMATS))(
    'as %s: what it doesn’t say is asked for, and every statement is found',
    async (suffix) => {
      const file = path.join(folder, `${name}.${suffix}`)
      fs.writeFileSync(file, FORMATS[suffix]?.(text) ?? '')
      // --again: of a PDF and a page the text may be the same to the letter.
      const asked = await imported(file, '--again')
      expect(asked).toMatchObject({ state: 'refused', problem: expect.stringContaining('--outlet NAME') })
      expect(asked.problem).toContain('--published YYYY-MM-DD')

      const options = [
        '--outlet',
        outlet,
        '--published',
        publishedOn,
        '--language',
        'en',
        '--again',
        '--zones',
        'accept',
      ]
      const taken = await imported(file, ...options)
      expect(taken.state).toBe('imported')
      const [revision] = await world.db.query('SELECT text FROM revisions WHERE article_id = $1', [taken.articleId])
      const points = new CodePoints(revision.text)
      // Each is found in what is left when the parts that were proposed, and marked here unseen, are taken out.
      const own = new CodePoints(withoutParts(points, taken.zones))
      const lost = quotes.filter((exact) => {
        const placed = placeQuote(own, { exact })
        return 'problem' in placed && placed.kind !== 'ambiguous'
      })
      expect(lost).toEqual([])
      expect(taken.zones.every(({ reason }) => reason !== '')).toBe(true)
    },
  )
})
