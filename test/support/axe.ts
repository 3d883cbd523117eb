import { source } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/**
 * A page in which axe waits in every document: half a megabyte that the browser keeps and compiles once, where sending it for each
 * look took a third of the browser tests' time.
 */
export async function newPageWithAxe(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript({ content: source })
  return page
}

/** What axe finds wrong with the page, in all its rules or in these: the rule, and where. */
export function findings(page: Page, rules?: string[]): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // In detail only what is wrong.
    const { violations } = await axe.run({ resultTypes: ['violations'], ...(runOnly ? { runOnly } : {}) })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
  }, rules)
}
