import { unnamed } from '../database/read-pool'
import { words } from '../words/words'
import { copyLines } from './copy-lines-sql'
import { saidByJoin, speakerNames, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import type { FilePlan } from './export-plan'
import { ifKnown, objectOf, plain, text, word } from './json-text-sql'
import { publicName } from './public-name-sql'
import { claimChosen, literal } from './selection.queries'

const said = words.codebook.timeline

/** The codebook of `timeline.json`. */
export const timelineEntries = Object.entries(said).map(([name, meaning]) => ({ name, meaning }))

/** The last bytes: what was cut before them is no JSON. */
const TIMELINE_END = '}}\n'

/**
 * `timeline.json` for TimelineJS 3 (timeline.knightlab.com/docs/json-format.html): an event a claim, by number. TimelineJS
 * drops what has no `start_date` without a word, so claims without a stated day stay out, and the title slide counts
 * them; a date that is null it refuses, so nulls are left out. The title
 * stands behind the events, where counting keeps no first byte waiting; the order of keys means nothing in JSON.
 */
export function timeline(filters: ExportFilters, baseUrl: string): FilePlan {
  const chosen = claimChosen('claims', filters)
  return {
    copies: [
      { frame: copyLines(`SELECT '{"events":['`) },
      {
        copy: copyLines(`
      SELECT CASE WHEN row_number() OVER (ORDER BY claims.id) > 1 THEN ',' ELSE '' END || ${eventSql(baseUrl)}
      FROM claims
      ${saidByJoin(filters)}
      LEFT JOIN LATERAL (${firstReport('claims.id')}) first ON true
      LEFT JOIN LATERAL (${statementContent('first.id')}) content ON true
      LEFT JOIN LATERAL (${answersOf('claims.id', baseUrl)}) answers ON true
      WHERE ${chosen} AND claims.said_on IS NOT NULL
      ORDER BY claims.id`),
        of: 'dated',
      },
    ],
    // No copy, which would end its line: the braces that close the file come behind PostgreSQL's word that all went well.
    async *pieces(rows) {
      for (const { title } of await rows(titleOf(chosen), [])) {
        yield { bytes: Buffer.from(`],"title":{"text":${title}`), rows: 0 }
      }
    },
    trailer: () => TIMELINE_END,
  }
}

/** The title slide, as one row; it counts the claims. */
const titleOf = (chosen: string) =>
  unnamed<{ title: string }>(`
    SELECT json_build_object('headline', ${literal(words.exporting.timeline.headline)}::text, 'text',
      format(${literal(words.exporting.timeline.counts)}, count(said_on), count(*) - count(said_on)))::text AS title
    FROM claims WHERE ${chosen}`)

/** SQL: a text as TimelineJS shows it, which puts texts into the page as HTML. Most have nothing to escape, which one look tells. */
const htmlSql = (text: string): string =>
  `CASE WHEN ${text} ~ ${literal(`[${ESCAPES.map(([sign]) => sign).join('')}]`)} THEN ${escaped(text)} ELSE ${text} END`

const escaped = (text: string): string =>
  ESCAPES.reduce((sql, [sign, as]) => `replace(${sql}, ${literal(sign)}, ${literal(as)})`, text)

/** The ampersand first, which the others bring in. */
const ESCAPES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
] as const

/** SQL: a link to a page of the site, `text` being HTML. */
const linkSql = (address: string, id: string, text: string): string =>
  `'<a href="' || ${escaped(literal(address))} || ${id} || '">' || ${text} || '</a>'`

const firstReport = (claimId: string): string => `
  SELECT statements.id, statements.created_by_id, articles.id AS article_id, articles.headline, outlets.name AS outlet
  FROM statements
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  WHERE statements.claim_id = ${claimId} AND statements.state = 'published' ORDER BY statements.id LIMIT 1`

/**
 * SQL: what a claim answers, as paragraphs: "denies Donald Trump", each with its link; null where it answers nothing. By `+ 0`, which is in no
 * index: with sorting off (`IN_INDEX_ORDER`) all links would be read by number for each claim, 22 s for 20,000.
 */
