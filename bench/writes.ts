import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { inRounds } from './pages/rounds'
import { makeBareTables } from './writing/bare'
import { type Desk, withDesk } from './writing/desk'
import { claimByApi, linkedClaimByForm, newClaims } from './writing/new-claims'
import { type Sent, send, writeAsFast } from './writing/sent'
import { serve } from './writing/served'

const CLAIMS = { short: 5_000, long: 100_000 }
const LONG = { rounds: 9, seconds: 4 }
const SHORT = { rounds: 3, seconds: 1 }

/** Of the requests that a bare insert of one row has in the same time. */
const LEAST = 0.4

export const writes: Part = {
  what: 'Claims added over HTTP, with all that goes along, by how many a bare INSERT adds',
  takes: ['claims', 'rounds'],
  reaches: ['claim-added'],
  run: runWrites,
}

/**
 * Claims added by eight writers at once, over HTTP, by how many a bare route adds in the same time: Express, pg and one INSERT of a
 * row with the same columns. Ours also asks who writes, checks that the words stand in the article, places them, looks for
 * doubles, tells history, keeps the answer under its key, and by the form links the claim and puts it into a chain. What is
 * acknowledged is on the disk in both.
 */
async function runWrites(report: Report, { short, claims, rounds }: BenchOptions): Promise<void> {
  const pace = { ...(short ? SHORT : LONG), ...(rounds !== undefined && { rounds }) }
  const size = claims ?? CLAIMS[short ? 'short' : 'long']
  await withDesk({ claims: size, isDurable: true }, (desk) => ratiosOn(report, desk, pace))
}

/** The same on a desk that is there. */
export async function ratiosOn(report: Report, desk: Desk, { rounds, seconds }: typeof LONG): Promise<void> {
  const { owner, appUrl, claims, editors } = desk
  await makeBareTables(owner, appUrl)
  const draw = await newClaims(desk)
  const [editor] = editors
  if (!editor) throw new Error('nobody writes')
  const byApi = claimByApi(editor, draw)
  const byForm = linkedClaimByForm(editor, draw)
  const [ours, bare] = [await serve('ours', appUrl), await serve('bare', appUrl)]
  try {
    await areKept(desk, ours.url, byApi, byForm)
    const plain = () => writeAsFast(bare, byApi, seconds)
    for (const [what, next] of [
      ['a claim added by the API', byApi],
      ['a claim added by the form, with a link and its chain', byForm],
    ] as const) {
      const pair = [() => writeAsFast(ours, next, seconds), plain] as const
      await inRounds(1, pair)
      const { requests, cpu } = await inRounds(rounds, pair)
      report.rounds({ what, claims, toReach: 'claim-added', unit: '× a bare insert', least: LEAST }, requests, cpu)
    }
  } finally {
    ours.stop()
    bare.stop()
  }
}

/** What is timed is whole: each way leaves a claim with its statement, its history and its key, and the form’s a chain as well. */
export async function areKept({ owner }: Desk, url: string, byApi: () => Sent, byForm: () => Sent): Promise<void> {
  for (const [next, links] of [
    [byApi, 0],
    [byForm, 1],
  ] as const) {
    const before = await counted(owner)
    const { status, body } = await send(url, next())
    if (status >= 400) throw new Error(`a claim was answered ${status}: ${body.slice(0, 500)}`)
    const after = await counted(owner)
    const grown = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]))
    const wanted = { claims: 1, statements: 1, history: 2 + links, keys: 1, links, chained: links }
    for (const [name, count] of Object.entries(wanted))
      if ((grown[name] ?? 0) < count) throw new Error(`a claim that is timed left ${JSON.stringify(grown)}`)
  }
}

async function counted(owner: Desk['owner']): Promise<Record<string, number>> {
  const { rows } =
    await owner.query(`SELECT (SELECT count(*) FROM claims)::integer AS claims, (SELECT count(*) FROM statements)::integer AS statements,
    (SELECT count(*) FROM history)::integer AS history, (SELECT count(*) FROM idempotency_keys)::integer AS keys,
    (SELECT count(*) FROM links)::integer AS links, (SELECT count(*) FROM chain_members)::integer AS chained`)
  return rows[0]
}
