import type { Response } from 'express'
import { assetUrl } from './assets'
import { type Desk, deskOf } from './desk'
import { keyField } from './key-field'
import { navigationFor } from './navigation'
import { baseUrlOf } from './site'
import { render } from './views'
import { type Visitor, visitorWithNotice } from './visitor'
import { headForOthers, type WaysOut } from './ways-out'

/** What every page says of itself. */
export interface PageHead {
  title: string
  /** A sentence for search engines and link previews. */
  description?: string
  /** The page's own path, however it was come by: for search engines and whoever shares it. */
  canonical?: string
  /** The path of the page's section, to mark it in the navigation. */
  section?: string
  /** What the title begins with where a form was refused, if that is not "Not saved"; null where the title says it. */
  refusal?: string | null
  /** Only editors' pages have a script; readers' pages never do. */
  script?: string
  /** Feeds, a picture and the like, for readers' pages. */
  waysOut?: WaysOut
}

/** The typed seam that EJS lacks: a view, and the model it must be given. */
export function page<Model extends PageHead>(view: string) {
  return {
    view,
    html: (model: Model, visitor: Visitor, desk: Desk, baseUrl: string, head: PageHead = model) =>
      layout(render(view, { ...model, visitor, desk, baseUrl, assetUrl, keyField }), head, visitor, desk, baseUrl),
    render(res: Response, model: Model) {
      const html = this.html(model, visitorWithNotice(res), deskOf(res), baseUrlOf(res), headOf(res, model))
      res.type('html')
      const send = (res.locals.sendPage as SendPage | undefined) ?? ((html) => res.send(html))
      send(html)
    },
  }
}

type SendPage = (html: string) => void

/** Has the page of this answer, once it is made, sent by `send`. */
export function whenMade(res: Response, send: SendPage): void {
  res.locals.sendPage = send
}

/** A form that comes back looks much like the page it was sent from: the window's title is the first to say otherwise. */
function headOf(res: Response, head: PageHead): PageHead {
  const isRefused = res.statusCode === 422 && res.req.method === 'POST' && head.refusal !== null
  return isRefused ? { ...head, title: `${head.refusal ?? 'Not saved'}: ${head.title}` } : head
}

function layout(body: string, head: PageHead, visitor: Visitor, desk: Desk, baseUrl: string): string {
  return render('layouts/main', {
    ...head,
    visitor,
    desk,
    navigation: navigationFor(visitor),
    others: headForOthers(head, baseUrl, desk, visitor.account !== null),
    body,
    assetUrl,
    keyField,
  })
}
