import { Router } from 'express'
import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { RELATIONS, type RelationMeaning } from '../links/relation'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { OWN_TERMS } from './own-terms'

interface VocabularyPage extends PageHead {
  canonical: string
  relations: ({ name: string; who: string } & RelationMeaning)[]
  stances: { name: string; words: string; meaning: string }[]
  mediums: { name: string; words: string }[]
  wordings: { name: string; words: string; meaning: string }[]
  bases: { name: string; words: string; meaning: string }[]
  terms: { name: string; meaning: string }[]
}

const vocabularyPage = page<VocabularyPage>('reading/vocabulary')

const said = words.vocabulary

/** What the words mean: the relations first. No query. */
export function vocabularyRoutes() {
  const router = Router()
  const model: VocabularyPage = {
    title: said.title,
    description: said.description,
    canonical: '/ns',
    relations: Object.entries(RELATIONS).map(([name, meaning]) => ({
      name,
      ...meaning,
      who: said.speakers[meaning.speakers],
    })),
    stances: withMeanings(STANCES, said.stanceMeanings),
    mediums: Object.entries(MEDIUMS).map(([name, words]) => ({ name, words })),
    wordings: withMeanings(WORDINGS, said.wordingMeanings),
    bases: withMeanings({ ...words.terms.bases, not_stated: words.days.notStated }, said.basisMeanings),
    terms: Object.entries(OWN_TERMS).map(([name, meaning]) => ({ name, meaning })),
  }

  router.get('/ns', (_req, res) => vocabularyPage.render(res, model))

  return router
}

function withMeanings<Name extends string>(names: Record<Name, string>, meanings: Record<Name, string>) {
  return (Object.keys(names) as Name[]).map((name) => ({ name, words: names[name], meaning: meanings[name] }))
}
