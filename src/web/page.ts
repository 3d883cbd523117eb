import type { Response } from 'express'
import { assetUrl } from './assets'
import { type Desk, deskOf } from './desk'
import { navigationFor } from './navigation'
import { render } from './views'
import { type Visitor, visitorWithNotice } from './visitor'

/** What every page says of itself. */
export interface PageHead {
  title: string
  /** A sentence for search engines and link previews. */
  description?: string
  /** The path of the page's section, to mark it in the navigation. */
  section?: string
  /** Only editors' pages have a script; readers' pages never do. */
  script?: string
}

/** The typed seam that EJS lacks: a view, and the model it must be given. */
export function page<Model extends PageHead>(view: string) {
  return {
    view,
    html: (model: Model, visitor: Visitor, desk: Desk) =>
      layout(render(view, { ...model, visitor, desk, assetUrl }), model, visitor, desk),
    render(res: Response, model: Model) {
      res.type('html').send(this.html(model, visitorWithNotice(res), deskOf(res)))
    },
  }
}

function layout(body: string, head: PageHead, visitor: Visitor, desk: Desk): string {
  return render('layouts/main', { ...head, visitor, desk, navigation: navigationFor(visitor), body, assetUrl })
}
