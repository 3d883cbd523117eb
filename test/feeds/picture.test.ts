import zlib from 'node:zlib'
import fc from 'fast-check'
import type { Glimpse } from '../../src/feeds/glimpse.queries'
import { Drawing, pictureFonts, pictureTag } from '../../src/feeds/picture/drawing.client'
import { drawable, isRightToLeft, measured, wrapped } from '../../src/feeds/picture/lines'
import { pictureSvg } from '../../src/feeds/picture/picture-svg'
import type { ClaimCard } from '../../src/reading/claim-card'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { notWellFormed } from './well-formed'

const fonts = pictureFonts()

/** A PNG's size, and how many of its pixels are not of the ground's colour. */
function looked(png: Buffer): { width: number; height: number; drawn: number } {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const parts: Buffer[] = []
  for (let place = 8; place < png.length; place += 12 + png.readUInt32BE(place)) {
    if (png.toString('latin1', place + 4, place + 8) === 'IDAT')
      parts.push(png.subarray(place + 8, place + 8 + png.readUInt32BE(place)))
  }
  // A row that is all of one colour is a filter and zeros, or the same pixel again and again.
  const bytes = zlib.inflateSync(Buffer.concat(parts))
  const row = bytes.length / height
  let drawn = 0
  for (let y = 0; y < height; y += 1) {
    const values = new Set(bytes.subarray(y * row + 1, (y + 1) * row))
    if (values.size > 8) drawn += 1
  }
  return { width, height, drawn }
}

describe('a picture of a page', () => {
  let world: World
  let chain: number
  let denial: number
  let alone: number

  beforeAll(async () => {
    world = await newWorld()
    const room = newsroom(world.db)
    const article = await room.article(
      'The bridge is safe, Ann Lee said. "It is <not>," Bo Chan said. It rains, Bo adds.',
    )
    const safe = (await room.statement(article, { by: ['Ann Lee'], words: ['The bridge is safe'] })).claimId
    denial = (await room.statement(article, { by: ['Bo Chan'], words: ['"It is <not>,"'] })).claimId
    alone = (await room.statement(article, { by: ['Bo Chan'], words: ['It rains'] })).claimId
    await room.link(denial, 'denies', safe)
    chain = (await world.db.query('SELECT id FROM chains'))[0].id
  })

  afterAll(() => world.close())

  test('is a PNG of the size that its page names, and any site may show it', async () => {
    for (const path of [`/chains/${chain}`, `/claims/${denial}`, `/claims/${alone}`]) {
      const { text } = await request(world.app).get(path).expect(200)
      const named = (name: string) => new RegExp(`<meta property="og:image${name}" content="([^"]+)">`).exec(text)?.[1]
      const { pathname } = new URL(named('') ?? '')
      const { body, headers } = await request(world.app).get(pathname).expect(200)
      expect(headers).toMatchObject({ 'content-type': 'image/png', 'cross-origin-resource-policy': 'cross-origin' })
      const { width, height, drawn } = looked(body)
      expect([String(width), String(height)]).toEqual([named(':width'), named(':height')])
      expect(drawn).toBeGreaterThan(100)
      expect(named(':alt')).not.toBe('')
    }
  })

  test('is not drawn again for whoever has it, and is another once its words are', async () => {
    const path = `/chains/${chain}/picture.png`
    const { headers } = await request(world.app).get(path).expect(200)
    await request(world.app).get(path).set('If-None-Match', String(headers.etag)).expect(304)
    const [row] = await world.db.query('SELECT version FROM chains WHERE id = $1', [chain])
    await (await signedIn(world))
      .post(`/chains/${chain}/title`)
      .type('form')
      .send({ version: row.version, title: 'Is the bridge safe?' })
      .expect(303)
    const again = await request(world.app).get(path).set('If-None-Match', String(headers.etag)).expect(200)
    expect(again.headers.etag).not.toBe(headers.etag)
  })

  test('is drawn once for all who ask at once, and not at all for too many', async () => {
    const drawing = new Drawing()
    const svg = (place: number) => pictureSvg({ ...glimpse(), title: `Picture ${place}` }, 'The desk', fonts)
    const same = [drawing.png(svg(0)), drawing.png(svg(0))]
    expect(same[0]).toBe(same[1])
    const others = Array.from({ length: 19 }, (_, place) => drawing.png(svg(place + 1)))
    expect(() => drawing.png(svg(99))).toThrow('Too many pictures')
    expect((await Promise.all([...same, ...others])).every((png) => looked(png).drawn > 100)).toBe(true)
    expect(looked(await drawing.png(svg(99))).drawn).toBeGreaterThan(100)
  })
})

