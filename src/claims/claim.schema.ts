import { z } from 'zod'
import { line, optionalLine, typed } from '../web/text-fields'
import { words } from '../words/words'
import { MEDIUMS, namesOf, STANCES, WORDINGS } from './claim'
import { SAID_ON_BASES } from './said-on'

/** A passage of an article may be as long as a long speech; the whole is limited with the article. */
const LONGEST_QUOTE = 20_000

const oneOf = <Vocabulary extends object>(vocabulary: Vocabulary) =>
  z.enum(namesOf(vocabulary), words.refusals.noneOf(namesOf(vocabulary).join(', ')))

export const StanceName = oneOf(STANCES)
export const MediumName = oneOf(MEDIUMS)
export const WordingName = oneOf(WORDINGS)
export const BasisName = z.enum(SAID_ON_BASES, words.refusals.noneOf(SAID_ON_BASES.join(', ')))

/** EDTF, as typed; `parseSaidOn` says whether it is a date. */
export const SaidOnText = optionalLine(100)
export const SaidOnWords = optionalLine(300)
export const Summary = optionalLine(1_000)
export const PublicReason = line(1_000, words.refusals.givePublicReason)

const offset = z.int(words.refusals.noWholeNumber).min(0, words.refusals.belowZero)

/** Words to be found in an article's text: by themselves, their context, or their place, in code points. */
export const Selector = z
  .strictObject({
    exact: typed(LONGEST_QUOTE).optional(),
    prefix: typed(1_000).optional(),
    suffix: typed(1_000).optional(),
    start: offset.optional(),
    end: offset.optional(),
  })
  .refine((selector) => selector.exact !== undefined || selector.start !== undefined, words.refusals.exactOrPlace)
  .refine((selector) => (selector.start === undefined) === (selector.end === undefined), words.refusals.placeTogether)
