import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'

/**
 * Stems of English words by which news says that something was said: verbs of speech and of thought, and their nouns.
 * Only to offer them where the model found another; what is none of these is typed.
 */
const STEMS =
  /^(?:sa(?:id|ys?|ying)|told|tell|asked?|asks|asking|accus|acknowledg|add(?:s|ed|ing)$|admi(?:t|ssion)|affirm|agree|alleg|announc|answer|argu|assert|assum|assur|assertion|attribut|believ|blam|boast|call|caution|cit(?:e|ed|es|ing)$|claim|comment|complain|conced|conclu|condemn|confirm|consider|contend|contradict|counter|critici|decid|declar|declin|demand|den(?:y|ie|ial)|describ|disclos|dismiss|disput|echo|emphasi|encourag|estimat|exclaim|expect|explain|express|fear|guess|highlight|hint|indicat|inform|insist|joke|lament|mention|not(?:e|ed|es|ing)$|oppos|pledg|point|predict|promis|propos|question|quot|reaffirm|rebuk|recall|recommend|refus|refut|reiterat|reject|remark|remind|repeat|repl(?:y|ie)|report|request|respond|restat|reveal|rul|stat(?:e|ed|es|ing|ement)|stress|suggest|support|sp(?:eak|oken?$)|testif|th(?:ink|ought)|threaten|tweet|urg|vow|voic|warn|welcom|wonder|writ|wrote)/

/** Such words of a range, in order. */
export const wordsLikeCues = (text: TokenizedText, { from, to }: TokenRange): number[] =>
  Array.from({ length: to - from }, (_, place) => from + place).filter((at) => STEMS.test(tokenAt(text, at).lower))
