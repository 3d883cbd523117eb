import { annotationTriples, isWholeAnnotationContext, mustsOf } from '../support/web-annotation'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { type Annotation, annotations, type Collection, type Page } from './annotations'
import { quarrel } from './packaged-quarrel'

let world: World
let collection: Collection
let page: Page

beforeAll(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
  await quarrel(world.db)
  await world.db.query(
    "UPDATE desk_settings SET licence = 'CC BY 4.0', licence_url = 'https://creativecommons.org/licenses/by/4.0/'",
  )
  await world.db.query(
    `INSERT INTO accounts (name, email, role, name_is_public) VALUES ('Ed', 'ed@desk.example', 'editor', true)`,
  )
  for (const table of ['statements', 'links'])
    await world.db.query(`UPDATE ${table} SET created_by_id = (SELECT max(id) FROM accounts)`)
  collection = await annotations(world)
  page = await annotations(world, '?page=0')
})
afterAll(() => world.close())

/** An item by itself, as whoever takes it out of its collection has it. */
const alone = (item: Annotation): Annotation => ({ '@context': collection['@context'], ...item })
const items = (): Annotation[] => collection.first.items.map(alone)
/** A statement whose quotation is split and whose claim has a summary: every kind of body and target that we write. */
const split = (): Annotation => structuredClone(items()[0] as Annotation)

/** The assertions that a document fails; null where they are not at hand. */
function failed(kind: 'annotation' | 'collection' | 'page', document: unknown): string[] | null {
  const musts = mustsOf(kind)
  return musts && [...musts].flatMap(([name, fails]) => (fails(document) ? [name] : []))
}

test('every statement, link, collection and page is as W3C says that it must be', () => {
  expect([mustsOf('annotation')?.size ?? 54, mustsOf('collection')?.size ?? 10, mustsOf('page')?.size ?? 15]).toEqual([
    54, 10, 15,
  ])
  expect(items().map(({ motivation }) => motivation)).toContain('linking')
  expect(split().target).toHaveLength(2)
  for (const item of items()) expect([item.id, failed('annotation', item) ?? []]).toEqual([item.id, []])
  expect(failed('collection', collection) ?? []).toEqual([])
  // A page stands inside of the collection, too.
  for (const has of [page, collection]) expect(failed('page', has) ?? []).toEqual([])
})

type Spoil = (made: Record<string, unknown> & { body: Part[]; target: Part[] }) => unknown
type Part = Record<string, unknown>

const onto =
  (path: 'body' | 'target', more: Part): Spoil =>
  (made) =>
    Object.assign(made[path][0] as Part, more)
const instead =
  (path: 'body' | 'target', value: unknown): Spoil =>
  (made) =>
    (made[path] = value as Part[])
const besides =
  (more: Part): Spoil =>
  (made) =>
    Object.assign(made, more)
const without =
  (name: string): Spoil =>
  (made) =>
    delete made[name]
const place = (selector: unknown): Spoil => onto('target', { selector })

/** A statement spoilt in one way, and the assertion that has to find it. */
const TWINS: [assertion: string, spoil: Spoil][] = [
  ['3.1-annotationContextValidated', without('@context')],
  ['3.1-annotationIdValidated', besides({ id: 'not an address' })],
  ['3.1-annotationTypeValidated', besides({ type: 'Note' })],
  ['3.1-targetKeyFound', without('target')],
  ['3.2-targetObjectsRecognized', instead('target', [{ type: 'SpecificResource' }])],
  ['3.2.5-notBodyBodyValue', besides({ bodyValue: 'both' })],
  ['3.2-bodyObjectsRecognized', instead('body', [{ type: 'SpecificResource' }])],
  ['3.2.5-bodyValueValidated', besides({ bodyValue: 1 })],
  ['3.3.1-annotationCreatedValidated', besides({ created: '2019-06-03' })],
  ['3.3.1-annotationModifiedValidated', besides({ modified: 'yesterday' })],
  ['3.3.1-annotationGeneratedValidated', besides({ generated: 'yesterday' })],
  ['3.3.6-annotationRightsValidated', besides({ rights: 'CC BY 4.0' })],
  ['3.3.7-annotationCanonicalValidated', besides({ canonical: '92741f12 1193' })],
  ['3.3.7-annotationViaValidated', besides({ via: 'hear say' })],
  ...(['body', 'target'] as const).flatMap((part): [string, Spoil][] => {
    const short = part === 'body' ? 'body' : 'targ'
    const address = `${BASE_URL}/claims/1`
    const choice = { type: 'Choice', items: [address] }
    return [
      [`3.2.1-${short}TextDirectionValidated`, onto(part, { textDirection: 'up' })],
      [`3.3.1-${short}CreatedValidated`, onto(part, { created: 'yesterday' })],
      [`3.3.1-${short}ModifiedValidated`, onto(part, { modified: 'yesterday' })],
      [`3.3.6-${short}RightsValidated`, onto(part, { rights: 'mine, mine' })],
      [`3.3.7-${short}CanonicalValidated`, onto(part, { canonical: 'one two' })],
      [`3.3.7-${short}ViaValidated`, onto(part, { via: 'one two' })],
      [`3.2.7-${short}EWRNoItems`, instead(part, [{ id: address, items: [address] }])],
      [`3.3.5-${short}EWRNoPurpose`, instead(part, [{ id: address, purpose: 'linking' }])],
      [`3.2.4-${short}ChoiceSetNoValue`, instead(part, [{ ...choice, value: 'one' }])],
      [`4-${short}ChoiceSetNoSource`, instead(part, [{ ...choice, source: address }])],
      [`3.3.5-${short}ChoiceSetNoPurpose`, instead(part, [{ ...choice, purpose: 'linking' }])],
      [
        `3.2.7-${short}SpecificResourceNoItems`,
        instead(part, [{ source: address, purpose: 'linking', items: [address] }]),
      ],
      [`4-${short}SpecificResourceNoValue`, instead(part, [{ source: address, purpose: 'linking', value: 'one' }])],
    ]
  }),
  ['3.2.7-bodyEmbeddedTextualNoItems', onto('body', { items: [`${BASE_URL}/claims/1`] })],
  ['4-bodyEmbeddedTextualNoSource', onto('body', { source: `${BASE_URL}/claims/1` })],
  ['3.2.4-targNoTypeTextualBody', onto('target', { type: 'TextualBody', value: 'so' })],
  ['4.2-selectorValidIfPresent', place([{ type: 'WordSelector', word: 'no' }])],
  ['4.3-stateValidIfPresent', onto('target', { state: { type: 'Mood' } })],
  ['4.3.3-refinedByValidated', place({ type: 'TextQuoteSelector', exact: 'no', refinedBy: { type: 'WordSelector' } })],
  ['4.4-styleClassValidIfPresent', onto('target', { styleClass: 'red' })],
  ['4.2-fragmentCssXPathSelectorValid', place([{ type: 'XPathSelector' }])],
  ['4.2.4-textQuoteSelectorValid', place([{ type: 'TextQuoteSelector', prefix: 'said ' }])],
  ['4.2-TextDataPositionSelectorValid', place([{ type: 'TextPositionSelector', start: 9 }])],
  ['4.2.7-svgSelectorValid', place([{ type: 'SvgSelector' }])],
  ['4.2.8-rangeSelectorValid', place([{ type: 'RangeSelector' }])],
  ['4.3.1-timeStateValid', onto('target', { state: { type: 'TimeState', sourceDate: '2026-01-05' } })],
  ['4.3.2-httpRequestStateValid', onto('target', { state: { type: 'HttpRequestState' } })],
]

