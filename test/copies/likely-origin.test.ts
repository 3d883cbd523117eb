import { likelyOrigin, type Printed } from '../../src/copies/likely-origin'

const printed = (id: number, more: Partial<Printed> = {}): Printed => ({
  id,
  outlet: `Paper ${id}`,
  byline: null,
  publishedOn: null,
  beginning: 'Ferries\n\nThe boats stop in May.',
  ...more,
})
const COASTWIRE = { outlet: 'Coastwire' }

test.each<[string, Printed, Printed, number, string]>([
  ['named in a byline', printed(1, { byline: 'By Ida Marlow, Coastwire' }), printed(2, COASTWIRE), 2, 'named'],
  [
    'named in a dateline, whatever the days',
    printed(1, { beginning: 'Ferries\n\nPORT ALDER (Coastwire) - The boats', publishedOn: '2021-03-01' }),
    printed(2, { ...COASTWIRE, publishedOn: '2021-03-03' }),
    2,
    'named',
  ],
  [
    'naming itself is naming nobody',
    printed(2, { ...COASTWIRE, byline: 'Coastwire' }),
    printed(3, { ...COASTWIRE, byline: 'Coastwire' }),
    2,
    'first here',
  ],
  ['a part of a word is no name', printed(1, { byline: 'Coastwiremen' }), printed(2, COASTWIRE), 1, 'first here'],
  ['a name of signs', printed(1, { byline: 'A.P. (staff)' }), printed(2, { outlet: 'A.P.' }), 2, 'named'],
  ['the earlier', printed(1, { publishedOn: '2021-03-04' }), printed(2, { publishedOn: '2021-03-03' }), 2, 'earlier'],
  [
    'of a day, the first here',
    printed(2, { publishedOn: '2021-03-03' }),
    printed(1, { publishedOn: '2021-03-03' }),
    1,
    'first here',
  ],
  ['a day that is not known tells nothing', printed(1), printed(2, { publishedOn: '2021-03-03' }), 1, 'first here'],
  ['no outlet', printed(1, { outlet: null }), printed(2, { outlet: null }), 1, 'first here'],
])('which is the origin: %s', (_what, one, other, originId, reason) => {
  expect(likelyOrigin(one, other)).toEqual({ originId, reason })
  expect(likelyOrigin(other, one)).toEqual({ originId, reason })
})
