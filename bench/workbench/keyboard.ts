import type { Page } from 'playwright-core'

/** What the page counted and measured of its keys. */
export interface Keyed {
  /** Keydowns, those of Shift and Ctrl too. */
  count: number
  /** From each keydown until what it asked for was painted (ms), an answer of the server waited for. */
  paints: number[]
}

/** Keys that a US keyboard writes with Shift, each with the key below it. */
const WITH_SHIFT: Record<string, string> = {
  '{': 'BracketLeft',
  '}': 'BracketRight',
  '"': 'Quote',
  '?': 'Slash',
  '(': 'Digit9',
  ')': 'Digit0',
  ':': 'Semicolon',
  '<': 'Comma',
  '>': 'Period',
  '!': 'Digit1',
  $: 'Digit4',
  '%': 'Digit5',
  '~': 'Backquote',
  '&': 'Digit7',
  '*': 'Digit8',
  _: 'Minus',
  '+': 'Equal',
}

/** Has the page count every keydown, and measure until the next frame in which nothing is being waited for any more. */
export const countKeys = (page: Page) =>
  page.addInitScript(() => {
    const keyed: Keyed & { open: number } = { count: 0, paints: [], open: 0 }
    Object.assign(globalThis, { keyed })
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        keyed.count += 1
        keyed.open += 1
        const look = () =>
          requestAnimationFrame(() => {
            if (document.querySelector('main[aria-busy]')) return look()
            setTimeout(() => {
              keyed.open -= 1
              keyed.paints.push(performance.now() - timeStamp)
            })
          })
        look()
      },
      true,
    )
  })

/** A person's hands on a US keyboard. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses a key as it is written: `j`, `{`, `J`, `Enter`, `Control+Enter`; and waits until that is painted. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(withModifier(key))
    await this.painted()
  }

  /** Writes, letter by letter; what no key writes, as “, comes from the clipboard of nobody, and is refused. */
  async write(text: string): Promise<void> {
    for (const letter of text) {
      if (/[^\x20-\x7e]/.test(letter)) throw new Error(`No key of a US keyboard writes ${letter}`)
      await this.page.keyboard.press(withModifier(letter))
    }
    await this.painted()
  }

  async keyed(): Promise<Keyed> {
    return this.page.evaluate(() => (globalThis as unknown as { keyed: Keyed }).keyed)
  }

  private async painted() {
    await this.page.waitForFunction(() => (globalThis as unknown as { keyed: { open: number } }).keyed.open === 0)
  }
}

function withModifier(key: string): string {
  if ([...key].length > 1) return key
  if (WITH_SHIFT[key]) return `Shift+${WITH_SHIFT[key]}`
  if (/\p{Lu}/u.test(key)) return `Shift+Key${key}`
  return key === ' ' ? 'Space' : key
}
