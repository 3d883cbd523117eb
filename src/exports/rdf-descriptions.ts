import { AUTHORS } from '../reading/schema-org'
import { annotatedLinks, annotatedStatements } from './annotation-items'
import type { ExportFilters } from './export-filters.schema'
import { links } from './rdf-links'
import type { RdfSyntax } from './rdf-syntax'
import { by, type Described, day, ofEach, saidOn, time, type Writer, writerOf } from './rdf-writer'
import { articleReportsChosen, claimChosen, literal, outletInChosen, speakerInChosen } from './selection.queries'

/**
 * All that the RDF files say, in their order: outlets, articles and their texts, speakers, claims, statements with their
 * quotations and hops, links, what these say of claims, and who recorded them where their names are public. Everything has an
 * address; there are no blank nodes.
 */
export function described(filters: ExportFilters, syntax: RdfSyntax): Described[] {
  const write = writerOf(syntax)
  return [
    ...sources(filters, write),
    speakers(filters, write),
    claims(filters, write),
    ...statements(filters, write),
    ...links(filters, write),
    accounts(filters, write),
  ]
}

/** SQL: a day that is known to the day, else null. By its form: a regular expression takes four times as long. */
export const knownDay = (saidOnColumn: string): string =>
  `CASE WHEN translate(${saidOnColumn}, '123456789', '000000000') = '0000-00-00' THEN ${saidOnColumn} END`

/** SQL: an article's language, null where nobody knows it. */
export const knownLanguage = (column: string): string => `nullif(${column}, 'und')`

/** SQL: the words of a claim: the desk's, else those of its first report (`first`, of `firstReport`). */
export const CLAIM_WORDS = 'coalesce(claims.summary, first.exact)'

/** SQL: of a claim the first public report, its words and their article's language, as one row or none. */
export const firstReport = (claimId: string): string => `
  SELECT articles.language,
         (SELECT string_agg(part.exact, ' […] ')
          FROM (SELECT exact FROM spans WHERE statement_id = statements.id AND part = 'content' ORDER BY position) part) AS exact
  FROM statements
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  WHERE statements.claim_id = ${claimId} AND statements.state = 'published'
  ORDER BY statements.id LIMIT 1`

function sources(filters: ExportFilters, write: Writer): Described[] {
  const { own, text, typed, kind } = write
  return [
    {
      subject: `'outlets/' || outlets.id`,
      graph: null,
      says: [...kind('schema:Organization'), text('schema:name', 'outlets.name')],
      rest: `FROM outlets
        WHERE ${outletInChosen(filters)}
        ORDER BY outlets.id`,
    },
    {
      subject: `'articles/' || articles.id`,
      graph: null,
      says: [
        ...kind('schema:NewsArticle'),
        text('schema:headline', 'articles.headline'),
        day(write, 'articles.published_on'),
        text('schema:inLanguage', knownLanguage('articles.language')),
        write.address('schema:url', 'articles.url'),
        own('schema:publisher', `'outlets/' || articles.outlet_id`),
        own('gs:copyOf', `'articles/' || articles.copy_of_id`),
      ],
      rest: `FROM articles WHERE ${articleReportsChosen(filters)} ORDER BY articles.id`,
    },
    {
      subject: REVISION,
      graph: null,
      says: [
        ...kind('prov:Entity'),
        own('prov:specializationOf', `'articles/' || revisions.article_id`),
        write.word('gs:textSha256', `encode(revisions.text_sha256, 'hex')`),
        typed('gs:length', 'revisions.length', 'xsd:integer'),
        typed('gs:redacted', `CASE WHEN revisions.redacted_sha256 IS NOT NULL THEN 'true' END`, 'xsd:boolean'),
        time(write, 'revisions.captured_at'),
      ],
      rest: `FROM articles JOIN revisions ON revisions.article_id = articles.id
        WHERE ${articleReportsChosen(filters)} ORDER BY articles.id, revisions.number`,
    },
  ]
}

const REVISION = `'articles/' || revisions.article_id || '/revisions/' || revisions.number`

/** A described source is nobody elsewhere: it has no sameAs. */
const speakers = (filters: ExportFilters, write: Writer): Described => ({
  subject: `'speakers/' || speakers.id`,
  graph: null,
  says: [
    ...['Person', 'Organization'].map((kind) => ({
      said: `CASE WHEN speakers.kind IN (${kindsOf(kind)}) THEN ${write.kind(`schema:${kind}`)[0]?.said} END`,
    })),
    write.text('schema:name', 'speakers.name'),
    write.text('schema:description', 'speakers.description'),
    write.address('schema:sameAs', wikidataAddress('speakers')),
    write.text('gs:anonymityReason', 'speakers.anonymity_reason'),
    ofEach(
      `FROM (
         SELECT DISTINCT coalesce(named.root_id, named.id) AS id
         FROM speakers member
         JOIN speaker_roles role ON role.speaker_id = member.id
         JOIN speakers named ON named.id = role.speaks_for_id
         WHERE member.id = speakers.id OR member.root_id = speakers.id
       ) principal ORDER BY principal.id`,
      write.own('prov:actedOnBehalfOf', `'speakers/' || principal.id`),
    ),
  ],
  rest: `FROM speakers WHERE ${speakerInChosen(filters)} ORDER BY speakers.id`,
})

/** SQL: the kinds of speaker that schema.org has this type for. */
export const kindsOf = (type: string): string =>
  Object.entries(AUTHORS)
    .flatMap(([kind, as]) => (as === type ? [literal(kind)] : []))
    .join(', ')

