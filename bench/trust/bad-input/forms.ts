import { ruleFor, rulesOf } from '../../../src/accounts/policy'
import { policy } from '../../../src/routes'
import type { Chance } from '../chance'
import { filledIn } from './fillings'
import { type Form, formsOf } from './html'
import type { OpenDesk } from './open-desk'
import { addressOf, PAGES, type PageKind } from './pages'
import type { Seat } from './prepared-desk'
import type { Answer } from './wire'

/** The fields of a form as they are sent, in their order. */
export type Fields = readonly (readonly [name: string, value: string])[]

/** A form as a page of this desk shows it, filled in. */
export interface Opened {
  route: string
  form: Form
  seat: Seat | null
  fields: Fields
}

/** Forms are asked for on their pages, which cost more than most of what is then sent: so many cases are made of one. */
const CASES_A_PAGE = 6

/** Routes that hash a password, which costs as much as a dozen others. */
const SLOW = /signin|welcome|password/

const RULES = rulesOf(policy)

/** Which route an action leads to: `POST /claims/:id/links`. */
export function routeOf({ method, action }: Form): string {
  const path = action.split(/[?#]/)[0] ?? ''
  const rule = ruleFor(RULES, method, path)
  return rule ? `${rule.method} ${rule.path}` : `${method} ${path}`
}

/** The forms of a desk: which pages have which, and the one that cases are being made of. */
export class Forms {
  /** By route, where a form of it has been seen. */
  readonly pages = new Map<string, Set<PageKind>>()
  private opened: Opened | null = null
  private left = 0

  constructor(private readonly desk: OpenDesk) {}

  /** Looks at pages, once each. */
  async look(chance: Chance, kinds: readonly PageKind[] = PAGES): Promise<void> {
    for (const kind of kinds) for (const form of (await this.open(kind, chance)).forms) this.note(form, kind)
  }

  /** The next form to make a case of, filled in anew. */
  async next(chance: Chance): Promise<Opened | null> {
    if (this.left > 0 && this.opened) {
      this.left -= 1
      return { ...this.opened, fields: await this.fill(this.opened.form, this.opened.route, this.opened.seat, chance) }
    }
    const opened = await this.formOf(this.drawnRoute(chance), chance)
    if (opened === null) return null
    this.left = CASES_A_PAGE - 1
    this.opened = { ...opened, fields: [] }
    return opened
  }

  /** A form of that route, filled in; null if the page that was opened has none now. */
  async formOf(route: string, chance: Chance): Promise<Opened | null> {
    const kind = chance.oneOf([...(this.pages.get(route) ?? [])])
    const { forms, seat } = await this.open(kind, chance)
    for (const form of forms) this.note(form, kind)
    const fitting = forms.filter((form) => routeOf(form) === route)
    if (fitting.length === 0) return null
    const form = chance.oneOf(fitting)
    return { route, form, seat, fields: await this.fill(form, route, seat, chance) }
  }

  /** Something has been changed: the form that was open may be stale. What a change offers to undo comes next. */
  async changed(answer: Answer, chance: Chance): Promise<void> {
    this.left = 0
    const { location } = answer.headers
    const { seat } = this.opened ?? {}
    if (!location?.startsWith('/') || !seat || chance.oneIn(2)) return
    const page = await this.read(location.split('#')[0] ?? '/', seat)
    const undo = page && formsOf(/<div class="notice"[\s\S]*?<\/div>/.exec(page)?.[0] ?? '')[0]
    if (!undo) return
    this.opened = { route: routeOf(undo), form: undo, seat, fields: [] }
    this.left = CASES_A_PAGE
  }

  private drawnRoute(chance: Chance): string {
    const route = chance.oneOf([...this.pages.keys()])
    return SLOW.test(route) && !chance.oneIn(6) ? this.drawnRoute(chance) : route
  }

  private fill(form: Form, route: string, seat: Seat | null, chance: Chance) {
    const filling = { chance, desk: this.desk, seat: seat ?? this.desk.seats[0], route, action: form.action }
    return filledIn(form, filling)
  }

  private note(form: Form, kind: PageKind) {
    const route = routeOf(form)
    if (!this.pages.has(route)) this.pages.set(route, new Set())
    this.pages.get(route)?.add(kind)
  }

  private async open(kind: PageKind, chance: Chance): Promise<{ forms: Form[]; seat: Seat | null }> {
    const seat = kind.asNobody ? null : chance.oneOf(this.desk.seats)
    const address = await addressOf(this.desk, kind, chance)
    const html = address === null ? null : await this.read(address, seat)
    return { forms: html === null ? [] : formsOf(html), seat }
  }

  private async read(path: string, seat: Seat | null): Promise<string | null> {
    const outcome = await this.desk.connection.ask(
      { method: 'GET', path, headers: headersOf(this.desk, seat), body: null },
      20_000,
    )
    if (typeof outcome === 'string') throw new Error(`The page ${path} did not come: ${outcome}`)
    return outcome.status === 200 ? outcome.body.toString() : null
  }
}

export function headersOf(desk: OpenDesk, seat: Seat | null): [string, string][] {
  return [['Host', `127.0.0.1:${desk.port}`], ...(seat ? [['Cookie', seat.cookie] as [string, string]] : [])]
}
