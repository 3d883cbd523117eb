import type { EntityManager } from 'typeorm'
import { importArticle, type NewArticle } from '../../../src/articles/articles.commands'
import type { NewClaim } from '../../../src/claims/claims.commands'
import type { NewHop } from '../../../src/claims/hops.commands'
import { recordStatement } from '../../../src/claims/statements.commands'
import { addReply } from '../../../src/corrections/replies.commands'
import { linkClaims, type NewLink } from '../../../src/links/links.commands'
import { changeSettings } from '../../../src/settings/settings.commands'
import { deskSettings } from '../../../src/settings/settings.queries'
import type { Served } from './site'

/** A statement and its claim, by their numbers. */
export interface Said {
  id: number
  claimId: number
}

/** What is said of a passage beside its words and speaker. */
export interface Saying {
  /** Of a claim that is here already; else the claim is new. */
  claimId?: number
  source?: string
  hops?: NewHop[]
  claim?: Partial<NewClaim>
}

export type Desk = ReturnType<typeof deskOf>

/** The product's own commands in few words: what is written here is checked, told to history and kept in chains. */
export function deskOf({ db, context }: Served, editor: { id: number }) {
  return {
    db,
    editor,
    /** An article of these paragraphs; its number. */
    async article(paragraphs: string[], given: Partial<NewArticle> = {}): Promise<number> {
      const raw = Buffer.from(paragraphs.join('\n\n'))
      const article = { raw, outlet: 'The Harbour Gazette', publishedOn: '2024-05-04', ...given }
      const imported = await importArticle(db, editor, article)
      return must(imported, 'articleId')
    },
    /** Records that words of an article are somebody's. */
    async says(articleId: number, speaker: string, words: string, saying: Saying = {}): Promise<Said> {
      const { claimId, source, hops = [], claim } = saying
      const recorded = await recordStatement(db, editor, {
        articleId,
        content: [{ exact: words }],
        source: source === undefined ? null : { exact: source },
        cue: null,
        wording: null,
        hops,
        claim:
          claimId === undefined
            ? { ...NO_DAY, speakers: [{ name: speaker, kind: 'person' }], ...claim }
            : { id: claimId },
      })
      return { id: must(recorded, 'statementId'), claimId: must(recorded, 'claimId') }
    },
    async link(from: Said, to: Said, relation: NewLink['relation'], reason: string | null = null): Promise<number> {
      return must(await linkClaims(db, editor, { from: from.claimId, to: to.claimId, relation, reason }), 'linkId')
    },
    /** A reply to a claim, public or a draft as the desk's settings have it. */
    async reply({ claimId }: Said, name: string, words: string): Promise<number> {
      const given = { words, repliedOn: '2024-05-05', way: 'letter' as const, url: null, correctionId: null }
      return must(await addReply(db, editor, claimId, { ...given, by: { name } }), 'replyId')
    },
    async outlet(name: string): Promise<number> {
      const [outlet] = await db.query('SELECT id FROM outlets WHERE name = $1', [name])
      return outlet.id
    },
    /** The number of the row that was added last. */
    async newest(
      table: 'chains' | 'replies' | 'comments' | 'notifications' | 'claim_distinctions' | 'unsaved_forms',
    ): Promise<number> {
      const [{ id }] = await db.query(`SELECT max(id) AS id FROM ${table}`)
      return id
    },
    /** Makes the files that were asked for, and no more from now on: what is asked for later waits. */
    async prepare(): Promise<void> {
      context.preparing.wake()
      await context.preparing.idle()
      await context.preparing.end()
    },
    async setReview(review: boolean): Promise<void> {
      const { version, name, licence, licenceUrl, languages } = await deskSettings(db)
      await changeSettings(db, editor, version, { name, licence, licenceUrl, languages, review })
      context.settings.forget()
    },
  }
}

const NO_DAY: NewClaim = {
  speakers: [],
  saidOn: null,
  saidOnBasis: 'not_stated',
  saidOnWords: null,
  medium: 'unknown',
  stance: 'asserts',
  summary: null,
}

/** A member of an outcome that has to be a success. */
export function must<Name extends string>(outcome: object, name: Name): number {
  if (name in outcome) return (outcome as Record<Name, number>)[name]
  throw new Error(`The world could not be made: ${JSON.stringify(outcome)}`)
}

/** A row's version now. */
export async function versionOf(db: EntityManager, table: string, id: number): Promise<number> {
  const [row] = await db.query(`SELECT version FROM ${table} WHERE id = $1`, [id])
  return row?.version ?? 1
}