/** SQL: who a speaker is elsewhere; null of a described one. */
export const wikidataAddress = (speaker: string): string =>
  `CASE WHEN ${speaker}.kind <> 'described' THEN 'https://www.wikidata.org/entity/' || ${speaker}.wikidata_id END`

const claims = (filters: ExportFilters, write: Writer): Described => {
  const speaker = `'speakers/' || speaker_id`
  return {
    subject: `'claims/' || claims.id`,
    graph: null,
    says: [
      ...write.kind('schema:Claim'),
      write.text('schema:text', CLAIM_WORDS),
      write.text('schema:inLanguage', `CASE WHEN claims.summary IS NULL THEN ${knownLanguage('first.language')} END`),
      day(write, knownDay('claims.said_on')),
      ...saidOn(write, 'claims'),
      write.word('gs:stance', 'claims.stance'),
      ofEach(
        `FROM claim_speakers WHERE claim_id = claims.id ORDER BY position`,
        write.own('schema:author', speaker),
        write.own('prov:wasAttributedTo', speaker),
      ),
    ],
    rest: `FROM claims LEFT JOIN LATERAL (${firstReport('claims.id')}) first ON true
      WHERE ${claimChosen('claims', filters)} ORDER BY claims.id`,
  }
}

/** Statements as annotations (Web Annotation): each part of the quotation is a target, found by its words and by its offsets. */
const statements = (filters: ExportFilters, write: Writer): Described[] => [
  annotations(filters, write),
  ...parts(filters, write),
  hops(filters, write),
]

/** SQL: the statements of chosen claims, from FROM on, with what is joined to them. */
const reported = (filters: ExportFilters, joined: string, order = ''): string => `
    FROM statements JOIN claims ON claims.id = statements.claim_id ${joined}
    WHERE statements.state = 'published' AND ${claimChosen('claims', filters)} ORDER BY statements.id${order}`

const IN_REVISION = 'JOIN revisions ON revisions.id = statements.revision_id'
const PART = `'statements/' || statements.id || '#part-' || spans.position`
const HOP = `'statements/' || statements.id || '#hop-' || hops.position`

const annotations = (filters: ExportFilters, write: Writer): Described => ({
  subject: `'statements/' || statements.id`,
  graph: null,
  says: [
    ...write.kind('oa:Annotation'),
    write.own('gs:reports', `'claims/' || statements.claim_id`),
    write.own('prov:wasQuotedFrom', REVISION),
    write.word('gs:wording', 'statements.wording'),
    by(write, 'statements.created_by_id'),
    time(write, 'statements.created_at'),
    ofEach(
      `FROM spans WHERE statement_id = statements.id AND part = 'content' ORDER BY position`,
      write.own('oa:hasTarget', PART),
    ),
    ofEach(`FROM hops WHERE statement_id = statements.id ORDER BY position`, write.own('gs:cameBy', HOP)),
  ],
  rest: reported(filters, IN_REVISION),
})

function parts(filters: ExportFilters, write: Writer): Described[] {
  const { own, text, typed, kind } = write
  const ofContent = `JOIN spans ON spans.statement_id = statements.id AND spans.part = 'content'`
  const rest = (more = '') => reported(filters, `${more} ${ofContent}`, ', spans.position')
  return [
    {
      subject: PART,
      graph: null,
      says: [
        ...kind('oa:SpecificResource'),
        typed('gs:place', 'spans.position', 'xsd:integer'),
        own('oa:hasSource', REVISION),
        own('oa:hasSelector', `${PART} || '-quote'`),
        own('oa:hasSelector', `${PART} || '-position'`),
      ],
      rest: rest(IN_REVISION),
    },
    {
      subject: `${PART} || '-quote'`,
      graph: null,
      says: [
        ...kind('oa:TextQuoteSelector'),
        text('oa:exact', 'spans.exact'),
        text('oa:prefix', 'spans.prefix'),
        text('oa:suffix', 'spans.suffix'),
      ],
      rest: rest(),
    },
    {
      subject: `${PART} || '-position'`,
      graph: null,
      says: [
        ...kind('oa:TextPositionSelector'),
        typed('oa:start', 'spans.start_offset', 'xsd:nonNegativeInteger'),
        typed('oa:end', 'spans.end_offset', 'xsd:nonNegativeInteger'),
      ],
      rest: rest(),
    },
  ]
}

const hops = (filters: ExportFilters, write: Writer): Described => ({
  subject: HOP,
  graph: null,
  says: [
    ...write.kind('gs:Hop'),
    write.typed('gs:place', 'hops.position', 'xsd:integer'),
    write.own('prov:wasAttributedTo', `'speakers/' || passed.id`),
    ...saidOn(write, 'hops'),
    write.word('gs:wording', 'hops.wording'),
  ],
  rest: reported(
    filters,
    `JOIN hops ON hops.statement_id = statements.id JOIN speakers_now passed ON passed.named_id = hops.speaker_id`,
    ', hops.position',
  ),
})

/** Who recorded statements and links, of those who have made their names public; the others are no more than an address. */
const accounts = (filters: ExportFilters, write: Writer): Described => ({
  subject: `'accounts/' || accounts.id`,
  graph: null,
  says: [...write.kind('prov:Person', 'schema:Person'), write.text('schema:name', 'accounts.name')],
  rest: `FROM accounts
    WHERE name_is_public AND accounts.id IN (
      SELECT statements.created_by_id ${annotatedStatements(filters)}
      UNION
      SELECT links.created_by_id ${annotatedLinks(filters)})
    ORDER BY accounts.id`,
})
