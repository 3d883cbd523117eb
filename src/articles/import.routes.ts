import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { words } from '../words/words'
import { ImportForm } from './article.schema'
import { importArticle } from './articles.commands'
import { type KnownCopy, outletNames } from './articles.queries'

/** What is left of bytes that some program on the way could not read; a file is decoded here, and strictly. */
const DAMAGED = words.intake.damaged

/** One of them would be lost, and nobody would hear of it. */
const TWO_TEXTS = words.intake.textAndFile

interface ImportPage extends PageHead {
  typed: Record<string, string>
  problems: FieldProblems
  copies: KnownCopy[]
  outlets: string[]
}

const importPage = page<ImportPage>('articles/new')

/** Taking an article in, by form: pasted or uploaded text. */
export function importRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/new', (_req, res) => show(res, { typed: {}, problems: {}, copies: [] }))

  router.post('/articles', async (req, res) => {
    const typed = typedFields(req.body)
    const form = ImportForm.safeParse(typed)
    const raw = rawText(req)
    const problems = {
      ...(raw ? {} : { text: words.intake.pasteOrChoose }),
      ...(hasFile(req) && typed.text?.trim() ? { text: TWO_TEXTS } : {}),
      ...damagedFields(typed, req.file !== undefined),
      ...(form.success ? {} : fieldProblems(form.error)),
    }
    if (!form.success || !raw || Object.keys(problems).length > 0) {
      return show(res.status(422), { typed, problems, copies: [] })
    }

    const { again, ...article } = form.data
    const outcome = await importArticle(db, signedIn(res), { ...article, raw, again: again !== undefined })
    if ('problem' in outcome) return show(res.status(422), { typed, problems: { text: outcome.problem }, copies: [] })
    if ('copies' in outcome) return show(res.status(409), { typed, problems: {}, copies: outcome.copies })

    const { articleId } = outcome
    await seeOther(req, res, `/articles/${articleId}/annotate`, {
      text: words.intake.imported,
      undo: {
        action: `/articles/${articleId}/withdrawal`,
        fields: { version: 1, reason: words.intake.importedByMistake },
      },
    })
  })

  async function show(res: Response, model: Pick<ImportPage, 'typed' | 'problems' | 'copies'>) {
    importPage.render(res, {
      title: words.layout.importArticle,
      refusal: words.intake.notImportedTitle,
      section: '/articles',
      outlets: await outletNames(db),
      ...model,
    })
  }

  return router
}

const hasFile = (req: Request) => req.file !== undefined && req.file.size > 0

/** The chosen file's bytes, else the pasted text's; null when both are empty. */
function rawText(req: Request): Buffer | null {
  if (hasFile(req)) return req.file?.buffer ?? null
  const text: unknown = req.body?.text
  return typeof text === 'string' && text !== '' ? Buffer.from(text, 'utf8') : null
}

/** The form's parser makes � of bytes that are no UTF-8; a file beside a text is what counts, and is decoded strictly. */
function damagedFields(typed: Record<string, string>, hasFile: boolean): FieldProblems {
  const damaged = Object.keys(typed).filter((name) => typed[name]?.includes('\ufffd') && !(hasFile && name === 'text'))
  return Object.fromEntries(
    damaged.map((name) => [
      name,
      name === 'text' ? words.intake.uploadInstead(DAMAGED) : words.intake.typeAnew(DAMAGED),
    ]),
  )
}

/** The fields as strings, to be shown again as typed; one sent twice keeps its last value. */
function typedFields(body: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const last = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') fields[name] = last
  }
  return fields
}
