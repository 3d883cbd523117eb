import fc from 'fast-check'
import { MOST_ZONES, zonesProblem } from '../../src/articles/zone'
import { readHtml } from '../../src/extraction/html'
import { type PageLine, textOfLines } from '../../src/extraction/page-lines'
import { saidTime } from '../../src/extraction/said-day'
import { addressOf, bylineOf, languageOf, withoutOutlet } from '../../src/extraction/said-metadata'

describe('A time', () => {
  it.each<[string, string | null, string | null]>([
    ['2024-05-03', '2024-05-03', null],
    ['2024-05-03T23:30:00-04:00', '2024-05-03', '2024-05-03T23:30:00-04:00'],
    ['2024-05-03T23:30:00.123Z', '2024-05-03', '2024-05-03T23:30:00Z'],
    ['2024-05-03T23:30+0200', '2024-05-03', '2024-05-03T23:30:00+02:00'],
    ['2024-05-03T23:30:00', '2024-05-03', null],
    ['2024-05-03 10:00:00 UTC', '2024-05-03', '2024-05-03T10:00:00Z'],
    ['2024/5/3', '2024-05-03', null],
    ['20240503', '2024-05-03', null],
    ['Fri, 03 May 2024 23:30:00 +0200', '2024-05-03', '2024-05-03T23:30:00+02:00'],
    ['Friday, May 3rd, 2024', '2024-05-03', null],
    ['3 Sept. 2023', '2023-09-03', null],
    ['04/05/2024', null, null],
    ['2024-02-30', null, null],
    ['2999-01-01', null, null],
    ['3 Mayor 2024', null, null],
    ['1714765800', null, null],
    ['yesterday', null, null],
    ['', null, null],
    ['2024-05-03T25:00:00Z', '2024-05-03', null],
  ])('is read where it can be read in one way: %s', (text, day, time) => {
    expect(saidTime(text)).toEqual(day === null ? null : { day, time })
  })
})

describe('What is said of an article', () => {
  it.each<[string, string | null, string]>([
    ['Mayor denies it | The Daily', 'The Daily', 'Mayor denies it'],
    ['Mayor denies it - daily.example', 'The Daily', 'Mayor denies it - daily.example'],
    ['Mayor – late again – denies it – Daily', 'The Daily', 'Mayor – late again – denies it'],
    ['The Daily: Mayor denies it', 'The Daily', 'The Daily: Mayor denies it'],
    ['The Daily » Mayor denies it', 'the daily', 'Mayor denies it'],
    ['Mayor denies it | The Daily', null, 'Mayor denies it | The Daily'],
  ])('loses the outlet’s name from a headline, and no more: %s', (headline, outlet, expected) => {
    expect(withoutOutlet(headline, outlet)).toBe(expected)
  })

  it.each<[string, string | null]>([
    ['en_gb', 'en-GB'],
    ['PT-br', 'pt-BR'],
    ['English', null],
    ['x-default', null],
    ['und', null],
    ['zz', null],
    ['<b>', null],
  ])('has a language only where it is one: %s', (value, expected) => {
    expect(languageOf(value)).toBe(expected)
  })

  it.each<[string, string | null]>([
    ['/a?b=1', 'https://post.example/a?b=1'],
    ['//other.example/a', 'https://other.example/a'],
    ['https://post.example/', null],
    ['javascript:alert(1)', null],
    ['https://user:secret@post.example/a', null],
    ['file:///etc/passwd', null],
    [`https://post.example/${'a'.repeat(2_000)}`, null],
  ])('has an address only of the web: %s', (value, expected) => {
    expect(addressOf(value, 'https://post.example/page')).toBe(expected)
  })

  it.each<[string, string | null]>([
    ['By  Ana Ruiz', 'Ana Ruiz'],
    ['admin', null],
    ['Ana O&#8217;Ruiz', 'Ana O’Ruiz'],
    ['x'.repeat(501), null],
    ['—', null],
  ])('has a byline that names somebody: %s', (value, expected) => {
    expect(bylineOf(value)).toBe(expected)
  })
})

describe('Any lines', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', 'e', '\u0301', '😀', '.', ' ', '\u00a0'), maxLength: 12 })
  const doubt = fc.option(fc.record({ kind: fc.constantFrom('appeal', 'other'), reason: fc.constantFrom('a', 'b') }))
  const lines = fc.array(fc.record({ text, gap: fc.constantFrom(1, 2), doubt }), { maxLength: 600 })

  it('become a text whose zones are the lines that were doubted, at most as many as there may be', () => {
    fc.assert(
      fc.property(lines as fc.Arbitrary<PageLine[]>, (made) => {
        const read = textOfLines(made)
        if ('problem' in read) return read.problem === 'The text is empty.'
        const points = [...read.text]
        const zones = read.zones.map(({ start, end }) => points.slice(start, end).join(''))
        const own = made
          .filter((line) => line.doubt === null && line.text !== '')
          .map((line) => line.text.normalize('NFC'))
        // Nothing of what is not doubted is in a zone: what is left are its lines, in their order.
        const left = read.zones.reduceRight(
          (rest, { start, end }) => [...rest.slice(0, start), ...rest.slice(end)],
          points,
        )
        const isWhole =
          read.zones.length === MOST_ZONES ||
          left
            .join('')
            .replace(/\n+/g, '\n')
            .replace(/^\n|\n$/g, '') === own.join('\n')
        return isWhole && zones.length <= MOST_ZONES && zonesProblem(read.zones, points.length) === null
      }),
      { numRuns: 60 },
    )
  })
})

describe('Any page', () => {
  const tag = fc.constantFrom(
    'p',
    'div',
    'b',
    'ul',
    'li',
    'table',
    'tr',
    'td',
    'h1',
    'q',
    'pre',
    'aside',
    'article',
    'a',
    'br',
    'svg',
  )
  const attribute = fc.constantFrom(
    '',
    ' class="comments"',
    ' hidden',
    ' class="related"',
    ' style="display:none"',
    ' id=x',
  )
  const piece = fc.oneof(
    fc.tuple(tag, attribute).map(([name, said]) => `<${name}${said}>`),
    tag.map((name) => `</${name}>`),
    fc.constantFrom(
      'word ',
      '&nbsp;',
      '&#x301;',
      '\n\n',
      '😀',
      '&lt;i&gt;',
      '<',
      '>',
      '"',
      '\u00ad',
      'ﬁ',
      '<!--',
      '-->',
    ),
  )

  it('gives a text with zones that it may have, or one sentence', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const read = readHtml(pieces.join(''), null)
        if ('problem' in read) return /\.$/.test(read.problem)
        return zonesProblem(read.zones, [...read.text].length) === null && read.text.normalize('NFC') === read.text
      }),
      { numRuns: 150 },
    )
  })
})
