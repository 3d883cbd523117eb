import type { Page } from 'playwright-core'
import type { TextPositionSelector } from '../../src/quotes/selector'

/** What an editor sees of the tagging page. */
export interface PageState {
  /** Whether the form was opened for a passage, and for which words. */
  isOpen: boolean
  spans: TextPositionSelector[]
  fields: {
    source: string
    cue: string
    cueAt: string
    speakers: string[]
    saidOn: string
    medium: string
    stance: string
  }
  /** By the letter of each group: what its choices put into the form, in their order, and which is taken. */
  choices: Record<string, { take: Record<string, string | string[]>; isTaken: boolean }[]>
  readings: { spans: string; isShown: boolean }[]
  opponents: Opponent[]
  /** Where the sentences under the cursor begin. */
  under: number[]
  sentences: TextPositionSelector[]
  problems: string
}

export interface Opponent {
  key: string
  words: string
  isTicked: boolean
  relation: string
  direction: string
}

/** Reads the page: nothing that is not on it. */
export const readPage = (page: Page): Promise<PageState> =>
  page.evaluate(() => {
    const all = <Found extends Element>(selector: string, within: ParentNode = document) => [
      ...within.querySelectorAll<Found>(selector),
    ]
    const form = document.querySelector<HTMLFormElement>('form[data-record]')
    const value = (name: string) => (form?.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
    const places = (written: string) =>
      [...written.matchAll(/(\d+)-(\d+)/g)].map(([, start, end]) => ({ start: Number(start), end: Number(end) }))
    const sentences = all<HTMLElement>('.sentence').map(({ dataset }) => ({
      start: Number(dataset.start),
      end: Number(dataset.end),
    }))
    const choices: Record<string, { take: Record<string, string | string[]>; isTaken: boolean }[]> = {}
    for (const group of all<HTMLElement>('[data-choices]')) {
      const letter = group.querySelector<HTMLElement>('[data-cycle]')?.dataset.key ?? ''
      choices[letter] = all<HTMLElement>('[data-set]', group).map((button) => ({
        take: JSON.parse(button.dataset.set ?? '{}'),
        isTaken: button.getAttribute('aria-pressed') === 'true',
      }))
    }
    return {
      isOpen: form?.dataset.open !== undefined,
      spans: places(value('spans')),
      fields: {
        source: value('source'),
        cue: value('cue'),
        cueAt: value('cueAt'),
        speakers: all<HTMLInputElement>('input[name=speaker]', form ?? document)
          .map((input) => input.value)
          .filter(Boolean),
        saidOn: value('saidOn'),
        medium: value('medium'),
        stance: document.querySelector<HTMLInputElement>('input[name=stance]:checked')?.value ?? '',
      },
      choices,
      readings: all<HTMLAnchorElement>('details.readings a').map((link) => ({
        spans: new URL(link.href).searchParams.get('spans') ?? '',
        isShown: link.hasAttribute('aria-current'),
      })),
      opponents: all<HTMLElement>('.opponent').map((one) => {
        const box = one.querySelector('input') as HTMLInputElement
        const [direction, relation] = all<HTMLSelectElement>('select', one)
        return {
          key: box.dataset.key ?? '',
          words: one.querySelector('q')?.textContent ?? '',
          isTicked: box.checked,
          relation: relation?.value ?? '',
          direction: direction?.value ?? '',
        }
      }),
      under: all<HTMLElement>('.sentence.here').map(({ dataset }) => Number(dataset.start)),
      sentences,
      problems: document.querySelector<HTMLElement>('.errors')?.innerText ?? '',
    }
  })
