import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import { markZones } from '../../src/claims/zones.commands'
import { recordedOtherwise } from './as-recorded'
import { atDesk, type DeskInBrowser } from './desk-in-browser'
import type { Collection, GoldArticle } from './gold'
import { countKeys, Keyboard } from './keyboard'
import { type Found, SLOWED } from './report'
import { ScriptedEditor, type Tagged } from './scripted-editor'

/** Has the scripted editor tag a collection at a desk that has nothing else; the last article with a slowed CPU. */
export const tagCollection = (collection: Collection): Promise<Found> =>
  atDesk((desk) => tagAt(desk, collection), countKeys)

async function tagAt({ db, page }: DeskInBrowser, { articles, links }: Collection): Promise<Found> {
  const keyboard = new Keyboard(page)
  const editor = new ScriptedEditor(page, keyboard, links)
  const [tagged, paints, slowed]: [Tagged[], number[], number[]] = [[], [], []]
  const done: { id: number; statements: GoldArticle['statements'] }[] = []
  const devtools = await page.context().newCDPSession(page)
  for (const [place, article] of articles.entries()) {
    const isSlowed = place === articles.length - 1
    const id = await imported(db, article)
    done.push({ id, statements: article.statements })
    await page.goto(`/articles/${id}/annotate`)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: isSlowed ? SLOWED : 1 })
    tagged.push(...(await editor.tag(article)))
    ;(isSlowed ? slowed : paints).push(...(await keyboard.keyed()).paints)
  }
  return { tagged, paints, slowed, recorded: await recordedOtherwise(db, done, links) }
}

async function imported(db: EntityManager, { text, outlet, publishedOn, zones }: GoldArticle): Promise<number> {
  const outcome = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet,
    publishedOn,
    language: 'en',
  })
  if (!('articleId' in outcome)) throw new Error(`Not imported: ${JSON.stringify(outcome)}`)
  if (zones.length > 0)
    await markZones(
      db,
      null,
      outcome.articleId,
      1,
      zones.map((zone) => ({ ...zone, kind: 'appeal' as const })),
    )
  return outcome.articleId
}
