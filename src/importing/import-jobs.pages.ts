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
  choices: { state: string | null; name: string; isShown: boolean }[]
  next: string | null
  mayCancel: boolean
  refused: number
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
  { state, isMore }: { state: (typeof STATES_SHOWN)[number] | null; isMore: boolean },
): JobPage {
  const { counts } = job
  const path = `/imports/${job.id}`
  const last = items.at(-1)
  return {
    title: words.importing.jobTitle(job.name),
    section: '/articles',
    job: progressOf(job),
    items: items.map((item) => ({ ...item, told: words.importing.states[item.state] })),
    choices: [null, ...STATES_SHOWN].map((choice) => ({
      state: choice,
      name: choice === null ? words.importing.all : words.importing.countedState(choice, counts[choice]),
      isShown: choice === state,
    })),
    next: isMore && last ? `${path}?${state ? `state=${state}&` : ''}after=${last.id}` : null,
    mayCancel: !job.isCancelled && counts.waiting + counts.reading + counts.open + counts.refused > 0,
    refused: counts.refused,
  }
}
