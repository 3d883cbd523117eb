import { Router } from 'express'
import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { RELATIONS, type RelationMeaning } from '../links/relation'
import { type PageHead, page } from '../web/page'

interface VocabularyPage extends PageHead {
  canonical: string
  relations: ({ name: string; who: string } & RelationMeaning)[]
  stances: { name: string; words: string; meaning: string }[]
  mediums: { name: string; words: string }[]
  wordings: { name: string; words: string; meaning: string }[]
  bases: { name: string; words: string; meaning: string }[]
}

const vocabularyPage = page<VocabularyPage>('reading/vocabulary')

const WHO: Record<RelationMeaning['speakers'], string> = {
  anyone: 'Of anyone’s claim.',
  another: 'Of another speaker’s claim.',
  same: 'Of the speaker’s own claim.',
}

const STANCE_MEANINGS: Record<keyof typeof STANCES, string> = {
  asserts: 'Says that it is so.',
  denies: 'Says that it is not so, with or without words of its own: “Rosneft denied the allegations.”',
  declines: 'Was asked, and did not answer.',
  does_not_dispute: 'Was asked, and let it stand without saying it.',
  asks: 'Puts it as a question.',
}

const WORDING_MEANINGS: Record<keyof typeof WORDINGS, string> = {
  direct: 'The article gives the speaker’s own words, in quotation marks.',
  indirect: 'The article tells in its own words what was said.',
  mixed: 'The article’s words, with some of the speaker’s in quotation marks.',
}

const BASES = [
  { name: 'stated', words: 'stated', meaning: 'The article gives the day.' },
  {
    name: 'counted',
    words: 'counted',
    meaning: 'Worked out from words such as “on Monday”, which are shown, and the day of publication.',
  },
  { name: 'inferred', words: 'inferred', meaning: 'An editor concluded it from other words, which are shown.' },
  {
    name: 'not_stated',
    words: 'day not stated',
    meaning: 'Nothing says when. In a chain the claim stands where its links put it; that is an order, and no date.',
  },
]

/** What the words mean: the relations first. No query. */
export function vocabularyRoutes() {
  const router = Router()
  const model: VocabularyPage = {
    title: 'What the words mean',
    description: 'The relations between claims, stances, mediums and dates, as Gainsay uses the words.',
    canonical: '/ns',
    relations: Object.entries(RELATIONS).map(([name, meaning]) => ({ name, ...meaning, who: WHO[meaning.speakers] })),
    stances: withMeanings(STANCES, STANCE_MEANINGS),
    mediums: Object.entries(MEDIUMS).map(([name, words]) => ({ name, words })),
    wordings: withMeanings(WORDINGS, WORDING_MEANINGS),
    bases: BASES,
  }

  router.get('/ns', (_req, res) => vocabularyPage.render(res, model))

  return router
}

function withMeanings<Name extends string>(words: Record<Name, string>, meanings: Record<Name, string>) {
  return (Object.keys(words) as Name[]).map((name) => ({ name, words: words[name], meaning: meanings[name] }))
}
