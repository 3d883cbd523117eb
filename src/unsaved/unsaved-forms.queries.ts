import type { EntityManager } from 'typeorm'
import { type Moment, moment } from '../accounts/moments'
import { words } from '../words/words'
import { firstOf, type TypedFields } from './typed-fields'

/** A form that somebody has begun, as a list has it. */
export interface Unfinished {
  id: number
  /** "Tagging article 4" */
  title: string
  /** What was typed begins so; '' where the words are in other fields. */
  words: string
  kept: Moment
  /** Where to go on. */
  path: string
}

/** A form that somebody has begun, with all that was typed. */
export interface UnsavedFields extends Unfinished {
  idempotencyKey: string
  fields: TypedFields
}

/** What a page shows of its form's unsaved ones. */
export interface UnsavedOnPage {
  /** The page's address, without the first slash: what is typed is kept under it. */
  form: string
  /** What the form is filled with. */
  shown: UnsavedFields | null
  /** Others of the same page. */
  others: Unfinished[]
}

/** For a page that shows what has just been sent. */
export const nothingUnsaved = (form: string): UnsavedOnPage => ({ form, shown: null, others: [] })

interface Row {
  id: number
  form: string
  words: string
  keptAt: Date
}

/** What was recorded is none any more, though its last words may have come in after that. */
const NOT_RECORDED =
  'NOT EXISTS (SELECT FROM idempotency_keys WHERE idempotency_keys.key_sha256 = unsaved_forms.key_sha256)'

/** All that somebody has begun, the newest first. An account has a hundred at most. */
export async function unfinishedOf(db: EntityManager, accountId: number): Promise<Unfinished[]> {
  const rows: Row[] = await db.query(
    `SELECT id, form, kept_at AS "keptAt",
       coalesce(nullif(coalesce(fields->'content'->>0, fields->>'content'), ''), fields->>'reason', '') AS words
     FROM unsaved_forms WHERE account_id = $1 AND ${NOT_RECORDED} ORDER BY kept_at DESC, id DESC`,
    [accountId],
  )
  return rows.map(unfinished)
}

/**
 * What was typed into a page's form: the one that the address asks for by number, 0 for none of them, else the newest of those
 * that fit.
 */
export async function unsavedOnPage(
  db: EntityManager,
  accountId: number,
  page: { form: string; asked: unknown; fits?: (fields: TypedFields) => boolean },
): Promise<UnsavedOnPage> {
  const { form, asked, fits = () => true } = page
  const rows: (Omit<Row, 'words'> & { idempotencyKey: string; fields: TypedFields })[] = await db.query(
    `SELECT id, form, idempotency_key AS "idempotencyKey", fields, kept_at AS "keptAt"
     FROM unsaved_forms WHERE account_id = $1 AND form = $2 AND ${NOT_RECORDED} ORDER BY kept_at DESC, id DESC`,
    [accountId, form],
  )
  const all = rows.map((row) => {
    const words = firstOf(row.fields, 'content') || firstOf(row.fields, 'reason')
    return { ...unfinished({ ...row, words }), idempotencyKey: row.idempotencyKey, fields: row.fields }
  })
  const isAsked = typeof asked === 'string' && asked !== ''
  const shown = all.find(({ id, fields }) => (isAsked ? String(id) === asked : fits(fields))) ?? null
  return { form, shown, others: all.filter((one) => one !== shown) }
}

/** Enough to know it by. */
const LONGEST = 80

function unfinished({ id, form, words, keptAt }: Row): Unfinished {
  const short = [...words.trim()]
  return {
    id,
    title: titleOf(form),
    words: short.length > LONGEST ? `${short.slice(0, LONGEST).join('')}…` : short.join(''),
    kept: moment(keptAt),
    path: `/${form}?unsaved=${id}`,
  }
}

/** The kinds of forms that are kept, by how the addresses of their pages begin. */
const TITLES: Record<string, string> = {
  articles: words.unsaved.taggingArticle,
  statements: words.unsaved.changingStatement,
  claims: words.unsaved.linkingClaim,
}

function titleOf(form: string): string {
  const [kind = '', id = ''] = form.split('/')
  return `${TITLES[kind] ?? kind} ${id}`
}
