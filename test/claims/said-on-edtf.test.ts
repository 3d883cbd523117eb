import fc from 'fast-check'
import { parseEdtf } from '../../src/claims/said-on-edtf'

/** A published reader of EDTF, without types of its own; an open end is ±Infinity, else milliseconds. */
const readByPackage: (text: string) => { min: number; max: number } = require('edtf').default

function bounds(text: string) {
  const edtf = parseEdtf(text)
  return 'problem' in edtf ? edtf.problem : [edtf.from?.earliest ?? null, edtf.to?.latest ?? null]
}

test.each([
  ['2019-06-03', '2019-06-03', '2019-06-03'],
  ['2019-06', '2019-06-01', '2019-06-30'],
  ['2019', '2019-01-01', '2019-12-31'],
  ['2019-06-XX', '2019-06-01', '2019-06-30'],
  ['2019-XX', '2019-01-01', '2019-12-31'],
  ['2019-XX-XX', '2019-01-01', '2019-12-31'],
  ['201X', '2010-01-01', '2019-12-31'],
  ['20XX', '2000-01-01', '2099-12-31'],
  ['2020-02', '2020-02-01', '2020-02-29'],
  ['2019-02', '2019-02-01', '2019-02-28'],
  ['2000-02-29', '2000-02-29', '2000-02-29'],
  ['1000', '1000-01-01', '1000-12-31'],
  ['2999-12-31', '2999-12-31', '2999-12-31'],
  ['2019-06-03~', '2019-06-03', '2019-06-03'],
  ['2019-06?', '2019-06-01', '2019-06-30'],
  ['2019-06-XX%', '2019-06-01', '2019-06-30'],
  ['2019-04-29/2019-05-03', '2019-04-29', '2019-05-03'],
  ['2019-06-04/2019-06-04', '2019-06-04', '2019-06-04'],
  ['2019-04-29/2019-05', '2019-04-29', '2019-05-31'],
  ['2019-06/2019-06-10', '2019-06-01', '2019-06-10'],
  ['2019-06-03~/2019-06-05?', '2019-06-03', '2019-06-05'],
  ['../2019-06', null, '2019-06-30'],
  ['2019-06-04/..', '2019-06-04', null],
])('%s is from %s to %s', (text, earliest, latest) => {
  expect(bounds(text)).toEqual([earliest, latest])
})

test.each([
  ['2019-02-30', /^2019-02 has no day 30; its last day is 28\.$/],
  ['2019-02-29', /its last day is 28/],
  ['2100-02-29', /its last day is 28/],
  ['2019-06-31', /its last day is 30/],
  ['2019-06-00', /has no day 00/],
  ['2019-13', /no month 13/],
  ['2019-00-01', /no month 00/],
  ['2019-21', /months of a season/],
  ['2019-34', /months of a season/],
  ['0999', /between 1000 and 2999/],
  ['3000', /between 1000 and 2999/],
  ['00XX', /between 1000 and 2999/],
  ['2019-06-05/2019-06-03', /2019-06-05 is after 2019-06-03/],
  ['2019-06/2019-05-31', /is after/],
  ['../..', /one end at least/],
  ['/2019', /two dots/],
  ['2019/', /two dots/],
  ['2019-02-30/2019-03', /has no day 30/],
  ['2019-03/2019-02-30', /has no day 30/],
  ...[
    '',
    '..',
    '/',
    '3/6/2019',
    '03.06.2019',
    '2019-6-3',
    '20190603',
    '19-06-03',
    '2019-06-3X',
    '2019-XX-03',
    '201X-06',
  ].map((text): [string, RegExp] => [text, /Write (a date as 2019-06-03|two dots)/]),
  ...[
    '2019-06-03T10:00:00Z',
    'Y20190',
    '-0044',
    '[2019,2020]',
    '2019?-06',
    '~2019',
    '2019-06-03~~',
    '２０１９',
    '2019-06-xx',
  ].map((text): [string, RegExp] => [text, /Write a date as 2019-06-03/]),
])('refuses %j', (text, sentence) => {
  expect(bounds(text)).toMatch(sentence)
})

test('tells what is approximate and what is uncertain, at each end', () => {
  expect(parseEdtf('2019~/2020%')).toMatchObject({
    from: { isApproximate: true, isUncertain: false },
    to: { isApproximate: true, isUncertain: true },
  })
  expect(parseEdtf('2019?')).toMatchObject({ to: { isApproximate: false, isUncertain: true } })
})

const twoDigits = (number: number) => String(number).padStart(2, '0')
const year = fc.integer({ min: 1000, max: 2999 }).map(String)
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 }).map(twoDigits)).map((parts) => parts.join('-'))
const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const unspecified = fc.oneof(
  month.map((text) => `${text}-XX`),
  year.map((text) => `${text.slice(0, 3)}X`),
)
const qualified = fc
  .tuple(fc.oneof(year, month, day), fc.constantFrom('', '~', '?', '%'))
  .map((parts) => parts.join(''))
const date = fc.oneof(qualified, unspecified)

test('has the bounds that the package edtf has', () => {
  const open = fc.constant('..')
  // In an interval the package reads unspecified digits only where the other end is plain.
  const interval = fc.tuple(fc.oneof(qualified, open), fc.oneof(qualified, open)).map((ends) => ends.join('/'))
  const dayOf = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : null)
  fc.assert(
    fc.property(fc.oneof(date, interval), (text) => {
      const edtf = parseEdtf(text)
      if ('problem' in edtf) return fc.pre(false)
      // It also wants an interval's first date to be over before the second begins.
      if (edtf.from && edtf.to && edtf.from !== edtf.to) fc.pre(edtf.from.latest < edtf.to.earliest)
      const { min, max } = readByPackage(text)
      expect(bounds(text)).toEqual([dayOf(min), dayOf(max)])
    }),
  )
})

test('an interval begins and ends with its dates, or is refused when they are the wrong way round', () => {
  fc.assert(
    fc.property(date, date, (first, second) => {
      const [earliest, latest] = [bounds(first)[0] ?? '', bounds(second)[1] ?? '']
      if (earliest <= latest) expect(bounds(`${first}/${second}`)).toEqual([earliest, latest])
      else expect(bounds(`${first}/${second}`)).toMatch(/is after/)
    }),
  )
})
