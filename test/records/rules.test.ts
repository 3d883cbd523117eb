import { actOf, standOf } from '../../src/records/matrix-place'
import { byMonth, monthOf } from '../../src/records/month-headings'
import { HIGHEST_BAR, MOST_YEARS, monthsPicture } from '../../src/records/months-picture'
import { daysOf, recordAddress } from '../../src/records/record-address'
import { type CountRow, MOST_COUNTED, readCounts } from '../../src/records/record-counts'

describe('the month that a claim stands under', () => {
  test.each([
    ['2019-06-03', '2019-06-03', 'June 2019'],
    ['2019-06-01', '2019-06-30', 'June 2019'],
    ['2019-05-30', '2019-06-02', 'May–June 2019'],
    ['2018-12-30', '2019-01-02', 'December 2018 – January 2019'],
    ['2018-01-01', '2018-12-31', '2018'],
    ['2017-01-01', '2018-12-31', '2017–2018'],
    [null, '2019-06-04', 'June 2019 or earlier'],
    ['2019-06-04', null, 'June 2019 or later'],
    [null, null, 'Day not stated'],
  ])('from %s to %s is %s', (earliest, latest, heading) => {
    expect(monthOf({ earliest, latest })).toBe(heading)
  })

  test('is told once, where the first of its claims stands', () => {
    const days = ['2019-06-03', '2019-06-02', '2019-05-01'].map((day) => ({ earliest: day, latest: day }))
    const year = { earliest: '2019-01-01', latest: '2019-12-31' }
    const months = byMonth([year, ...days, year])
    expect(months.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ['2019', 2],
      ['June 2019', 2],
      ['May 2019', 1],
    ])
  })
})

describe('the picture of months', () => {
  const picture = (counts: Record<string, number>) =>
    monthsPicture(
      Object.entries(counts).map(([month, count]) => ({ month: `${month}-01`, count })),
      (when) => `?when=${when}`,
    )

  test('has a row a year, the latest first, and a bar as high as its share of the highest', () => {
    const years = picture({ '2019-06': 8, '2019-05': 4, '2017-12': 1 })
    expect(years.map(({ year, href }) => [year, href])).toEqual([
      ['2019', '?when=2019'],
      ['2017', '?when=2017'],
    ])
    const bars = years.map(({ months }) => months.map((bar) => bar && [bar.href, bar.words, bar.height]))
    expect(bars[0]?.slice(4, 6)).toEqual([
      ['?when=2019-05', 'May 2019: 4 claims', HIGHEST_BAR / 2],
      ['?when=2019-06', 'June 2019: 8 claims', HIGHEST_BAR],
    ])
    expect(bars.flat().filter(Boolean)).toHaveLength(3)
    expect(bars[1]?.[11]).toEqual(['?when=2017-12', 'December 2017: 1 claim', 3])
  })

  test('is none of one month, and no longer than a screen', () => {
    expect(picture({ '2019-06': 8 })).toEqual([])
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, year) => [`${1990 + year}-01`, 1]))
    expect(picture(many).map(({ year }) => year)).toEqual(Array.from({ length: MOST_YEARS }, (_, n) => `${2019 - n}`))
  })
})

