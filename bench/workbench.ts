import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { addAccount } from '../src/accounts/accounts.commands'
import { importArticle } from '../src/articles/articles.commands'
import { attributionModel } from '../src/attribution/attribution-model.queries'
import { markZones } from '../src/claims/zones.commands'
import { connect } from '../src/database/database'
import { startEmbeddedServer } from '../src/database/embedded/embedded-server'
import { migrate } from '../src/database/migrate'
import { entities } from '../src/entities'
import { launchBrowser } from '../test/support/chromium'
import { tellScore } from './attribution'
import { readPolnear } from './attribution/polnear'
import { scoreOf } from './attribution/score'
import { type Differences, recordedOtherwise } from './workbench/as-recorded'
import { type GoldArticle, readGold } from './workbench/gold'
import { countKeys, Keyboard } from './workbench/keyboard'
import { FIELDS, ScriptedEditor, type Tagged } from './workbench/scripted-editor'

/** A tagged collection, in the layout of docs/contributing.md; it is nobody's to pass on. */
const FOLDER = process.env.GAINSAY_REAL_ARTICLES

/** Keydowns a statement, at the median; together with and without a link; and at the 90th percentile. */
const GOAL = { without: 5, with: 7, together: 6, ninetieth: 12, paint: 50, slowedPaint: 100 }
/** Of a hundred, how many are right before anything is corrected. */
const RIGHT: Partial<Record<(typeof FIELDS)[number], number>> = { speaker: 80, saidOn: 85, medium: 75, stance: 90 }
/** How many times slower than this machine an editor's may be. */
const SLOWED = 4

/**
 * A scripted editor in Chromium tags a collection by keyboard alone: how many keydowns a statement takes, how much was
 * right before it corrected anything, and how long each key took until its answer was painted.
 */
export async function benchWorkbench({ short }: { short: boolean }): Promise<boolean> {
  if (!FOLDER) {
    process.stderr.write('Name the folder of a tagged collection in GAINSAY_REAL_ARTICLES.\n')
    return false
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    return await tagAll(server.appUrl, FOLDER, short)
  } finally {
    await server.stop()
  }
}

async function tagAll(appUrl: string, folder: string, short: boolean): Promise<boolean> {
  const database = await connect(appUrl, entities)
  const { articles, links } = readGold(folder)
  const child = fork(path.join(__dirname, 'page-server.js'), ['ours', appUrl])
  const browser = await launchBrowser()
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const person = await addAccount(database.db, { email: 'bench@desk.example', name: 'Bench', role: 'editor' })
    if ('problem' in person) throw new Error(person.problem)
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await countKeys(page)
    const at = (where: string) => `http://127.0.0.1:${port}${where}`
    await page.goto(at('/signin'))
    await page.fill('[name=email]', 'bench@desk.example')
    await page.fill('[name=password]', person.password)
    await Promise.all([page.waitForURL(at('/desk')), page.click('main button.main')])
    const keyboard = new Keyboard(page)
    const editor = new ScriptedEditor(page, keyboard, links)
    const [tagged, paints, slowed]: [Tagged[], number[], number[]] = [[], [], []]
    const done: { id: number; statements: GoldArticle['statements'] }[] = []
    const devtools = await page.context().newCDPSession(page)
    for (const [place, article] of (short ? articles.slice(0, 1) : articles).entries()) {
      const isSlowed = place === articles.length - 1
      const id = await imported(database.db, article)
      done.push({ id, statements: article.statements })
      await page.goto(at(`/articles/${id}/annotate`))
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: isSlowed ? SLOWED : 1 })
      tagged.push(...(await editor.tag(article)))
      ;(isSlowed ? slowed : paints).push(...(await keyboard.keyed()).paints)
    }
    const recorded = await recordedOtherwise(database.db, done, links)
    const isReached = report({ tagged, paints, slowed, recorded })
    compareWithMarkedNews()
    return isReached
  } finally {
    await browser.close()
    child.kill()
    await database.close()
  }
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

interface Found {
  tagged: readonly Tagged[]
  /** From each key to what it asked for (ms), and of those with a slowed CPU. */
  paints: readonly number[]
  slowed: readonly number[]
  recorded: Differences
}

function report({ tagged, paints, slowed, recorded }: Found): boolean {
  let isReached = true
  const tell = (what: string, found: number, goal: number, isGood: boolean, unit = '') => {
    isReached &&= isGood
    process.stdout.write(`${isGood ? 'ok  ' : 'MISS'} ${what}: ${found.toFixed(1)}${unit} (goal ${goal}${unit})\n`)
  }
  const atMost = (what: string, found: number, goal: number, unit = '') => tell(what, found, goal, found <= goal, unit)
  const keys = (some: readonly Tagged[]) => some.map((one) => one.keys)
  const linked = tagged.filter(({ links }) => links > 0)
  const made = linked.reduce((sum, { links }) => sum + links, 0)
  process.stdout.write(`${tagged.length} statements, ${made} links\n`)
  atMost('statements and links recorded otherwise than marked', recorded.wrong.length, 0)
  for (const one of recorded.wrong) process.stdout.write(`     ${one}\n`)
  process.stdout.write(`     the same words recorded at another place: ${recorded.elsewhere.length}\n`)
  for (const one of recorded.elsewhere) process.stdout.write(`     ${one}\n`)
  atMost(
    'keydowns a statement without a link, median',
    quantile(keys(tagged.filter(({ links }) => links === 0)), 0.5),
    GOAL.without,
  )
  if (linked.length > 0) atMost('with a link, median', quantile(keys(linked), 0.5), GOAL.with)
  atMost('together, median', quantile(keys(tagged), 0.5), GOAL.together)
  atMost('together, 90th percentile', quantile(keys(tagged), 0.9), GOAL.ninetieth)
  for (const field of FIELDS) {
    const percent = (of: 'right' | 'rightAtFirst') =>
      (100 * tagged.filter((one) => one[of][field]).length) / tagged.length
    const right = percent('right')
    const before = `before its words were chosen ${percent('rightAtFirst').toFixed(1)} %`
    const goal = RIGHT[field]
    if (goal === undefined) process.stdout.write(`     ${field} right first time: ${right.toFixed(1)} %; ${before}\n`)
    else tell(`${field} right first time (${before})`, right, goal, right >= goal, ' %')
  }
  atMost('key to paint, median', quantile(paints, 0.5), GOAL.paint, ' ms')
  if (slowed.length > 0)
    atMost(`key to paint with the CPU slowed ${SLOWED} times, median`, quantile(slowed, 0.5), GOAL.slowedPaint, ' ms')
  const notOffered = tagged.flatMap((one) => one.notOffered)
  process.stdout.write(
    `links that the form did not offer: ${notOffered.length}${notOffered.map((one) => `\n     ${one}`).join('')}\n`,
  )
  if (process.env.GAINSAY_SHOW_KEYS)
    for (const one of tagged) process.stdout.write(`${one.id} ${one.keys}: ${one.pressed.join(' ')}\n`)
  return isReached
}

/** How well cue and source are told for documents that nobody made rules by, given what was said; no goal is set for them. */
function compareWithMarkedNews(): void {
  const folder = process.env.GAINSAY_DATASETS
  if (!folder)
    process.stdout.write('Name the folder of attribution-dev.jsonl in GAINSAY_DATASETS to compare with marked news.\n')
  else
    tellScore(
      'attribution-dev.jsonl',
      scoreOf(readPolnear(path.join(folder, 'attribution-dev.jsonl')), attributionModel()),
    )
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
