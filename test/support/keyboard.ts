import type { ElementHandle, Locator, Page } from 'playwright-core'

/** Presses of Tab after which something isn't reached: more than any page of the tests has stops. */
const MOST_STOPS = 250

/**
 * Stops after which what is wanted is looked up again, should a script have put it there anew. To look it up at each stop took most of the time of these
 * tests: by role and name, the whole page is read for it.
 */
const LOOKED_UP_EACH = 40

/** Letters from which on words are pasted: nobody types as many, and each is several messages to the browser. */
const PASTED_FROM = 80

/** Somebody without a mouse: goes from stop to stop with Tab, types, and presses Enter, Space and the arrows. */
export function keyboardOf(page: Page) {
  const hasFocus = (elements: ElementHandle[]) =>
    page.evaluate((elements) => elements.some((element) => element === document.activeElement), elements)

  /** Goes on with Tab until one of these has the focus; behind the last stop comes the first again. */
  async function to(wanted: Locator) {
    let found: ElementHandle[] = []
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (stop % LOOKED_UP_EACH === 0) found = await wanted.elementHandles()
      if (await hasFocus(found)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${wanted} on ${page.url()}`)
  }

  /** Goes there and presses Enter, which leads to another page. */
  async function press(wanted: Locator) {
    await to(wanted)
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
    // Whoever hears a page has to be told what it is.
    expect([page.url(), await page.locator('main h1').count()]).toEqual([page.url(), 1])
  }

  return {
    page,
    press,
    link: (name: string | RegExp) => press(page.getByRole('link', { name, exact: typeof name === 'string' })),
    button: (name: string) => press(page.getByRole('button', { name, exact: true })),
    /** Puts words in place of what a field has: long ones are pasted. */
    async type(label: string, words: string) {
      await to(page.getByLabel(label, { exact: true }))
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.press('Delete')
      if (words.length < PASTED_FROM) await page.keyboard.type(words)
      else await page.keyboard.insertText(words)
    },
    /** Such a day of a month as has the month's number: some browsers want the month first, and some the day. */
    async sixthOfJune(label: string, year: string) {
      await to(page.getByLabel(label, { exact: true }))
      await page.keyboard.type(`0606${year}`)
      expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(`${year}-06-06`)
    },
    /** Typing the first letters of an option chooses it. */
    async option(label: string, name: string) {
      await to(page.getByLabel(label, { exact: true }))
      await page.keyboard.type(name)
      expect(await page.locator('select:focus option:checked').textContent()).toBe(name)
    },
    /** Tab stops once at radio buttons of a name; the arrow goes on from there. */
    async radio(name: string, value: string) {
      const group = page.locator(`main input[name=${name}]`)
      await to(group)
      await page.keyboard.press('Space')
      for (let step = 0; step < (await group.count()); step += 1) {
        if (await page.locator(`main input[name=${name}][value="${value}"]`).isChecked()) return
        await page.keyboard.press('ArrowDown')
      }
      throw new Error(`The arrow does not lead to ${name} ${value}`)
    },
    async checkbox(label: string | RegExp) {
      await to(page.getByLabel(label))
      await page.keyboard.press('Space')
      expect(await page.getByLabel(label).isChecked()).toBe(true)
    },
  }
}

export type Keyboard = ReturnType<typeof keyboardOf>
