import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { redactCommand } from '../../src/cli/redact'
import { askForCorrection } from '../../src/corrections/ask.commands'
import { addReply } from '../../src/corrections/replies.commands'
import { dataSourceOptions } from '../../src/database/data-source'
import { addComment } from '../../src/discussion/comments.commands'
import { entities } from '../../src/entities'
import { redact as redactAsOwner } from '../../src/proof/redact.commands'
import type { RedactedKind } from '../../src/proof/redaction'
import { sealHistory } from '../../src/proof/sealing.commands'
import { verify } from '../../src/proof/verify.queries'
import { article, link, statement } from '../exports/corpus'
import { run } from '../support/command-line'
import { tablesWith as tablesIn } from '../support/tables-with'
import { newWorld, SIGNING_KEY, SIGNING_KEYS } from '../support/world'

/** A word that nothing else has, to be looked for in every table afterwards. */
let secrets = 0
export const secret = () => `Zyx${String.fromCharCode(97 + secrets++)}wvut`

export const REASON = 'By order of a court.'

/** A world with the role that owns its tables, as the command `redact` finds it in the settings; and what is asked of it. */
export async function redactingWorld() {
  const world = await newWorld()
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const ownerOrm = await new DataSource(dataSourceOptions(world.ownerUrl, entities)).initialize()
  const before = { ...process.env }
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl, SIGNING_KEY })

  const commanded = (...args: (string | number)[]) => run(redactCommand(), ...args.map(String), '--reason', REASON)

  /** As the command does; null is done. */
  async function redact(kind: RedactedKind, id: number): Promise<string | null> {
    const outcome = await redactAsOwner(ownerOrm.manager, { kind, id }, { reason: REASON, legalBasis: null })
    return 'problem' in outcome ? outcome.problem : null
  }

  const tablesWith = (word: string) => tablesIn(async (sql, values) => (await owner.query(sql, values)).rows, word)

  /** What PostgreSQL has by itself: a word in the statistics of a column, and which tables have been vacuumed. */
  async function keptByPostgres(word: string): Promise<{ statistics: string[]; vacuumed: string[] }> {
    const { rows } = await owner.query(
      `SELECT ARRAY(
         SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'public'
           AND strpos(concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text), $1) > 0
       ) AS statistics, ARRAY(SELECT relname::text FROM pg_stat_user_tables WHERE vacuum_count > 0) AS vacuumed`,
      [word],
    )
    return rows[0]
  }

  const seal = async () => (await sealHistory(world.db, SIGNING_KEYS)).checkpoint?.note ?? ''

  const wrong = async (outside: string[] = []) =>
    (await verify(world.db, { outside: outside.map((note) => ({ name: 'kept', note })) })).flatMap((part) => part.wrong)

  /** A claim with all that can hang on one: reports in two articles, a link, a comment, a correction and a reply. */
  async function hangingClaim(word: string) {
    const { db } = world
    const text = `Day one.\n\nCora said that Ana ${word} said: “It ${word} opens\nin May.” Then Bert said no.`
    const [one, other] = [await article(db, text), await article(db, `Again.\n\n“It ${word} opens\nin May,” she said.`)]
    const words = `It ${word} opens\nin May`
    const said = await statement(db, one, words, {
      source: { exact: `Ana ${word}` },
      claim: { summary: `It opens, ${word}.`, saidOn: null, saidOnBasis: 'not_stated' },
    })
    const again = await statement(db, other, words, { claim: { id: said.claimId } })
    const nested = await statement(db, one, `Cora said that Ana ${word} said: “It ${word} opens`)
    const answer = await statement(db, one, 'Bert said no', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
    const linked = await link(db, answer.claimId, said.claimId, 'denies', `He denies ${word}.`)
    const reader = { name: 'A Reader', email: 'reader@daily.example', token: word.padEnd(43, '0') }
    const asked = {
      claimId: said.claimId,
      kind: 'other',
      linkId: null,
      words: `${word} is wrong.`,
      sourceUrl: null,
    } as const
    await askForCorrection(db, { ...asked, ...reader })
    const admin = await world.person('admin')
    await addComment(
      db,
      { id: admin.id, name: 'Admin' } as never,
      { kind: 'claim', id: said.claimId } as never,
      `Is ${word} right?`,
    )
    const reply = {
      by: { name: `A. ${word}` },
      words: `I never said ${word}.`,
      repliedOn: '2020-01-01',
      way: 'form',
    } as const
    await addReply(db, admin, said.claimId, { ...reply, url: null, correctionId: null })
    return { one, other, said, again, nested, answer, linked }
  }

  async function close() {
    process.env = before
    await owner.end()
    await ownerOrm.destroy()
    await world.close()
  }

  return { world, owner, ownerOrm, commanded, redact, tablesWith, keptByPostgres, seal, wrong, hangingClaim, close }
}

export type RedactingWorld = Awaited<ReturnType<typeof redactingWorld>>
