import type { Report } from '../frame/report'
import { answer } from '../pages/contestant'
import { timed } from './listening'
import { SEARCHES } from './searches'

const TIMES = 10

/** What the page of each search takes through HTTP, counts and facets and cards of hits included: told, without a goal. */
export async function wholePages(report: Report, url: string, claims: number): Promise<void> {
  for (const { what, query } of SEARCHES) {
    const address = (fresh: number) => `${url}/search?${new URLSearchParams({ ...query, fresh: String(fresh) })}`
    await answer(address(0))
    const times: number[] = []
    for (let time = 1; time <= TIMES; time += 1) times.push(await timed(() => answer(address(time))))
    report.rounds({ what: `the page of ${what}`, claims, unit: 'ms' }, times)
  }
}
