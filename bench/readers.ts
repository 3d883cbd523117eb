import { launchBrowser } from '../test/support/chromium'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { say } from './frame/say'
import { freePort } from './free-port'
import { type Judged, judgeFinding, judgeSlowed, judgeWeights } from './readers/goals'
import { type Finding, type Lighthouse, lighthouseFrom, lookedAt, middleOf } from './readers/lighthouse'
import { type Addresses, atSite } from './readers/site'
import { weigh } from './readers/visits'

/** Looks of Lighthouse’s at each page, of which the middle counts: a machine that does something else as well is slow in one. */
const LOOKS = { long: 3, short: 1 }

/**
 * What readers’ pages weigh, on a first and on a second visit, and what Lighthouse gives them for a phone on slow 4G: over HTTP, from the
 * demonstration corpus, the largest page of each kind; with `--short` the chain page alone.
 */
export const readers: Part = {
  what: 'What readers’ pages weigh, and what Lighthouse gives them',
  takes: ['rounds'],
  run: benchReaders,
}

async function benchReaders(report: Report, { short, rounds }: BenchOptions): Promise<void> {
  const lighthouse = await lighthouseFrom()
  await atSite(async (all) => {
    const pages = short ? { chain: all.chain as string } : all
    await weights(report, pages)
    if (lighthouse) await scores(report, lighthouse, pages, rounds ?? LOOKS[short ? 'short' : 'long'])
    else report.lacks('lighthouse', { what: 'what Lighthouse gives the pages' })
  })
}

async function weights(report: Report, pages: Addresses): Promise<void> {
  const browser = await launchBrowser()
  try {
    for (const [page, url] of Object.entries(pages)) tell(report, page, judgeWeights(await weigh(browser, url)))
  } finally {
    await browser.close()
  }
}

async function scores(report: Report, lighthouse: Lighthouse, pages: Addresses, looks: number): Promise<void> {
  const port = await freePort()
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  try {
    const costly: string[] = []
    for (const [page, url] of Object.entries(pages)) {
      const findings: Finding[] = []
      while (findings.length < looks) findings.push(await lookedAt(lighthouse, url, port))
      const middle = middleOf(findings)
      const slowed = await lookedAt(lighthouse, url, port, 'devtools')
      tell(report, page, [...judgeFinding(middle), ...judgeSlowed(slowed)])
      costly.push(...middle.costly.map((audit) => `${page}: ${audit}`))
    }
    for (const line of costly) say(`costs points: ${line}`)
  } finally {
    await browser.close()
  }
}

function tell(report: Report, page: string, judged: readonly Judged[]) {
  for (const { what, ...of } of judged) report.found({ what: `${page}: ${what}`, ...of })
}
