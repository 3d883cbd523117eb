import { launchBrowser } from '../test/support/chromium'
import { freePort } from './readers/free-port'
import { type Judged, judgeFinding, judgeSlowed, judgeWeights } from './readers/goals'
import { type Finding, type Lighthouse, lighthouseFrom, lookedAt, middleOf } from './readers/lighthouse'
import { type Addresses, atSite } from './readers/site'
import { weigh } from './readers/visits'

/** Looks of Lighthouse’s at each page, of which the middle counts: a machine that does something else as well is slow in one. */
const LOOKS = { long: 3, short: 1 }

/**
 * What readers’ pages weigh, on a first and on a second visit, and what Lighthouse gives them for a phone on slow 4G: over HTTP, from the
 * demonstration corpus, the largest page of each kind.
 *
 * @param short the chain page alone
 */
export async function benchReaders({ short }: { short: boolean }): Promise<boolean> {
  const lighthouse = await lighthouseFrom()
  const isReached = await atSite(async (all) => {
    const pages = short ? { chain: all.chain as string } : all
    const judged = [await weights(pages)]
    if (lighthouse) judged.push(await scores(lighthouse, pages, LOOKS[short ? 'short' : 'long']))
    return judged.every(Boolean)
  })
  if (lighthouse) return isReached
  print('Lighthouse was not asked: name the folder that it is in as GAINSAY_LIGHTHOUSE (docs/reading-speed.md).')
  return false
}

async function weights(pages: Addresses): Promise<boolean> {
  const browser = await launchBrowser()
  try {
    const rows: [string, Judged[]][] = []
    for (const [page, url] of Object.entries(pages)) rows.push([page, judgeWeights(await weigh(browser, url))])
    return table(rows)
  } finally {
    await browser.close()
  }
}

async function scores(lighthouse: Lighthouse, pages: Addresses, looks: number): Promise<boolean> {
  const port = await freePort()
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  try {
    const rows: [string, Judged[]][] = []
    const costly: string[] = []
    for (const [page, url] of Object.entries(pages)) {
      const findings: Finding[] = []
      while (findings.length < looks) findings.push(await lookedAt(lighthouse, url, port))
      const middle = middleOf(findings)
      const slowed = await lookedAt(lighthouse, url, port, 'devtools')
      rows.push([page, [...judgeFinding(middle), ...judgeSlowed(slowed)]])
      costly.push(...middle.costly.map((audit) => `${page}: ${audit}`))
    }
    const isReached = table(rows)
    for (const line of costly) print(`costs points: ${line}`)
    return isReached
  } finally {
    await browser.close()
  }
}

/** Prints a line a page; what misses its goal has the goal beside it. */
function table(rows: [string, Judged[]][]): boolean {
  const heads = rows[0]?.[1].map(({ what, goal }) => `${what} (${goal})`) ?? []
  const lines = rows.map(([page, judged]) => [
    page,
    ...judged.map(({ found, isReached }) => (isReached ? found : `${found} MISSED`)),
  ])
  const all = [['', ...heads], ...lines]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  for (const line of all)
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  return rows.every(([, judged]) => judged.every(({ isReached }) => isReached))
}

const print = (line: string) => process.stdout.write(`${line}\n`)
