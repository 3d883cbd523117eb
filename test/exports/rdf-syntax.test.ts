import fc from 'fast-check'
import { Parser } from 'n3'
import { iriSql, rdfTextSql } from '../../src/exports/rdf-sql'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

/** Any string that PostgreSQL holds: no NUL, no lone surrogate. */
const held = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''))
const HAZARDS = [
  '\\',
  '"',
  '\n',
  '\r',
  '\t',
  '\b',
  '\f',
  '\u0001',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufffe',
  '\uffff',
  '\\u0041',
  '\\n',
  '\u{10ffff}',
]
const texts = fc.array(fc.oneof(held, fc.constantFrom(...HAZARDS)), { maxLength: 8 }).map((parts) => parts.join(''))

test.each(['N-Quads', 'Turtle'])('whatever PostgreSQL holds comes back through %s', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 30, maxLength: 30 }), async (given) => {
      const rows = await world.db.query(
        `SELECT ${rdfTextSql('given')} AS literal FROM unnest($1::text[]) WITH ORDINALITY each (given, n) ORDER BY n`,
        [given],
      )
      const lines = rows.map(({ literal }: { literal: string }) => `<urn:s> <urn:p> ${literal} .`)
      const ends = ['\n', '\r', '\u0001', '\u0002', '\u0085', '\u2028']
      expect(ends.filter((end) => lines.join('').includes(end))).toEqual([])
      expect(new Parser({ format }).parse(lines.join('\n')).map(({ object }) => object.value)).toEqual(given)
    }),
    { numRuns: 20 },
  )
})

test('whatever address PostgreSQL holds is an IRI by the grammar, and one that already is stays as it is', async () => {
  const addresses = texts.map((text) => `https://a.example/${text}`)
  const encoded = (sign: string) =>
    sign <= ' ' || '<>"{}|^`\\'.includes(sign)
      ? `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
      : sign
  await fc.assert(
    fc.asyncProperty(fc.array(addresses, { minLength: 30, maxLength: 30 }), async (given) => {
      const rows = await world.db.query(
        `SELECT ${iriSql('given')} AS iri FROM unnest($1::text[]) WITH ORDINALITY each (given, n) ORDER BY n`,
        [given],
      )
      expect(rows.map(({ iri }: { iri: string }) => iri)).toEqual(
        given.map((address) => `<${Array.from(address, encoded).join('')}>`),
      )
    }),
    { numRuns: 20 },
  )
})
