import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { Versioned } from '../web/row-numbers'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { addComment, LONGEST_COMMENT, type Subject, withdrawComment } from './comments.commands'
import { COMMENTS_ON_PAGE, commentsOn, placeOfComment, subjectInBrief } from './comments.queries'
import { commentShown, discussionPage } from './discussion.pages'
import { peopleOfDesk } from './people.queries'

/** The desk's own talk: readers never see it. */
export const discussionPolicy: Policy = {
  'GET /claims/:id/discussion': 'editor',
  'POST /claims/:id/discussion': 'editor',
  'GET /links/:id/discussion': 'editor',
  'POST /links/:id/discussion': 'editor',
  'GET /comments/:id': 'editor',
  'POST /comments/:id/withdrawal': 'editor',
}

/** What a comment holds: some paragraphs. */
export const CommentBody = line(LONGEST_COMMENT, words.discussion.writeSomething)

const CommentForm = z.object({ body: CommentBody, tell: optionalLine(200) })

type Form = { typed: { body: string; tell: string }; problems: Record<string, string> }
const EMPTY: Form = { typed: { body: '', tell: '' }, problems: {} }

/** Discussions of claims and links: three queries a page (what it is about, its comments, who may be mentioned). */
export function discussionRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/claims/:id/discussion', (req, res) => show(req, res, claimOf(req), EMPTY))
  router.post('/claims/:id/discussion', (req, res) => comment(req, res, claimOf(req)))
  router.get('/links/:id/discussion', (req, res) => show(req, res, linkOf(req), EMPTY))
  router.post('/links/:id/discussion', (req, res) => comment(req, res, linkOf(req)))

  async function comment(req: Request, res: Response, subject: Subject) {
    const sent = (req.body ?? {}) as Record<string, unknown>
    const typed = { body: textOf(sent.body), tell: textOf(sent.tell) }
    const form = CommentForm.safeParse(typed)
    if (!form.success) return show(req, res.status(422), subject, { typed, problems: fieldProblems(form.error) })
    const outcome = await addComment(db, signedIn(res), subject, withMentions(form.data.body, form.data.tell))
    if ('problem' in outcome) {
      return show(req, res.status(422), subject, { typed, problems: { body: outcome.problem } })
    }
    const text = [words.discussion.added, ...outcome.unreached].join(' ')
    await seeOther(req, res, `/comments/${outcome.commentId}`, { text })
  }

  /** Leads to a comment where it stands: the first page of its discussion, or the one that begins with it. */
  router.get('/comments/:id', async (req, res) => {
    const { kind, subjectId, id, before } = await placeOfComment(db, idFrom(req.params.id, words.these.comment))
    const page = before < COMMENTS_ON_PAGE ? '' : `?after=${id - 1}`
    res.redirect(302, `/${kind}s/${subjectId}/discussion${page}#comment-${id}`)
  })

  router.post('/comments/:id/withdrawal', async (req, res) => {
    const id = idFrom(req.params.id, words.these.comment)
    await withdrawComment(db, signedIn(res), id, parsed(Versioned, req.body ?? {}).version)
    await seeOther(req, res, `/comments/${id}`, { text: words.discussion.commentIsWithdrawn })
  })

  async function show(req: Request, res: Response, subject: Subject, form: Form) {
    const about = await subjectInBrief(db, subject)
    if (about === null) throw notFound(subject.kind === 'claim' ? words.these.claim : words.these.link)
    const after = req.query.after === undefined ? 0 : idFrom(req.query.after, words.these.pageOfDiscussion)
    const rows = await commentsOn(db, subject, after)
    const shown = rows.slice(0, COMMENTS_ON_PAGE)
    const account = signedIn(res)
    const subjectPath = `/${subject.kind}s/${subject.id}`
    const path = `${subjectPath}/discussion`
    discussionPage.render(res, {
      title: words.review.discussionOf(words.things[subject.kind](subject.id)),
      section: '/review',
      what: words.things[subject.kind](subject.id),
      line: about,
      subjectPath,
      path,
      comments: shown.map((row) => commentShown(row, account.id)),
      isFirst: after === 0,
      next: rows.length > shown.length ? `${path}?after=${shown.at(-1)?.id}` : null,
      people: (await peopleOfDesk(db)).filter(({ id }) => id !== account.id),
      ...form,
    })
  }

  return router
}

const claimOf = (req: Request): Subject => ({ kind: 'claim', id: idFrom(req.params.id, words.these.claim) })
const linkOf = (req: Request): Subject => ({ kind: 'link', id: idFrom(req.params.id, words.these.link) })

const textOf = (sent: unknown) => (typeof sent === 'string' ? sent : '')

/** Whoever was chosen from the list is mentioned in the comment itself, where everybody sees it. */
function withMentions(body: string, tell: string | null): string {
  const handles = (tell ?? '').split(/[\s,;]+/).filter(Boolean)
  const mentions = handles.map((handle) => `@${handle.replace(/^@/, '')}`).filter((mention) => !body.includes(mention))
  return mentions.length === 0 ? body : `${mentions.join(' ')} ${body}`
}
