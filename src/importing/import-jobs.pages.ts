import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { JobInList, JobItem, OpenAlone } from './import-jobs.queries'

/** How far an import is. */
interface JobProgress extends Omit<JobInList, 'counts'> {
  done: number
  all: number
  isRunning: boolean
  /** In a sentence: “12 of 40 done, 2 wait for you”. */
  told: string
}

interface JobsPage extends PageHead {
  jobs: JobProgress[]
  alone: OpenAlone[]
}

interface JobPage extends PageHead {
  job: JobProgress
  items: (JobItem & { told: string })[]
  /** Which items can be looked at alone, with how many there are. */
  choices: { path: string; name: string; isShown: boolean }[]
  next: string | null
  mayCancel: boolean
  /** Where the page is that reloads by itself, or the one that doesn't; null once it is done. */
  otherwise: { path: string; name: string } | null
}

export const jobsPage = page<JobsPage>('importing/jobs')
export const jobPage = page<JobPage>('importing/job')

export const STATES_SHOWN = ['open', 'refused', 'imported', 'known'] as const

export function progressOf({ counts, ...job }: JobInList): JobProgress {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const left = counts.waiting + counts.reading
  return { ...job, done: all - left, all, isRunning: left > 0, told: words.importing.progress(all - left, all, counts) }
}

export function jobModel(
  job: JobInList,
  items: readonly JobItem[],
  { state, isMore, isStill }: { state: (typeof STATES_SHOWN)[number] | null; isMore: boolean; isStill: boolean },
): JobPage {
  const { counts } = job
  const last = items.at(-1)
  const pathTo = (state: string | null, still: boolean, after?: number) => {
    const asked = {
      ...(state ? { state } : {}),
      ...(still ? { still: 'yes' } : {}),
      ...(after ? { after: `${after}` } : {}),
    }
    const query = new URLSearchParams(asked).toString()
    return `/imports/${job.id}${query && '?'}${query}`
  }
  const progress = progressOf(job)
  const name = isStill ? words.importing.reloading : words.importing.still
  return {
    title: words.importing.jobTitle(job.name),
    section: '/articles',
    job: progress,
    items: items.map((item) => ({ ...item, told: words.importing.states[item.state] })),
    choices: [null, ...STATES_SHOWN].map((choice) => ({
      path: pathTo(choice, isStill),
      name: choice === null ? words.importing.all : words.importing.countedState(choice, counts[choice]),
      isShown: choice === state,
    })),
    next: isMore && last ? pathTo(state, isStill, last.id) : null,
    mayCancel: !job.isCancelled && counts.waiting + counts.reading + counts.open + counts.refused > 0,
    otherwise: progress.isRunning ? { path: pathTo(state, !isStill), name } : null,
  }
}
