import { zonesProblem } from '../../src/articles/zone'
import type { Extracted } from '../../src/extraction/extracted'
import { readFile } from '../../src/extraction/read-file'
import { canonicalText } from '../../src/quotes/canonical-text'
import { MORE_PAGES } from './more-pages'
import { PAGES, type Page } from './pages'

const read = async ({ html, bytes, mediaType, url }: Page): Promise<Extracted> => {
  const sent = { bytes: bytes ?? Buffer.from(html), mediaType: mediaType ?? null, fileName: null, url: url ?? null }
  const extracted = await readFile(sent)
  if ('problem' in extracted) throw new Error(extracted.problem)
  return extracted
}

/** A text in its pieces: what is nobody's zone, and each zone's words. */
function parted({ text, zones }: Extracted) {
  const points = [...text]
  let at = 0
  const own: string[] = []
  for (const { start, end } of zones) {
    own.push(points.slice(at, start).join(''))
    at = end
  }
  own.push(points.slice(at).join(''))
  return { own, doubted: zones.map(({ kind, start, end }) => ({ kind, words: points.slice(start, end).join('') })) }
}

describe.each([...PAGES, ...MORE_PAGES])('A page: $shape', (page: Page) => {
  let extracted: Extracted
  beforeAll(async () => {
    extracted = await read(page)
  })

  it('gives the article’s words, and none of what is not for reading', () => {
    const { own } = parted(extracted)
    expect(page.own.filter((words) => !own.some((part) => part.includes(words)))).toEqual([])
    expect(page.gone.filter((words) => extracted.text.includes(words))).toEqual([])
  })

  it('proposes what is not the article’s own, with a reason', () => {
    const { doubted } = parted(extracted)
    const isThere = ([words, kind]: Page['doubted'][number]) =>
      doubted.some((zone) => zone.words.includes(words) && (kind === null || zone.kind === kind))
    expect(page.doubted.filter((one) => !isThere(one))).toEqual([])
    expect(extracted.zones.every(({ reason }) => reason.length > 3)).toBe(true)
    if (page.doubted.length === 0) expect(doubted).toEqual([])
  })

  it('finds what the page says of it', () => {
    const found = Object.fromEntries(
      Object.keys(page.metadata).map((name) => [name, extracted.metadata[name as keyof typeof page.metadata]?.value]),
    )
    expect(found).toEqual(page.metadata)
  })

  it('has a canonical text, and zones that it may have', () => {
    expect(canonicalText(extracted.text)).toEqual({ text: extracted.text })
    expect(zonesProblem(extracted.zones, [...extracted.text].length)).toBeNull()
  })
})

it('says where each thing was read, and that an address is another site’s', async () => {
  const hostile = MORE_PAGES.find(({ shape }) => shape.startsWith('linked data'))
  const { metadata, extractor } = await read(hostile as Page)
  expect(metadata.url?.from).toBe('Open Graph, on another site than the page')
  expect(metadata.byline?.from).toBe('schema.org')
  expect(metadata.publishedOn?.from).toBe('meta tag')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(extractor).toContain('readability')
})
