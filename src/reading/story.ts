import { dayInWords } from '../claims/said-on-days'
import type { Kin } from '../copies/family-sql'
import { words } from '../words/words'

/** Another article of the same story, as readers are told of it. */
export interface KinNamed {
  /** Null where readers have no page of it here. */
  path: string | null
  headline: string | null
  language: string
  outlet: string
  publishedOn: string | null
  published: string
  url: string | null
  isWithdrawn: boolean
}

/**
 * What is said of another article of the story. One that nothing public is reported in has no page for readers: they are
 * told of its outlet and day, and where it stands there, which is what an editor's word that it is a copy says.
 */
export function kinNamed({ isPublic, isWithdrawn, ...kin }: Kin, mayEdit: boolean): KinNamed {
  const isShown = (isPublic || mayEdit) && !isWithdrawn
  return {
    path: isShown ? `/articles/${kin.id}` : null,
    headline: isShown ? kin.headline : null,
    language: kin.language,
    outlet: kin.outlet ?? words.article.unknownOutlet,
    publishedOn: kin.publishedOn,
    published: kin.publishedOn ? dayInWords(kin.publishedOn) : words.days.publicationUnknown,
    url: isWithdrawn ? null : kin.url,
    isWithdrawn,
  }
}
