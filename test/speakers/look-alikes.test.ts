import fc from 'fast-check'
import { lookAlikeProblem } from '../../src/speakers/look-alikes.queries'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

async function skeletons(names: string[]): Promise<string[]> {
  const rows: { skeleton: string }[] = await world.db.query(
    'SELECT name_skeleton(name) AS skeleton FROM unnest($1::text[]) WITH ORDINALITY given (name, place) ORDER BY place',
    [names],
  )
  return rows.map((row) => row.skeleton)
}

test.each([
  ['Donald Trump', 'Donald Тrump', 'a Cyrillic capital T'],
  ['Donald Trump', 'Dоnаld Trump', 'small Cyrillic o and a'],
  ['Donald Trump', 'DONALD TRUMP', 'capitals'],
  ['Peskov', 'Реѕkоv', 'Cyrillic R, e, dze, o'],
  ['NATO', 'ΝΑΤΟ', 'all Greek capitals'],
  ['Anna', 'Αnna', 'a Greek capital Alpha'],
  ['Owen', 'Օwen', 'an Armenian O'],
  ['Susan', 'Տսsan', 'Armenian S and u'],
  ['Reuters', 'Ｒｅｕｔｅｒｓ', 'full-width letters'],
  ['Reuters', 'Reu\u200bters', 'a zero-width space'],
  ['Reuters', 'Reu\u00adters', 'a soft hyphen'],
  ['Ivan', 'lvan', 'l for I'],
  ['Ivan', '1van', '1 for I'],
  ['Rosneft', 'R0sneft', '0 for o'],
  ['Nicolas Maduro', 'Nicolás Maduro', 'an accent'],
  ['Łukasz', 'Lukasz', 'a stroke'],
  ['O’Brien', "O'Brien", 'an apostrophe'],
  ['Donald Trump', 'Donald\u00a0 Trump', 'other spaces'],
  ['paypal', 'раураl', 'a word all Cyrillic but one'],
])('%s and %s look alike: %s', async (one, other) => {
  const [a, b] = await skeletons([one, other])
  expect(a).toBe(b)
})

test.each([
  ['Ann Lee', 'Ann Lea'],
  ['Trump', 'Tramp'],
  ['Иванов', 'Ivanov'],
  ['Путин', 'Putin'],
  ['Burns', 'Bums'],
  ['王', '玉'],
])('%s and %s don’t', async (one, other) => {
  const [a, b] = await skeletons([one, other])
  expect(a).not.toBe(b)
})

/** Letters of every alphabet of the table, marks, forms and what can't be seen, beside all of Unicode. */
const letter = fc.oneof(
  fc.constantFrom(...'aIl1|0OоОΝνΓγՏսＡﬁ℡İıßẞΣςşŠ’‑\u0301\u00ad\u200d\u202e \u00a0\u3000Ⅷ㎏ﷺ'),
  fc
    .integer({ min: 1, max: 0xffff })
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0x10000, max: 0x1ffff }).map((code) => String.fromCodePoint(code)),
)
const name = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''))

test('the skeleton of a skeleton is the skeleton, and two of one skeleton stay of one', async () => {
  const names = fc.sample(name, { numRuns: 5_000, seed: 20_19 })
  const once = await skeletons(names)
  const twice = await skeletons(once)
  expect(names.filter((_name, place) => once[place] !== twice[place])).toEqual([])
})

test('a name that looks like another’s is told with whose, one that is the same is not, nor one’s own', async () => {
  const { db } = world
  const id = await addSpeaker(db, null, { name: 'Donald Trump', kind: 'person', aliases: ['The Donald'] })
  expect(await lookAlikeProblem(db, 'Donald Тrump')).toContain(`“Donald Trump” (speaker ${id})`)
  expect(await lookAlikeProblem(db, 'Тhe Donald')).toContain(`“The Donald” (speaker ${id})`)
  expect(await lookAlikeProblem(db, 'donald trump')).toBeNull()
  expect(await lookAlikeProblem(db, 'Donáld Trump', id)).toBeNull()
  expect(await lookAlikeProblem(db, 'Zakhаrova')).toBe('“Zakhаrova” mixes Latin and Cyrillic letters.')
  expect(await lookAlikeProblem(db, 'Мария Захарова')).toBeNull()
})
