import fs from 'node:fs'
import { DOCX_EXTRACTOR } from '../../src/extraction/docx'
import { Extraction, extract } from '../../src/extraction/extract.client'
import { HTML_EXTRACTOR } from '../../src/extraction/html'
import { MARKDOWN_EXTRACTOR } from '../../src/extraction/markdown'
import { PDF_EXTRACTOR } from '../../src/extraction/pdf'
import { words } from '../../src/words/words'
import { docxOf, wordParagraph } from '../support/docx'
import { pdfOf, setPages } from '../support/pdf'
import { BRIDGE, PAGES } from './pages'

const { extraction } = words
const sent = (bytes: string | Buffer, mediaType: string | null = null) => ({
  bytes: Buffer.from(bytes as string),
  mediaType,
  fileName: null,
  url: null,
})

const own: Extraction[] = []
const newExtraction = (limits = {}) => {
  const made = new Extraction(limits)
  own.push(made)
  return made
}
afterAll(() => Promise.all(own.map((made) => made.close())))

it('reads every format in threads, several files at once, and leaves the caller’s bytes as they were', async () => {
  const reading = newExtraction()
  const pdf = pdfOf({ pages: setPages(BRIDGE) })
  const before = Buffer.from(pdf)
  const files = [PAGES[0]?.html ?? '', pdf, await docxOf(wordParagraph('Words')), 'Plain words', '# Marked']
  const read = await Promise.all(
    files.map((bytes, at) => reading.extract(sent(bytes, at === 4 ? 'text/markdown' : null))),
  )
  expect(read.map((one) => ('format' in one ? one.format : one.problem))).toEqual([
    'html',
    'pdf',
    'docx',
    'text',
    'markdown',
  ])
  expect(pdf.equals(before)).toBe(true)
})

it('tells what read a file, in the versions that are installed', () => {
  const { dependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'))
  const packages: Record<string, string> = { readability: '@mozilla/readability' }
  for (const extractor of [HTML_EXTRACTOR, DOCX_EXTRACTOR, MARKDOWN_EXTRACTOR, PDF_EXTRACTOR]) {
    for (const [, name = '', version] of extractor.matchAll(/([a-z-]+) (\d[\d.]*)(?=,| \(|$)/g)) {
      expect([name, version]).toEqual([name, dependencies[packages[name] ?? name]])
    }
  }
})

it('ends a reading that takes too long, and reads the next file all the same', async () => {
  const reading = newExtraction({ seconds: 0.5, atOnce: 1 })
  // Limits of elements let this pass; it takes some half a minute.
  const slow = sent(`<html><body><ol>${'<li>x'.repeat(140_000)}</ol>`, 'text/html')
  expect(await reading.extract(slow)).toEqual({ problem: extraction.tookTooLong(0.5) })
  const unhurried = newExtraction({ atOnce: 1 })
  expect(await unhurried.extract(sent('Words'))).toMatchObject({ text: 'Words' })
})

it('ends a reading that takes more of its heap than it may', async () => {
  const reading = newExtraction({ heapMib: 24, isLimited: false })
  const large = sent(`<html><body>${'<b>x</b>'.repeat(400_000)}`, 'text/html')
  expect(await reading.extract(large)).toEqual({ problem: extraction.tookTooMuch })
})

it('ends a reading that makes the process grow by more than it may', async () => {
  const reading = newExtraction({ growth: 1 })
  const slow = sent(`<html><body>${'<li>x'.repeat(140_000)}`, 'text/html')
  expect(await reading.extract(slow)).toEqual({ problem: extraction.tookTooMuch })
})

it('refuses at once what is too large, and what more than may wait', async () => {
  expect(await extract(sent(Buffer.alloc(25 * 1024 * 1024 + 1)))).toEqual({ problem: extraction.tooLarge(25) })
  const reading = newExtraction({ atOnce: 1, waiting: 1 })
  const read = await Promise.all([1, 2, 3].map((number) => reading.extract(sent(`Words ${number}`))))
  expect(read).toMatchObject([{ text: 'Words 1' }, { text: 'Words 2' }, { problem: extraction.tooManyAtOnce }])
})
