import { basisInWords, parseSaidOn, type SaidOnGiven, saidOnInWords } from '../../src/claims/said-on'

const stated = (saidOn: string): SaidOnGiven => ({ saidOn, basis: 'stated', words: null })

describe('parseSaidOn', () => {
  test('keeps what was given, with the first and the last possible day', () => {
    expect(parseSaidOn({ saidOn: ' 2019-06 ', basis: 'inferred', words: ' in June ' })).toEqual({
      saidOn: '2019-06',
      earliest: '2019-06-01',
      latest: '2019-06-30',
      basis: 'inferred',
      words: 'in June',
    })
  })

  test.each([
    ['../2019-06-04', null, '2019-06-04'],
    ['2019-06-04/..', '2019-06-04', null],
  ])('an open interval has one end: %s', (saidOn, earliest, latest) => {
    expect(parseSaidOn(stated(saidOn))).toMatchObject({ saidOn, earliest, latest })
  })

  test.each([null, '', '  '])('"not stated" has no day, and may have words (%j)', (saidOn) => {
    expect(parseSaidOn({ saidOn, basis: 'not_stated', words: 'lately' })).toEqual({
      saidOn: null,
      earliest: null,
      latest: null,
      basis: 'not_stated',
      words: 'lately',
    })
  })

  test.each<[string, SaidOnGiven, RegExp]>([
    ['a day that is not stated', { saidOn: '2019', basis: 'not_stated', words: null }, /not both/],
    ['no day where there is one', { saidOn: null, basis: 'stated', words: null }, /Give the day/],
    ['nothing but spaces', stated(' '), /Give the day/],
    ['a day counted from nothing', { saidOn: '2019', basis: 'counted', words: ' ' }, /words .* counted from/],
    ['a day inferred from nothing', { saidOn: '2019', basis: 'inferred', words: null }, /words .* inferred from/],
    ['no date', stated('on Monday'), /Write a date as/],
  ])('refuses %s', (_, given, sentence) => {
    expect(parseSaidOn(given)).toEqual({ problem: expect.stringMatching(sentence) })
  })

  test.each([
    ['2019-06-30', 'tomorrow'],
    ['2019-06', 'a month that has begun'],
    ['../2019-06-30', 'an open start'],
    ['2019-06-01/2019', 'a year that has begun'],
    ['2019-06-29~/..', 'an open end'],
  ])('on 29 June 2019, %s is past enough: %s', (saidOn) => {
    expect(parseSaidOn(stated(saidOn), '2019-06-29')).toMatchObject({ saidOn })
  })

  test.each(['2019-07-01', '2019-07', '2020', '../2019-07-01', '2019-06-01/2020', '2020-01-01/..'])(
    'on 29 June 2019, %s is yet to come',
    (saidOn) => {
      expect(parseSaidOn(stated(saidOn), '2019-06-29')).toEqual({ problem: 'This day is yet to come.' })
      expect(parseSaidOn(stated(saidOn))).toMatchObject({ saidOn })
    },
  )

  test('the last day of a year has a tomorrow', () => {
    expect(parseSaidOn(stated('2020-01-01'), '2019-12-31')).toMatchObject({ saidOn: '2020-01-01' })
  })
})

describe('saidOnInWords', () => {
  test.each([
    [null, 'day not stated'],
    ['2019-06-03', 'Monday 3 June 2019'],
    ['2019-06', 'June 2019'],
    ['2019-06-XX', 'June 2019'],
    ['2019', '2019'],
    ['201X', '2010–2019'],
    ['2019-04-29/2019-05-03', '29 April – 3 May 2019'],
    ['2019-06-02/2019-06-04', '2–4 June 2019'],
    ['2018-12-30/2019-01-02', '30 December 2018 – 2 January 2019'],
    ['2019-06-04/2019-06-04', '4 June 2019'],
    ['2019-05/2019-06', 'May–June 2019'],
    ['2019-05/2019-06-02', '1 May – 2 June 2019'],
    ['2018/2019', '2018–2019'],
    ['2019-09-23~', 'about 23 September 2019'],
    ['2019-09?', 'perhaps September 2019'],
    ['2019%', 'perhaps about 2019'],
    ['2019-06-03~/2019-06-05?', 'between about 3 June 2019 and perhaps 5 June 2019'],
    ['../2019-06-04', '4 June 2019 or earlier'],
    ['2019-06~/..', 'about June 2019 or later'],
  ])('%s is %j', (saidOn, words) => {
    expect(saidOnInWords(saidOn)).toBe(words)
  })

  test.each([
    ['de', 'Montag 3. Juni 2019', '2.–4. Juni 2019'],
    ['en-US', 'Monday June 3, 2019', 'June 2–4, 2019'],
  ])('dates follow the locale %s', (locale, day, days) => {
    expect(saidOnInWords('2019-06-03', locale)).toBe(day)
    expect(saidOnInWords('2019-06-02/2019-06-04', locale)).toBe(days)
  })

  test('shows text that it cannot read as it is', () => {
    expect(saidOnInWords('2019-21')).toBe('2019-21')
  })
})

test.each([
  ['stated', null, 'stated'],
  ['stated', 'on 3 June', 'stated: “on 3 June”'],
  ['counted', 'on Monday', 'counted from “on Monday”'],
  ['inferred', 'after the call', 'inferred from “after the call”'],
  ['not_stated', null, 'not stated'],
  ['not_stated', 'lately', 'not stated: “lately”'],
] as const)('the basis %s with the words %j is “%s”', (basis, words, inWords) => {
  expect(basisInWords(basis, words)).toBe(inWords)
})
