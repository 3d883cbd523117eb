import fc from 'fast-check'
import { parseSaidOn } from '../../src/claims/said-on'
import { datesIn } from '../../src/suggestions/dates-in-text'

/** 12 June 2019 was a Wednesday. */
const WEDNESDAY = '2019-06-12'
const found = (text: string, published: string | null = WEDNESDAY) => datesIn(text, published).map(({ edtf }) => edtf)

test.each([
  ['on Monday', '2019-06-10'],
  ['Wednesday morning', '2019-06-12'],
  ['late Thursday', '2019-06-06'],
  ['last Wednesday', '2019-06-05'],
  ['last Tuesday', '2019-06-11'],
  ['next Friday', '2019-06-14'],
  ['next Wednesday', '2019-06-19'],
  ['The board will meet on Friday', '2019-06-14'],
  ['He is expected to resign by Monday', '2019-06-17'],
  ['It will rain. On Monday', '2019-06-10'],
  ['Will Dahl came on Monday', '2019-06-10'],
  ['On May 3, and on Monday', '2019-05-03', '2019-06-10'],
  ['She would not comment on Monday', '2019-06-10'],
  ['The bank, which will close, said on Monday', '2019-06-10'],
  ['yesterday', '2019-06-11'],
  ['last night', '2019-06-11'],
  ['earlier today', '2019-06-12'],
  ['tomorrow', '2019-06-13'],
  ['last week', '2019-06-03/2019-06-09'],
  ['this week', '2019-06-10/2019-06-12'],
  ['It will vote this week', '2019-06-12/2019-06-16'],
  ['earlier this week', '2019-06-10/2019-06-11'],
  ['later this week', '2019-06-13/2019-06-16'],
  ['next week', '2019-06-17/2019-06-23'],
  ['over the weekend', '2019-06-08/2019-06-09'],
  ['at the weekend', '2019-06-08/2019-06-09'],
  ['last weekend', '2019-06-08/2019-06-09'],
  ['this weekend', '2019-06-15/2019-06-16'],
  ['this month', '2019-06'],
  ['last month', '2019-05'],
  ['last year', '2018'],
  ['two days ago', '2019-06-10'],
  ['a week ago', '2019-06-05~'],
  ['three months earlier', '2019-03'],
  ['12 years ago', '2007'],
  ['last summer', '2018-06/2018-08'],
  ['this summer', '2019-06'],
  ['last spring', '2019-03/2019-05'],
  ['this spring', '2019-03/2019-05'],
  ['this fall', '2019-09/2019-11'],
  ['this winter', '2019-12/2020-02'],
  ['last winter', '2018-12/2019-02'],
  ['the winter of 2015', '2015-12/2016-02'],
  ['in spring 2017', '2017-03/2017-05'],
  ['in March', '2019-03'],
  ['in late October', '2018-10'],
  ['in May', '2019-05'],
  ['March 3', '2019-03-03'],
  ['March\u00a03', '2019-03-03'],
  ['3 March', '2019-03-03'],
  ['on Friday, Sept. 20', '2019-09-20'],
  ['Nov. 20', '2018-11-20'],
  ['Feb. 29', '2016-02-29'],
  ['May 2nd, 2018', '2018-05-02'],
  ['the 30th of January 2018, or 2 January 2018', '2018-01', '2018-01-02'],
  ['2018-07-01', '2018-07-01'],
  ['December 2017', '2017-12'],
  ['in 2011', '2011'],
])('on a Wednesday, “%s” is %s', (text, ...edtf) => {
  expect(found(text)).toEqual(edtf)
})

test.each([
  ['2019-06-10', 'earlier this week', '2019-06-09/2019-06-10'],
  ['2019-06-11', 'earlier this week', '2019-06-10'],
  ['2019-06-10', 'this week', '2019-06-10'],
  ['2019-06-15', 'over the weekend', '2019-06-08/2019-06-09'],
  ['2019-06-16', 'over the weekend', '2019-06-15/2019-06-16'],
  ['2019-06-16', 'this weekend', '2019-06-15/2019-06-16'],
  ['2020-03-01', 'yesterday', '2020-02-29'],
  ['2021-02-28', 'Feb. 29', '2020-02-29'],
  ['2020-01-15', 'this winter', '2019-12/2020-01'],
  ['2020-01-15', 'last winter', '2018-12/2019-02'],
  ['2020-01-15', 'last month', '2019-12'],
  ['2020-01-02', 'on Dec. 30', '2019-12-30'],
  ['2019-12-30', 'on Jan. 2', '2020-01-02'],
  ['2019-03-31', 'a month ago', '2019-02'],
])('published on %s, “%s” is %s', (published, text, edtf) => {
  expect(found(text, published)).toEqual([edtf])
})

test.each([
  'February 29, 2019',
  '2019-02-30',
  'June 31',
  'they may 3',
  'troops in march',
  'the Sunday Times',
  'Good Friday',
  'Mondays',
  'next weekend',
  '1,000 years ago',
  'in 3019',
])('“%s” is no date', (text) => {
  expect(found(text)).toEqual([])
})

test('without a day of publication only dates in full are found', () => {
  expect(found('On Monday, 3 March, in March, last week, on 2 May 2018 and in 2017', null)).toEqual([
    '2018-05-02',
    '2017',
  ])
})

test('each has its words and place, and of those that overlap the longer is one', () => {
  const text = '🙂 He said on Tuesday, June 4, 2019, and again yesterday, so'
  expect(datesIn(text, WEDNESDAY)).toEqual([
    { start: 11, end: 35, words: 'on Tuesday, June 4, 2019', edtf: '2019-06-04', isCounted: false },
    { start: 47, end: 56, words: 'yesterday', edtf: '2019-06-11', isCounted: true },
  ])
})

const piece = fc.constantFrom(
  ...'last this next earlier later over at the in on since will by early mid- weekend week month year spring summer autumn fall winter Monday Sunday today yesterday tonight March may Feb. Sept. December 1 29 30 31 2016 1900 2019 999 two a days weeks months years ago earlier of , . : \n'.split(
    ' ',
  ),
)
const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('whatever date is found, a claim can bear it', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), day, (words, published) => {
      const text = words.join(' ')
      for (const { edtf, start, end, words } of datesIn(text, published)) {
        expect(text.slice(start, end)).toBe(words)
        expect(parseSaidOn({ saidOn: edtf, basis: 'counted', words })).not.toHaveProperty('problem')
      }
    }),
    { numRuns: 1000 },
  )
})
