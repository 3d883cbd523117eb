import type { ErrorRequestHandler, Response } from 'express'
import type { EntityManager } from 'typeorm'
import { rowsOf } from '../database/read-pool'
import { changedSince, imageAt, imageNow } from '../history/images.queries'
import { type PageHead, page } from '../web/page'
import { Stale, type StaleRow } from '../web/problems'
import { sinceInWords } from '../web/stale-form'
import { words } from '../words/words'
import { type Difference, differences } from './differences'
import { namesIn } from './events.queries'
import type { Images, VersionedKind } from './image'
import { renewed } from './resend'

interface StalePage extends PageHead {
  detail: string
  /** Who saved meanwhile, and when. */
  since: string | null
  /** "claim 5", and its page if it has one. */
  row: { words: string; path: string | null }
  /** From the version that the form was opened with to what is there now; null where that is not known any more. */
  differences: Difference[] | null
  /** What was typed, as far as a person can read it. */
  typed: { label: string; words: string }[]
  /** To send the same again, made from the version that is there now; null where it has to be begun anew. */
  again: { act: string; action: string; fields: Record<string, string | string[]> } | null
}

const stalePage = page<StalePage>('versions/stale')

/** Where somebody sees the row as it is now. */
const PAGES: Partial<Record<VersionedKind, (id: number) => string>> = {
  claim: (id) => `/claims/${id}`,
  statement: (id) => `/statements/${id}`,
  link: (id) => `/links/${id}`,
  chain: (id) => `/chains/${id}`,
  speaker: (id) => `/speakers/${id}`,
  article: (id) => `/articles/${id}`,
  correction: (id) => `/corrections/${id}/answer`,
  account: (id) => `/accounts/${id}`,
}

/**
 * For a form that is a button with at most a few words, as *Withdraw* is: what it acts on has changed since its page was
 * opened. Tells what it was, what it is now and what was typed, and can be sent again. Forms with more fields show
 * themselves again (`staleForm`); the API has its own answer.
 */
export function staleForms({ db }: { db: EntityManager }): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const isForm = req.method === 'POST' && !req.originalUrl.startsWith('/api/')
    if (!(error instanceof Stale) || error.row === null || !isForm || res.headersSent) return next(error)
    await show(db, res, error, error.row, { action: req.originalUrl, fields: req.body ?? {} })
  }
}

/** What history tells nothing of before the first change: a chain has no title then. */
const UNTOLD: Partial<Record<VersionedKind, Images[VersionedKind]>> = { chain: { title: null } }

type Sent = Omit<NonNullable<StalePage['again']>, 'act'>

async function show(db: EntityManager, res: Response, error: Stale, row: StaleRow, { action, fields }: Sent) {
  const subject = { kind: row.kind as VersionedKind, id: row.id }
  const base = (await imageAt<Images[VersionedKind]>(db, subject, row.version)) ?? UNTOLD[subject.kind] ?? null
  const now = await imageNow<Images[VersionedKind]>(db, subject)
  const since = await changedSince(db, subject, row.version)
  const names = await namesIn(rowsOf(db), [base, now?.image ?? null])
  const again = now && renewed(fields, { ...row, now: now.version })
  stalePage.render(res.status(409), {
    title: error.title,
    refusal: null,
    detail: error.detail,
    since: since && sinceInWords(since),
    row: { words: `${subject.kind} ${row.id}`, path: PAGES[subject.kind]?.(row.id) ?? null },
    differences: base && now && differences(subject.kind, base, now.image, names),
    typed: typedOf(fields),
    again: again && { act: actOf(action), action, fields: again },
  })
}

/** What a button does, by the last word of its address. */
const ACTS: Record<string, string> = words.stale.acts

const actOf = (action: string) => ACTS[/[^/]*$/.exec(action.split('?', 1)[0] ?? '')?.[0] ?? ''] ?? words.stale.doIt

const LABELS: Record<string, string> = {
  reason: words.actions.publicReason,
  title: words.speaker.title,
  comment: words.discussion.comment,
  body: words.discussion.comment,
}

const typedOf = (fields: Sent['fields']): StalePage['typed'] =>
  Object.entries(LABELS).flatMap(([name, label]) => {
    const typed = [fields[name] ?? []].flat().join('\n')
    return typed === '' ? [] : [{ label, words: typed }]
  })
