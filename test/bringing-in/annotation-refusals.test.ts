import path from 'node:path'
import { Refused } from '../../src/bringing-in/refused'
import { type Desk, exported, fileIn, importInto } from './desks'
import { contents, type QuarrelDesks, quarrelDesks } from './quarrel-desks'
import { broughtIn, changed } from './refused-in'

let desks: QuarrelDesks
let there: Desk
let folder: string
let made: QuarrelDesks['made']
let annotations: string

beforeAll(async () => {
  desks = await quarrelDesks()
  ;({ there, folder, made } = desks)
  annotations = String(await exported(desks.here, 'annotations.jsonld'))
})

afterAll(() => desks.close())

/** What is refused: a file, at which line of it, and why. */
interface Case {
  file: () => string
  line: () => number | null
  why: RegExp
  texts?: 'texts'
}

const ofAnnotations = (file: () => string, line: () => number | null, why: RegExp, texts?: Case['texts']): Case => ({
  ...{ file, line, why, texts },
})
/** Lines of annotations: the first is the collection’s, then the statements in order, then the link. */
const denied = () => 1 + made.second.statementId
const linked = () => annotations.slice(0, annotations.indexOf('"motivation":"linking"')).split('\n').length

const CASES: [what: string, refused: Case][] = [
  [
    'an annotation of a quote that is not in its text',
    ofAnnotations(
      () => changed(annotations, '"exact":"\\"not so\\""', '"exact":"\\"now so\\""'),
      denied,
      /“"now so"” is not at 45–53 of text 1 of article 1/,
      'texts',
    ),
  ],
  [
    'an annotation at another place',
    ofAnnotations(
      () => changed(annotations, '"start":45,"end":53', '"start":46,"end":54'),
      denied,
      /is not at 46–54/,
      'texts',
    ),
  ],
  [
    'annotations that contradict each other, where the text is not here',
    ofAnnotations(
      () => changed(annotations, /("exact":"\\"not so\\"","prefix":"[^"]*)Monday/, '$1Mondag'),
      denied,
      /is not at/,
    ),
  ],
  [
    'a collection cut within an item',
    ofAnnotations(
      () => annotations.slice(0, annotations.indexOf('"exact":"\\"not so') + 4),
      denied,
      /The line has no end/,
    ),
  ],
  [
    'a collection cut between items',
    ofAnnotations(
      () => annotations.slice(0, annotations.indexOf('\n,{', annotations.indexOf('"exact":"\\"not so')) + 1),
      denied,
      /The file ends here, and the collection does not/,
    ),
  ],
  [
    'a collection without its last brace',
    ofAnnotations(
      () => annotations.slice(0, -2),
      () => annotations.split('\n').length - 2,
      /the collection does not/,
    ),
  ],
  [
    'an item taken out',
    ofAnnotations(
      () => changed(annotations, /\n,\{[^\n]*not so[^\n]*/, ''),
      () => annotations.split('\n').length - 3,
      /counts 5 items, and 4 stand in it/,
    ),
  ],
  [
    'something after the collection',
    ofAnnotations(
      () => `${annotations}{}\n`,
      () => annotations.split('\n').length,
      /after the collection/,
    ),
  ],
  [
    'another layout',
    ofAnnotations(
      () => JSON.stringify(JSON.parse(annotations), null, 2),
      () => 1,
      /not laid out as Gainsay writes it/,
    ),
  ],
  [
    'what is no JSON',
    ofAnnotations(
      () => changed(annotations, '\n,{"id"', '\n,{"id'),
      () => 3,
      /This is not JSON/,
    ),
  ],
  [
    'a key that no export has',
    ofAnnotations(
      () => changed(annotations, '"gs:stance":"denies"', '"gs:stand":"denies"'),
      denied,
      /gs:stance|gs:stand/,
    ),
  ],
  [
    'an address of elsewhere',
    ofAnnotations(
      () =>
        changed(
          annotations,
          /"source":"https:\/\/gainsay.example\/claims\/2"/,
          '"source":"https://x.example/claims/2"',
        ),
      denied,
      /no address below https:\/\/gainsay.example\/claims\//,
    ),
  ],
  [
    'a claim that says otherwise in another item',
    ofAnnotations(
      () =>
        changed(annotations, new RegExp(`(statements/${made.third.statementId}".*?"gs:stance":)"asserts"`), '$1"asks"'),
      () => 1 + made.third.statementId,
      /exported otherwise: “gs:stance”/,
    ),
  ],
  [
    'another canonical name',
    ofAnnotations(
      () => changed(annotations, 'urn:uuid:', 'urn:uuid:0'),
      () => 2,
      /“canonical”/,
    ),
  ],
  [
    'an unknown relation of ours',
    ofAnnotations(() => changed(annotations, '/ns#denies', '/ns#rejects'), linked, /relation: /),
  ],
  [
    'a relation by two names that don’t agree',
    ofAnnotations(() => changed(annotations, 'cito/disputes', 'cito/confirms'), linked, /“body”/),
  ],
]

test.each(CASES)('%s is refused with its line, and nothing is left of it', async (_what, refused) => {
  const { file, line, why, texts } = refused
  const before = await contents(there)
  const error = await broughtIn(desks.owner, fileIn(folder, 'annotations.jsonld', file()), 'annotations', {
    texts: texts ? path.join(folder, texts) : null,
  })
  expect(error).toBeInstanceOf(Refused)
  expect(error).toMatchObject({ line: line(), reason: expect.stringMatching(why) })
  expect(await contents(there)).toEqual(before)
})

test('annotations of another site are refused, with what to set', async () => {
  const { code, err } = await importInto(
    there,
    [fileIn(folder, 'annotations.jsonld', annotations)],
    'https://other.example',
  )
  expect(code).toBe(1)
  expect(err).toContain('annotations.jsonld, line 1: This is of https://gainsay.example')
  expect(err).toContain('set BASE_URL=https://gainsay.example. Nothing was imported.')
})

test('a page by itself is refused', async () => {
  const { '@context': context, first, id } = JSON.parse(annotations)
  const page = { '@context': context, id: first.id, type: 'AnnotationPage', partOf: { id }, startIndex: 0, items: [] }
  const file = fileIn(folder, 'annotations.jsonld', `${JSON.stringify(page).slice(0, -2)}\n]}\n`)
  expect((await importInto(there, [file])).err).toContain('page of')
})
