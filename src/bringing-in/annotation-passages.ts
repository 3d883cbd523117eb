import { z } from 'zod'
import type { Relation } from '../links/relation'
import { RELATION_TERMS } from '../links/relation-terms'
import type { AnnotationLine } from './annotation-lines'
import { ROWS, sha256, text, time } from './jsonl-rows.schema'
import { PASSAGE, placeAlone } from './passage.schema'
import { requireParsed } from './refused'
import type { FlatRow } from './stage-passages.commands'

/** Makes of items of `annotations.jsonld` the rows that are staged; `baseUrl` has no slash at its end. */
export function annotationReader(baseUrl: string) {
  const items = itemsAt(baseUrl)
  return ({ line, item }: AnnotationLine): FlatRow => {
    const isLink = typeof item === 'object' && item !== null && 'motivation' in item && item.motivation === 'linking'
    return isLink
      ? { line, link: linkOf(line, requireParsed(items.link, line, item), baseUrl) }
      : { line, passage: passageOf(line, requireParsed(items.statement, line, item)) }
  }
}

type Items = ReturnType<typeof itemsAt>

const saidOn = {
  'gs:saidOn': text.optional(),
  'gs:saidOnEarliest': text.optional(),
  'gs:saidOnLatest': text.optional(),
  'gs:saidOnBasis': text,
  'gs:saidOnWords': text.optional(),
  'gs:medium': text,
}

const resource = { type: z.literal('SpecificResource') }
const textual = { type: z.literal('TextualBody'), value: text }
const place = z
  .string()
  .regex(/^\d{1,10}-\d{1,10}$/, 'This is no place as exports write it.')
  .transform((value) => placeAlone(...(value.split('-').map(Number) as [number, number])))

/** The schemas of items, whose addresses are those of a site. */
function itemsAt(baseUrl: string) {
  const at = (path: string) =>
    z
      .string()
      .refine(
        (value) => numberIn(value, `${baseUrl}/${path}/`) !== null,
        `This is no address below ${baseUrl}/${path}/.`,
      )
      .transform((value) => Number(numberIn(value, `${baseUrl}/${path}/`)))
  const recorded = {
    type: z.literal('Annotation'),
    canonical: text,
    created: time,
    modified: time,
    creator: z.strictObject({ id: at('accounts'), type: z.literal('Person'), name: z.string().optional() }).optional(),
  }
  const target = z.strictObject({
    ...resource,
    source: at('articles'),
    state: z.strictObject({
      type: z.literal('TimeState'),
      sourceDate: time,
      cached: z.string(),
      'gs:textSha256': sha256,
    }),
    selector: z.tuple([
      z.strictObject({ type: z.literal('TextQuoteSelector'), exact: text, prefix: text, suffix: text }),
      z.strictObject({ type: z.literal('TextPositionSelector'), start: z.int(), end: z.int() }),
    ]),
  })
  const hop = z.strictObject({
    id: text,
    type: z.literal('gs:Hop'),
    'gs:place': z.int(),
    'gs:speaker': z.strictObject({ id: at('speakers'), name: text }),
    ...saidOn,
    'gs:wording': text,
  })
  const statement = z.strictObject({
    id: at('statements'),
    ...recorded,
    motivation: z.tuple([z.literal('describing'), z.literal('identifying')]),
    body: z.array(
      z.discriminatedUnion('purpose', [
        z.strictObject({ ...textual, purpose: z.literal('describing') }),
        z.strictObject({ ...resource, purpose: z.literal('identifying'), source: at('speakers'), name: text }),
        z.strictObject({ ...resource, purpose: z.literal('linking'), source: at('claims') }),
      ]),
    ),
    target: z.union([target.transform((one) => [one]), z.array(target).min(1)]),
    'gs:stance': text,
    ...saidOn,
    'gs:wording': text,
    'gs:source': place.optional(),
    'gs:cue': place.optional(),
    'gs:inZone': z.literal(true).optional(),
    'gs:cameBy': z.array(hop).optional(),
  })
  const link = z.strictObject({
    id: at('links'),
    ...recorded,
    motivation: z.literal('linking'),
    body: z.array(
      z.discriminatedUnion('purpose', [
        z.strictObject({ ...resource, purpose: z.literal('classifying'), source: text }),
        z.strictObject({ ...textual, purpose: z.literal('commenting') }),
      ]),
    ),
    target: z.tuple([at('claims'), at('claims')]),
  })
  return { statement, link }
}

