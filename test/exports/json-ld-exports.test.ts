import { Parser, Store } from 'n3'
import Validator from 'rdf-validate-shacl'
import type { Claim, ClaimReview } from 'schema-dts'
import { linkedDataOf, triplesOf } from '../support/linked-data'
import request from '../support/request'
import { BASE_URL, newWorld, type World } from '../support/world'
import { shipsQuarrel } from './ships-quarrel'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
})
afterEach(() => world.close())

async function download(path: string): Promise<string> {
  const answer = await request(world.app).get(`/exports/${path}`).responseType('blob').expect(200)
  return (answer.body as Buffer).toString('utf8')
}

const iri = (path: string) => `${BASE_URL}/${path}`

test('claims.jsonld is JSON-LD of which nothing is dropped, of our shapes, and what pages say', async () => {
  const { one, two } = await shipsQuarrel(world)
  const document = JSON.parse(await download('claims.jsonld'))
  const graph = await triplesOf(document)
  expect(await complaints(graph)).toEqual([])
  const claim = document['@graph'].find((node: { '@id': string }) => node['@id'] === iri(`claims/${one.claimId}`))
  expect(claim satisfies Claim).toMatchObject({
    '@type': 'Claim',
    text: 'no \\ ships\there',
    inLanguage: 'en',
    datePublished: '2019-06-03',
    firstAppearance: { '@type': 'SocialMediaPosting', name: 'Tweet' },
    'gs:stance': 'asserts',
  })
  // Pages tell the same of the same claim; of places but the one that they quote.
  const page = linkedDataOf((await request(world.app).get(`/claims/${two.claimId}`).expect(200)).text)
  const ofPage = await triplesOf(page)
  const missing = ofPage
    .getQuads(null, null, null, null)
    .filter(
      ({ subject, predicate, object }) =>
        subject.termType !== 'BlankNode' &&
        object.termType !== 'BlankNode' &&
        !graph.getQuads(subject.value, predicate.value, null, null).some((one) => one.object.value === object.value),
    )
    .filter(({ subject }) => !/#|\/claims\/\d+$/.test(subject.value) || subject.value === iri(`claims/${two.claimId}`))
    .map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value])
  expect(missing).toEqual([])
  expect(JSON.stringify(document)).not.toContain('ClaimReview')
  // Control: terms that nothing defines have to be found.
  await expect(triplesOf({ '@context': {}, '@graph': [{ ...claim, nowhere: 'x' }] })).rejects.toThrow()
})

const SHAPES = `
  @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .
  [] a sh:NodeShape ; sh:targetClass schema:Claim ;
    sh:property [ sh:path schema:text ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path schema:author ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path schema:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" ] .
  [] a sh:NodeShape ; sh:targetClass schema:ClaimReview ;
    sh:property [ sh:path schema:url ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:claimReviewed ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:itemReviewed ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path schema:reviewRating ; sh:minCount 1 ; sh:class schema:Rating ;
      sh:node [ sh:property [ sh:path schema:alternateName ; sh:minCount 1 ] ] ] .`

async function complaints(graph: Store): Promise<string[]> {
  const { results } = await new Validator(new Store(new Parser().parse(SHAPES))).validate(graph)
  return results.map(({ focusNode, path, message }) => `${focusNode?.value} ${path?.[0]?.value} ${message[0]?.value}`)
}

/** Made up: the product has no ratings. */
const REVIEW = {
  '@id': iri('claims/17#review'),
  '@type': 'ClaimReview',
  url: iri('claims/17#review'),
  claimReviewed: 'It is so.',
  itemReviewed: { '@id': iri('claims/17') },
  reviewRating: { '@type': 'Rating', alternateName: 'Unproven' },
} satisfies ClaimReview

test.each(['url', 'claimReviewed', 'itemReviewed', 'reviewRating'])('a review without %s is none', async (left) => {
  const context = { '@context': 'https://schema.org' }
  expect(await complaints(await triplesOf({ ...context, ...REVIEW }))).toEqual([])
  const { [left as 'url']: _, ...without } = REVIEW
  expect(await complaints(await triplesOf({ ...context, ...without }))).toHaveLength(1)
  const nameless = { ...REVIEW, reviewRating: { '@type': 'Rating' } }
  expect(await complaints(await triplesOf({ ...context, ...nameless }))).toHaveLength(1)
})

test.each(['text', 'author'])('a claim without its %s is found', async (left) => {
  await shipsQuarrel(world)
  const document = JSON.parse(await download('claims.jsonld'))
  const claim = document['@graph'].find((node: { '@type': string }) => node['@type'] === 'Claim')
  delete claim[left]
  expect(await complaints(await triplesOf(document))).toHaveLength(1)
  claim.datePublished = ['2019-06-03', '2019-06-04']
  expect(await complaints(await triplesOf(document))).toHaveLength(2)
})

test('a claim that nothing gives words to is left out of claims.jsonld, with what leads to it, and counted', async () => {
  const { three, two } = await shipsQuarrel(world)
  await world.db.query(`UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE claim_id = $1`, [
    three.claimId,
  ])
  const text = await download('claims.jsonld')
  expect(JSON.parse(text)['@graph'].at(-1)).toMatchObject({ 'gs:withoutWords': 1 })
  expect(text).not.toContain(`claims/${three.claimId}"`)
  expect(text).toContain(`claims/${two.claimId}"`)
})