test('a blank picture is found', async () => {
  const blank =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="#fdfcf8"/></svg>'
  expect(looked(await new Drawing().png(blank))).toEqual({ width: 1200, height: 630, drawn: 0 })
})

test.each([
  ['Latin', 'Łódź, “naïve” – they’re', 'Łódź, “naïve” – they’re'],
  ['Cyrillic and Greek', 'Москва Ελλάδα', 'Москва Ελλάδα'],
  ['Arabic', 'الجسر آمن', 'الجسر آمن'],
  ['emoji, which are left out', 'safe 😀👩‍👩‍👧 now', 'safe now'],
  ['controls, which are left out', 'a\u0000b\u202ec\u200d', 'abc'],
  ['several lines', 'a\n  b\u00a0c', 'a b c'],
  ['Chinese, which no font has', 'The word 安全', null],
  ['Hebrew, which no font has', 'שלום', null],
  ['nothing', ' \n', null],
  ['nothing but emoji', '😀', null],
])('%s: what can be drawn', (_, text, kept) => {
  expect(drawable(text, fonts)).toBe(kept)
})

describe('lines', () => {
  const text = fc
    .string({ unit: fc.constantFrom(...'abc ij WM.,—éжعة'.split('')), maxLength: 300 })
    .map((one) => one.replace(/ +/g, ' ').trim())

  test('are never wider than there is room, nor more, and lose nothing that fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 30 }), fc.integer({ min: 1, max: 6 }), (said, width, most) => {
        const lines = wrapped(said, fonts, width, most)
        expect(lines.length).toBeLessThanOrEqual(most)
        for (const line of lines) expect(measured(line, fonts)).toBeLessThanOrEqual(width)
        if (!lines.at(-1)?.endsWith('…')) expect(lines.join('').replaceAll(' ', '')).toBe(said.replaceAll(' ', ''))
      }),
      { numRuns: 300 },
    )
  })

  // A font whose letters are all one em wide.
  const even = [{ widthOf: () => 1 }]

  test.each([
    ['one two three', 5, 3, ['one', 'two', 'three']],
    ['one two three', 13, 1, ['one two three']],
    ['one two three four', 7, 2, ['one two', 'three…']],
    ['one two three four', 5, 2, ['one', 'two…']],
    ['aaaaaaa b', 3, 9, ['aaa', 'aaa', 'a b']],
    ['', 10, 2, ['']],
  ])('%j in lines of %d ems, at most %d', (said, width, most, lines) => {
    expect(wrapped(said, even, width, most)).toEqual(lines)
  })

  test('of a text as long as an article take no time to speak of', () => {
    expect(wrapped('word '.repeat(200_000), fonts, 20, 4)).toHaveLength(4)
  })
})

test.each([
  ['قال (2019)', true],
  ['"(2019) قال', true],
  ['said قال', false],
  ['2019', false],
])('%s is read from right to left: %s', (said, rtl) => {
  expect(isRightToLeft(said)).toBe(rtl)
})

test('any words make a picture', async () => {
  const drawing = new Drawing()
  const hostile = [
    '<svg onload="x">&amp;]]>',
    'الجسر آمن (2019).',
    '安全'.repeat(900),
    '😀'.repeat(400),
    'a'.repeat(9_000),
    '\u0000\u000b\ufffe',
    '',
    '\u202e\u2066evil',
    'é'.repeat(3),
  ]
  for (const said of hostile) {
    const svg = pictureSvg(glimpse(said), said, fonts)
    expect([said.slice(0, 20), notWellFormed(svg)]).toEqual([said.slice(0, 20), null])
    expect(svg).not.toMatch(/onload="/)
    expect(svg.length).toBeLessThan(20_000)
    expect(looked(await drawing.png(svg)).width).toBe(1200)
  }
  expect(pictureTag('a')).not.toBe(pictureTag('b'))
})

function glimpse(said = 'The bridge is safe.'): Glimpse {
  const card = {
    ...{ namesAsTold: said || 'Ann Lee', medium: 'speech', summary: null, isWordless: false, stance: 'asserts' },
    date: { words: '4 June 2019', datetime: null, basis: null },
    quote: { words: said, lead: null, language: 'en' },
  } as unknown as ClaimCard
  return {
    title: said,
    facts: ['2 claims', '4 June 2019'],
    pair: { answer: card, answered: card, verb: 'denies', passive: 'denied by' },
    claim: card,
  }
}