/** The number behind the front of an address; null where it has another front. */
function numberIn(address: string, front: string): number | null {
  const number = Number(address.slice(front.length))
  return address === `${front}${number}` ? number : null
}

function passageOf(line: number, item: z.output<Items['statement']>) {
  const speakers = item.body.flatMap((body) =>
    body.purpose === 'identifying' ? [{ id: body.source, name: body.name }] : [],
  )
  const summary = item.body.find((body) => body.purpose === 'describing')
  const claim = item.body.find((body) => body.purpose === 'linking')
  const [first] = item.target
  const hops = item['gs:cameBy'] ?? []
  return requireParsed(PASSAGE, line, {
    claim_id: claim?.source,
    claim: {
      speakers: speakers.map((speaker) => ({ ...speaker, role: null, role_id: null })),
      stance: item['gs:stance'],
      ...saidOnOf(item),
      summary: summary?.value ?? null,
    },
    statement: {
      id: item.id,
      version: 1,
      article_id: first?.source,
      revision: revisionOf(first?.state.cached),
      text_sha256: first?.state['gs:textSha256'],
      quotation: item['gs:wording'],
      in_zone: item['gs:inZone'] ?? false,
      source: item['gs:source'] ?? null,
      cue: item['gs:cue'] ?? null,
      content: item.target.map(({ selector: [{ exact, prefix, suffix }, { start, end }] }) => ({
        ...{ start, end, exact, prefix, suffix },
      })),
      hops: hops.map((hop) => ({
        speaker: hop['gs:speaker'],
        ...saidOnOf(hop),
        quotation: hop['gs:wording'],
        source: null,
        cue: null,
      })),
      created_at: item.created,
      // The later of its own and its claim’s: the file tells no more.
      updated_at: item.modified,
      created_by: item.creator?.id ?? null,
      created_by_name: item.creator?.name ?? null,
    },
    named: [...speakers, ...hops.map((hop) => hop['gs:speaker'])],
    captured_at: first?.state.sourceDate,
    copy_of_id: null,
  })
}

const saidOnOf = (item: Pick<z.output<Items['statement']>, keyof typeof saidOn>) => ({
  said_on: item['gs:saidOn'] ?? null,
  said_on_earliest: item['gs:saidOnEarliest'] ?? null,
  said_on_latest: item['gs:saidOnLatest'] ?? null,
  said_on_basis: item['gs:saidOnBasis'],
  said_on_words: item['gs:saidOnWords'] ?? null,
  medium: item['gs:medium'],
})

/** The number of the text in the address at which it can be had. */
const revisionOf = (cached: string | undefined) => Number(/\/revisions\/(\d+)\.txt$/.exec(cached ?? '')?.[1])

/** A link as `claims.jsonl` has it. */
function linkOf(line: number, item: z.output<Items['link']>, baseUrl: string) {
  const terms = item.body.flatMap((body) => (body.purpose === 'classifying' ? [body.source] : []))
  const relation = (Object.keys(RELATION_TERMS) as Relation[]).find((name) =>
    terms.includes(`${baseUrl}/ns#${RELATION_TERMS[name].gs}`),
  )
  const reason = item.body.find((body) => body.purpose === 'commenting')
  return requireParsed(ROWS.link, line, {
    type: 'link',
    id: item.id,
    from_claim_id: item.target[0],
    relation,
    to_claim_id: item.target[1],
    reason: reason?.value ?? null,
    created_at: item.created,
    url: `${baseUrl}/links/${item.id}`,
    version: 1,
    updated_at: item.modified,
    created_by: item.creator?.id ?? null,
    created_by_name: item.creator?.name ?? null,
  })
}
