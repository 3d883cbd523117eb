import { RELATION_TERMS } from '../links/relation-terms'
import type { ExportFilters } from './export-filters.schema'
import { by, type Described, type Said, time, type Writer } from './rdf-writer'
import { linkWithinChosen, literal } from './selection.queries'

/** Links as things, then what each says of its claims, in a graph of the link's name. */
export function links(filters: ExportFilters, write: Writer): Described[] {
  const { own, text, kind } = write
  const within = (only = 'true') => `
    FROM links
    JOIN claims from_claim ON from_claim.id = links.from_claim_id
    JOIN claims to_claim ON to_claim.id = links.to_claim_id
    WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)} AND ${only}
    ORDER BY links.id`
  const link = `'links/' || links.id`
  const from = `'claims/' || links.from_claim_id`
  const to = `'claims/' || links.to_claim_id`
  const symmetric = RELATIONS.flatMap(([name, { isSymmetric }]) => (isSymmetric ? [literal(name)] : []))
  return [
    {
      subject: link,
      graph: null,
      says: [
        ...kind('gs:Link'),
        own('gs:from', from),
        own('gs:to', to),
        {
          said: byRelation(
            ({ gs }) => `${literal(`${write.syntax.term('gs:relation')} ${write.syntax.term(`gs:${gs}`)}`)}`,
          ),
        },
        text('gs:reason', 'links.reason'),
        by(write, 'links.created_by_id'),
        time(write, 'links.created_at'),
      ],
      rest: within(),
    },
    { subject: from, graph: link, says: relationTo(write, to), rest: within() },
    {
      subject: to,
      graph: link,
      says: relationTo(write, from),
      rest: within(`links.relation IN (${symmetric.join(', ')})`),
    },
  ]
}

type RelationTerm = (typeof RELATION_TERMS)[keyof typeof RELATION_TERMS]
const RELATIONS = Object.entries(RELATION_TERMS) as [string, RelationTerm][]

const byRelation = (sqlOf: (terms: RelationTerm, name: string) => string): string =>
  `CASE links.relation ${RELATIONS.map(([name, terms]) => `WHEN ${literal(name)} THEN ${sqlOf(terms, name)}`).join(' ')} END`

/** A relation under each of its terms: ours, CiTO's and, where there is one, PROV's. */
const relationTo = ({ own }: Writer, path: string): Said[] => [
  { said: byRelation(({ gs }) => own(`gs:${gs}`, path).said) },
  { said: byRelation(({ cito }) => own(`cito:${cito}`, path).said) },
  {
    said: byRelation(({ prov }, name) => {
      if (prov === null) return 'NULL'
      const said = own(`prov:${prov}`, path).said
      return name === 'corrects' ? `CASE WHEN ${OUTLET_CORRECTS_ITSELF} THEN ${said} END` : said
    }),
  },
]

/** SQL: both claims are by a speaker that is an outlet. What somebody else corrects is no revision of theirs. */
const OUTLET_CORRECTS_ITSELF = `EXISTS (
  SELECT FROM claim_speakers later
  JOIN claim_speakers earlier ON earlier.claim_id = links.to_claim_id AND earlier.speaker_id = later.speaker_id
  JOIN speakers ON speakers.id = later.speaker_id AND speakers.outlet_id IS NOT NULL
  WHERE later.claim_id = links.from_claim_id)`