describe('the address of a record', () => {
  test.each([
    [{}, {}, '/speakers/7'],
    [{ stance: 'denies' }, { when: '2019' }, '/speakers/7?stance=denies&when=2019'],
    [{ stance: 'denies', q: 'a b' }, { stance: null }, '/speakers/7?q=a+b'],
  ])('of %j with %j is %s', (typed, changes, address) => {
    expect(recordAddress(7, typed, changes)).toBe(address)
  })

  test.each([
    ['2019', '2019-01-01', '2019-12-31'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2019-12', '2019-12-01', '2019-12-31'],
  ])('%s is from %s to %s', (when, from, to) => {
    expect(daysOf(when)).toEqual({ from, to })
  })
})

describe('the counts of a record', () => {
  const none = { month: null, year: null, stance: null, medium: null }
  const rows = (all: number): CountRow[] => [
    { ...none, of: 'month', month: '2019-06-01', count: 3 },
    { ...none, of: 'month', count: 2 },
    { ...none, of: 'year', year: 2019, count: 4 },
    { ...none, of: 'year', count: 1 },
    { ...none, of: 'stance', stance: 'denies', count: 5 },
    { ...none, of: 'medium', medium: 'tweet', count: 5 },
    { ...none, of: 'all', count: all },
  ]
  const values = (counts: ReturnType<typeof readCounts>, name: string) =>
    counts.choices.find((choices) => choices.name === name)?.values.map(({ value, count }) => [value, count])

  test('lead to each value and off again, those without a day last', () => {
    const counts = readCounts(rows(5), 7, { stance: 'denies' }, [])
    expect(counts).toMatchObject({ claims: 5, areAll: true, months: [{ month: '2019-06-01', count: 3 }] })
    expect(values(counts, 'when')).toEqual([
      ['2019', '4'],
      ['undated', '1'],
    ])
    const links = counts.choices.flatMap(({ values }) => values.map(({ href, isChosen }) => [href, isChosen]))
    expect(links).toEqual([
      ['/speakers/7', true],
      ['/speakers/7?stance=denies&medium=tweet', false],
      ['/speakers/7?stance=denies&when=2019', false],
      ['/speakers/7?stance=denies&when=undated', false],
    ])
  })

  test('say that there are more where not all were counted, and name years beyond', () => {
    const counts = readCounts(rows(MOST_COUNTED + 1), 7, {}, [2019, 2015])
    expect(counts).toMatchObject({ claims: MOST_COUNTED, areAll: false })
    expect(values(counts, 'when')).toEqual([
      ['2019', '4 or more'],
      ['2015', null],
      ['undated', '1 or more'],
    ])
  })

  test('have what is chosen though no claim has it', () => {
    const counts = readCounts([{ ...none, of: 'all', count: 0 }], 7, { when: '2019-06', medium: 'speech' }, [])
    expect(counts.choices.map(({ values }) => values.map(({ label }) => label))).toEqual([
      [],
      ['speech'],
      ['June 2019'],
    ])
  })
})

describe('where somebody stands on a claim', () => {
  const asserted = { answers: true, stance: 'asserts', toldBy: null } as const
  test.each([
    ['denies', { ...asserted, relation: 'denies', stance: 'denies' }, 'against', 'denies'],
    ['contradicts', { ...asserted, relation: 'contradicts' }, 'against', 'contradicts'],
    ['is contradicted', { ...asserted, relation: 'contradicts', answers: false }, 'against', 'contradicts'],
    ['corrects', { ...asserted, relation: 'corrects' }, 'against', 'corrects'],
    ['walks back', { ...asserted, relation: 'walks_back' }, 'against', 'walks back'],
    ['corroborates', { ...asserted, relation: 'corroborates' }, 'says', 'corroborates'],
    ['repeats', { ...asserted, relation: 'repeats' }, 'says', 'repeats'],
    ['declines to answer', { ...asserted, relation: 'contradicts', stance: 'declines' }, 'declines', null],
    ['repeats that it declines', { ...asserted, relation: 'repeats', stance: 'declines' }, 'says', 'repeats'],
    ['lets it stand', { ...asserted, relation: 'corroborates', stance: 'does_not_dispute' }, 'doesNotDispute', null],
    ['is heard through another', { ...asserted, relation: 'denies', toldBy: ['Ann'] }, 'through', 'denies'],
    ['is relayed', { ...asserted, relation: 'relays', answers: false, toldBy: ['Ann'] }, 'through', null],
    ['is relayed and heard', { ...asserted, relation: 'relays', answers: false }, 'says', null],
    ['was denied by it', { ...asserted, relation: 'denies', answers: false }, null, null],
    ['was corrected by it', { ...asserted, relation: 'corrects', answers: false }, null, null],
  ] as const)('who %s', (_what, linked, stand, act) => {
    expect(standOf(linked)).toBe(stand)
    if (stand) expect(actOf(stand, linked, false)).toBe(act)
  })

  test('several do it together', () => {
    expect(actOf('against', { relation: 'denies', answers: true }, true)).toBe('deny')
  })
})
