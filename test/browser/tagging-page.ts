import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'
import { signedIn } from '../support/world'

/** An article's tagging page in Chromium, with an editor signed in, and what tests do with it and ask of it. */
export class TaggingPage {
  private constructor(
    readonly browser: Browser,
    readonly site: Site,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly articleId: number,
  ) {}

  static async open(text: string, about: { language?: string; publishedOn?: string } = {}): Promise<TaggingPage> {
    const [browser, site] = await Promise.all([launchBrowser(), newSite()])
    const articleId = await newsroom(site.db).article(text, about)
    const context = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const desk = new TaggingPage(browser, site, context, page, articleId)
    await page.goto(`/signin?next=${desk.path}`)
    await page.fill('[name=email]', site.editor.email)
    await page.fill('[name=password]', site.editor.password)
    await page.click('main button')
    await page.goto(desk.path)
    return desk
  }

  get path(): string {
    return `/articles/${this.articleId}/annotate`
  }

  async close() {
    await this.browser.close()
    await this.site.close()
  }

  settled = (on = this.page) => on.waitForSelector('main:not([aria-busy])')

  press = async (...keys: string[]) => {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Presses keys of which the last asks the server, and waits for the answer. */
  pressAndWait = async (...keys: string[]) => {
    await this.press(...keys)
    await this.settled()
  }

  /** The words drawn as under the cursor, without the footnotes among them. */
  here = (on = this.page) =>
    on.evaluate(() =>
      [...(CSS.highlights.get('under-cursor') ?? [])]
        .map((range) => {
          const words = (range as Range).cloneContents()
          for (const note of words.querySelectorAll('a.note')) note.remove()
          return words.textContent
        })
        .join(' | '),
    )

  content = () => this.page.inputValue('#content')
  heard = (on = this.page) => on.textContent('#announcement')
  focused = () => this.page.evaluate(() => document.activeElement?.id)

  /** Answers to such requests wait until what this gives is called. */
  hold = async (url: string) => {
    let letGo = () => {}
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await this.page.route(url, async (route) => {
      await gate
      await route.continue()
    })
    return async () => {
      letGo()
      await this.page.unrouteAll({ behavior: 'wait' })
    }
  }

  /** Another page of the same person, in which axe waits. */
  async another(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const made = await this.browser.newContext({ baseURL: this.site.url, reducedMotion: 'reduce', ...options })
    await made.addCookies(await this.context.cookies())
    return newPageWithAxe(made)
  }

  /** Somebody else of the desk, without a page of their own. */
  async colleague() {
    const person = await this.site.person('editor')
    const [{ name }] = await this.site.db.query('SELECT name FROM accounts WHERE id = $1', [person.id])
    return { agent: await signedIn(this.site, person), name }
  }
}