const answersOf = (claimId: string, baseUrl: string): string => {
  const verbs = Object.entries(words.terms.relations).map(
    ([relation, { verb }]) => `WHEN ${literal(relation)} THEN ${literal(verb)}`,
  )
  return `
  SELECT string_agg('<p>' || CASE in_order.relation ${verbs.join(' ')} END || ' '
           || ${linkSql(`${baseUrl}/claims/`, 'in_order.id', htmlSql(`coalesce(in_order.names, '')`))} || '</p>', '') AS html
  FROM (
    SELECT links.relation, answered.id, answered_by.names
    FROM links
    JOIN claims answered ON answered.id = links.to_claim_id AND answered.state = 'published'
    LEFT JOIN LATERAL (${speakerNames('answered.id')}) answered_by ON true
    WHERE links.from_claim_id = ${claimId} AND links.state = 'published' ORDER BY links.id + 0
  ) in_order`
}

/** SQL: the medium in words. */
const MEDIUM = `CASE claims.medium ${Object.entries(words.terms.mediums)
  .map(([medium, name]) => `WHEN ${literal(medium)} THEN ${literal(name)}`)
  .join(' ')} END`

/** What TimelineJS shows of a claim, made as text as the lines of `claims.jsonl` are. */
const eventSql = (baseUrl: string): string =>
  objectOf({
    unique_id: word(`'claim-' || claims.id`),
    group: text(htmlSql(`coalesce(said_by.names, '')`)),
    start_date: START,
    end_date: ifKnown(END),
    display_date: ifKnown(text(`CASE WHEN claims.said_on ~ '[~?%]|\\.\\.' THEN claims.said_on END`)),
    text: objectOf({
      headline: text(linkSql(`${baseUrl}/claims/`, 'claims.id', htmlSql(`concat_ws(', ', said_by.names, ${MEDIUM})`))),
      text: text(
        `concat('<blockquote>' || ${htmlSql('content.exact')} || '</blockquote>', answers.html,
          '<p>' || ${linkSql(`${baseUrl}/articles/`, 'first.article_id', htmlSql(REPORTED_IN))} || '</p>')`,
      ),
    }),
    tagged_by: ifKnown(plain('first.created_by_id')),
    tagged_by_name: ifKnown(text(htmlSql(publicName('first.created_by_id')))),
  })

const REPORTED_IN = `coalesce(nullif(concat_ws(', ', first.outlet, first.headline), ''), first.article_id::text)`

/** The first and the last part of a date as written: both are the same where it is no interval. */
const FIRST = `split_part(claims.said_on, '/', 1)`
const LAST = `split_part(claims.said_on, '/', -1)`

/** SQL: a day as far as the date as written goes: no month that it doesn't have, and no day. */
const partsSql = (day: string, written: string): string => `
  '{"year":' || extract(year FROM ${day})
    || CASE WHEN ${written} ~ '^\\d{4}-\\d\\d' THEN ',"month":' || extract(month FROM ${day}) ELSE '' END
    || CASE WHEN ${written} ~ '^\\d{4}-\\d\\d-\\d\\d' THEN ',"day":' || extract(day FROM ${day}) ELSE '' END
    || '}'`

/**
 * SQL: an interval that is open at its start stands at its end, the only day it has. What these dates can't say, open ends and
 * "about", the date as written says, which is shown in their place. Decades and centuries are ranges.
 */
const START = `
  CASE WHEN claims.said_on_earliest IS NULL THEN ${partsSql('claims.said_on_latest', LAST)}
       ELSE ${partsSql('claims.said_on_earliest', FIRST)} END`
const END = `
  CASE WHEN claims.said_on_earliest IS NOT NULL AND claims.said_on_latest IS NOT NULL
            AND (claims.said_on LIKE '%/%' OR claims.said_on ~ '^\\d+X') THEN ${partsSql('claims.said_on_latest', LAST)} END`
