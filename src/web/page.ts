import type { Response } from 'express'
import { wholeAddress } from './address'
import { assetUrl } from './assets'
import { type Desk, deskOf } from './desk'
import { keyField } from './key-field'
import { navigationFor } from './navigation'
import { render } from './views'
import { type Visitor, visitorWithNotice } from './visitor'

/** What every page says of itself. */
export interface PageHead {
  title: string
  /** A sentence for search engines and link previews. */
  description?: string
  /** The path that a page has for good, whatever was asked for. */
  canonical?: string
  /** The path of the page's section, to mark it in the navigation. */
  section?: string
  /** What the title begins with where a form was refused, if that is not "Not saved"; null where the title says it. */
  refusal?: string | null
  /** Only editors' pages have a script; readers' pages never do. */
  script?: string
}

/** The typed seam that EJS lacks: a view, and the model it must be given. */
export function page<Model extends PageHead>(view: string) {
  return {
    view,
    html: (model: Model, visitor: Visitor, desk: Desk, head: PageHead = model) =>
      layout(render(view, { ...model, visitor, desk, assetUrl, keyField }), head, visitor, desk),
    render(res: Response, model: Model) {
      res.type('html').send(this.html(model, visitorWithNotice(res), deskOf(res), headOf(res, model)))
    },
  }
}

/** A form that comes back looks much like the page it was sent from: the window's title is the first to say otherwise. */
function headOf(res: Response, model: PageHead): PageHead {
  const head = model.canonical ? { ...model, canonical: wholeAddress(res, model.canonical) } : model
  const isRefused = res.statusCode === 422 && res.req.method === 'POST' && head.refusal !== null
  return isRefused ? { ...head, title: `${head.refusal ?? 'Not saved'}: ${head.title}` } : head
}

function layout(body: string, head: PageHead, visitor: Visitor, desk: Desk): string {
  return render('layouts/main', {
    ...head,
    visitor,
    desk,
    navigation: navigationFor(visitor),
    body,
    assetUrl,
    keyField,
  })
}