test('each of these assertions finds its broken twin', () => {
  const musts = mustsOf('annotation')
  if (musts === null) return
  const blind = TWINS.filter(([assertion, spoil]) => {
    const made = split()
    spoil(made as never)
    return !musts.get(assertion)?.(made)
  })
  expect(blind.map(([assertion]) => assertion)).toEqual([])
  expect(TWINS.map(([assertion]) => assertion).sort()).toEqual([...musts.keys()].sort())
})

test.each<[kind: 'collection' | 'page', spoilt: Record<string, Part>]>([
  [
    'collection',
    {
      '5.1-collectionContextValidated': { '@context': 'https://schema.org' },
      '5.1-collectionIdValidated': { id: 'not an address' },
      '5.1-collectionTypeValidated': { type: 'Collection' },
      '5.1-collectionLabelValidated': { label: 12 },
      '5.1-collectionTotalValidated': { total: -1 },
      '5.1-collectionFirstValidated': { first: { type: 'Page' } },
      '5.1-collectionLastValidated': { last: ['https://a.example', 'https://b.example'] },
      '3.3.1-collectionCreatedValidated': { created: 'yesterday' },
      '3.3.1-collectionModifiedValidated': { modified: '2026-01-05' },
      '3.3.6-collectionRightsValidated': { rights: 'CC BY 4.0' },
    },
  ],
  [
    'page',
    {
      '5.2-pageContextValidated': { '@context': 'https://schema.org' },
      '5.2-pageIdValidated': { id: 'not an address' },
      '5.2-pageTypeValidated': { type: 'Page' },
      '5.2-pageItemsValidated': { items: [{ type: 'Note' }] },
      '5.2-pageStartIndexValidated': { startIndex: -1 },
      '5.2-pagePartOfValidated': { partOf: { type: 'AnnotationCollection' } },
      '5.2-pageNextValidated': { next: 'one two' },
      '5.2-pagePrevValidated': { prev: 'one two' },
      // These look at what a page tells of its collection.
      '5.2-pageTotalValidated': { partOf: { total: -1 } },
      '5.2-pageLabelValidated': { partOf: { label: 12 } },
      '5.2-pageFirstValidated': { partOf: { first: { type: 'Page' } } },
      '5.2-pageLastValidated': { partOf: { last: 'one two' } },
      '3.3.1-pageCreatedValidated': { partOf: { created: 'yesterday' } },
      '3.3.1-pageModifiedValidated': { partOf: { modified: 'yesterday' } },
      '3.3.6-pageRightsValidated': { partOf: { rights: 'CC BY 4.0' } },
    },
  ],
])('each assertion about a %s finds its broken twin', (kind, spoilt) => {
  const musts = mustsOf(kind)
  if (musts === null) return
  const made = kind === 'page' ? page : collection
  expect([...musts].flatMap(([name, fails]) => (fails({ ...made, ...spoilt[name] }) ? [] : [name]))).toEqual([])
  expect(Object.keys(spoilt).sort()).toEqual([...musts.keys()].sort())
})

test('JSON-LD drops nothing of it, and a page’s items are those of the collection', async () => {
  const [whole, ofPage] = await Promise.all([annotationTriples(collection), annotationTriples(page)])
  const told = (graph: typeof whole, subject: string) => graph.getQuads(subject, null, null, null).length
  for (const { id } of page.items) expect([id, told(ofPage, id)]).toEqual([id, told(whole, id)])
  expect(told(whole, page.items[0]?.id ?? '')).toBeGreaterThan(10)
  expect(page.items).toEqual(collection.first.items)
  // Control: a key that no context knows is found.
  if (!isWholeAnnotationContext) return
  const [item] = page.items
  await expect(annotationTriples({ ...page, items: [{ ...item, stance: 'asserts' }] })).rejects.toThrow()
  await expect(annotationTriples({ ...collection, note: 1 })).rejects.toThrow()
})
