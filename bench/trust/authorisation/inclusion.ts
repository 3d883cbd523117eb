import { ask, each, SIGNED_OUT } from './askers'
import type { Asked } from './world'

/** A sealed act, and the page on which readers are told of it; null of a chain's title, which has none. */
interface SealedAct {
  id: number
  action: string
  kind: string
  page: string | null
}

/**
 * What the proofs of sealed rows tell readers beyond what their pages of history do. Whoever asks number by number must
 * learn of no act that a page keeps to the desk. That nothing at all is told is a slip, too: then nothing was tried.
 */
export async function inclusionSlips({ site }: Asked): Promise<string[]> {
  const acts: SealedAct[] = await site.db.query(
    `SELECT history.id, action, subject_kind AS kind, CASE subject_kind
       WHEN 'statement' THEN format('/claims/%s/history', claim_id)
       WHEN 'chain' THEN NULL
       ELSE format('/%ss/%s/history', subject_kind, subject_id) END AS page
     FROM history JOIN seals ON history_id = history.id
     LEFT JOIN statements ON subject_kind = 'statement' AND statements.id = subject_id ORDER BY 1`,
  )
  const proofs = await each(acts, async ({ id }) => {
    const { status, body } = await ask(site.url, 'GET', `/transparency/inclusion/${id}`, SIGNED_OUT)
    return { status, isTold: /^extra /m.test(body) }
  })
  const told = acts.filter((_, place) => proofs[place]?.isTold)
  const pages = [...new Set(told.flatMap(({ page }) => page ?? []))]
  const shown = new Map(await each(pages, async (page) => [page, await eventsAt(site.url, page)] as const))
  const isShown = ({ id, action, page }: SealedAct) =>
    page === null ? TITLES.has(action) : shown.get(page)?.has(Number(id)) === true
  return [
    ...acts.flatMap(({ id }, place) =>
      proofs[place]?.status === 200 ? [] : [`the proof of history row ${id} is answered ${proofs[place]?.status}`],
    ),
    ...(told.length > 0 ? [] : ['no proof tells its row: either nothing is sealed here, or nothing can be checked']),
    ...told
      .filter((act) => !isShown(act))
      .map(({ id, action, kind }) => `the proof of history row ${id} tells that a ${kind} was ${action}`),
  ]
}

/** A chain's title is public, and so is that it was given. */
const TITLES = new Set(['named', 'took over the title', 'found as it is'])

/** The numbers of the acts that readers are told of at a page of history and on those behind it. */
async function eventsAt(url: string, page: string): Promise<Set<number>> {
  const events = new Set<number>()
  for (let address: string | undefined = page; address; ) {
    const { body } = await ask(url, 'GET', address, SIGNED_OUT)
    for (const [, id] of body.matchAll(/id="event-(\d+)"/g)) events.add(Number(id))
    address = /href="([^"]*\/history\?before=\d+)"/.exec(body)?.[1]
  }
  return events
}
