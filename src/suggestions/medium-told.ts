import { sentenceOf, tokenAt } from '../attribution/surroundings'
import { isWithin } from '../attribution/tokenized-text'
import type { Medium } from '../claims/claim'
import { outerStatement, sameOccasion, type Telling, whyNoOccasion } from './occasion'
import { linesBetween, type Passage, sentencesOf, wholeOf, wordsOf } from './passage'
import { cited, eachOnce, type Proposal } from './proposal'

/** The press, as its names end or are. */
const PRESS =
  'Journal|Post|Times|Guardian|Telegraph|Tribune|Herald|Gazette|Chronicle|Globe|Spiegel|Figaro|CNN|BBC|NBC|CBS|ABC|MSNBC|NPR|(?:Fox|Daily) News|Daily (?:Mail|Beast|Mirror)|USA TODAY|Politico|BuzzFeed|Breitbart|Axios|HuffPost|newspaper|magazine'

/** Words that tell a medium, the more telling first. They count where they stand outside of what was said. */
const TOLD_BY: readonly [Medium, RegExp][] = [
  ['tweet', /\b(?:re)?tweet(?:ed|s|ing)?\b|\b(?:on|via) Twitter\b|\bTwitter (?:post|account|message)\b/i],
  [
    'social_media_post',
    /\b(?:on|via) (?:Facebook|Instagram|Telegram|Weibo|social media|Truth Social|LinkedIn|TikTok|X)\b|\b(?:Facebook|Instagram|Telegram|social media|blog) post\b/,
  ],
  ['joint_statement', /\bjoint (?:statement|declaration|communiqu[ée])\b|\bjointly (?:said|declared|stated)\b/i],
  [
    'testimony',
    /\btestif(?:ied|y|ying)\b|\btestimony\b|\b(?:at|during|in) (?:an? |the |his |her )?(?:(?:committee|congressional|Senate|House|court|confirmation|oversight|budget|public|parliamentary) )?hearing\b(?! aids?)|\btold (?:a |the )?(?:House|Senate|congressional|parliamentary) (?:\w+ ){0,3}(?:committee|panel|hearing)\b|\bunder oath\b/i,
  ],
  [
    'court_filing',
    /\b(?:court|legal) (?:filings?|papers|documents?)\b|\b(?:lawsuit|indictment|affidavit|criminal complaint|(?:court|legal|amicus) (?:brief|petition|motion))\b|\bin (?:the|their|its|his|her) suit\b(?! \w+ing)|\bin (?:the|their|its|his|her|an?) filings?\b/i,
  ],
  ['resolution', /\bresolution\b/i],
  ['letter', /\b(?:in|by) an? (?:\w+ )?letter\b|\bwrote (?:in a letter )?to\b|\bletter to\b/i],
  ['opening_remarks', /\bopening (?:remarks|comments|statement)\b/i],
  [
    'written_statement',
    /\b(?:in|by|via) (?:an? |its |his |her |their |the )?(?:\w+ ){0,2}statement\b|\b(?:a|the|its|written|emailed) (?:\w+ ){0,3}statement\b|\bstatement (?:from|by|on)\b|\bpress release\b|\bby e-?mail\b/i,
  ],
  ['press_briefing', /\b(?:press|news|media) (?:briefing|conference)\b|\b(?:daily|regular|weekly) briefing\b/i],
  [
    'interview',
    /\b(?:in|during|gave) an? (?:\w+ ){0,4}interview\b|\binterview (?:with|on|published|broadcast|aired)\b|\btold (?:\w+ ){0,3}in an interview\b/i,
  ],
  // “Told The Post”: whoever is told by one paper was asked by it.
  [
    'interview',
    new RegExp(
      `\\btold (?:[Tt]he )?(?:\\p{Lu}\\S* ){0,3}(?:daily|${PRESS})\\b(?! \\p{Lu})|\\b[Rr]eached (?:\\w+ )?by (?:tele)?phone\\b`,
      'u',
    ),
  ],
  [
    'remarks_to_reporters',
    /\b(?:told|to|with|asked by|questions? (?:from|by)) (?:the |a group of |a conference call with )?(?:reporters|journalists|the press|press|media|newsmen)\b/i,
  ],
  [
    'speech',
    /\b(?:in|during|at|delivered) (?:an? |his |her |the )?(?:\w+ ){0,3}(?:speech|address|rally|keynote|sermon|debate)\b/i,
  ],
  [
    'phone_call',
    /\b(?:phone|telephone|telephoned?) ?(?:call|conversation)?\b|\bby (?:tele)?phone\b|\b(?:the|a|that|this|\w+day) call\b/i,
  ],
  ['talks', /\b(?:during|in|at|after) (?:the |their |bilateral )?(?:\w+ )?(?:talks|negotiations)\b/i],
  [
    'broadcast',
    /\b(?:on|to) (?:\w+ ){0,2}(?:television|TV|radio|air)\b|\b(?:television|TV|radio) (?:address|programme|program|show)\b|\bpodcast\b/i,
  ],
  ['report', /\b(?:in|by|according to) (?:an? |the |its )(?:\w+ ){0,3}(?:report|study|survey|paper|audit|review)\b/i],
]

const AGENCIES =
  /\b(?:Reuters|Associated Press|AP|Agence France-Presse|AFP|Interfax|TASS|RIA(?: Novosti)?|Xinhua|dpa|Bloomberg|EFE|Kyodo|news agency)\b/
const NEWSPAPERS = new RegExp(`\\b(?:${PRESS}|article|media reports?)\\b`)

/** What news is told by most: offered behind what the words tell, so that a key reaches it. */
const COMMON: readonly Medium[] = ['remarks_to_reporters', 'written_statement', 'tweet', 'interview', 'news_report']

const UNKNOWN: Proposal<Medium> = { value: 'unknown', reason: 'no word of the sentence tells' }

/** How it was said, the likeliest first: by words beside the cue, else as the same speaker shortly before. */
export function mediumTold(asked: Telling): Proposal<Medium>[] {
  const isNested = outerStatement(asked) !== null
  const outside = isNested ? '' : outsideOfContent(asked)
  const told = toldBy(withoutOthers(outside, asked.speakers), TOLD_BY).map(jointly(asked))
  const earlier = sameOccasion(asked)
    .filter(({ medium }) => medium !== 'unknown')
    .map(({ medium, speakers }) => ({ value: medium as Medium, reason: `as ${speakers.join('; ')} shortly before` }))
  const byWords = [...byNewsMedium(asked), ...told]
  const noOccasion = whyNoOccasion(asked)
  const all =
    noOccasion === null
      ? [...byWords, ...earlier, UNKNOWN]
      : [...byWords, { ...UNKNOWN, reason: noOccasion }, ...earlier]
  const common = COMMON.map((value) => ({ value, reason: '' }))
  return eachOnce([...all, ...toldBy(linesAround(asked), [...TOLD_BY, ...NEWS]), ...common], (value) => value)
}

/** What belongs to somebody else tells nothing: “said in answer to Ray’s tweet”. */
const withoutOthers = (words: string, speakers: readonly string[]) => {
  const own = new Set(speakers.flatMap((name) => name.split(' ')))
  const isOwn = (owner: string) =>
    own.has(owner) || NO_OWNER.test(owner) || NEWSPAPERS.test(owner) || AGENCIES.test(owner)
  return words.replace(OWNED, (all, owner: string) => (isOwn(owner) ? all : `${owner} …`))
}

/** Words are joined by spaces here, so that what tells of an owner stands apart. No name is longer than that. */
const OWNED =
  /(?<![\p{L}-])(\p{Lu}[\p{L}-]{1,40}) ['’]s (?:[Tt]weets?|post|statement|remarks|letter|speech|interview|testimony)\b/gu
/** “Monday’s statement” is nobody else’s. */
const NO_OWNER =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$/

/** A statement of several is a joint one. */
const jointly =
  ({ speakers }: Telling) =>
  (told: Proposal<Medium>): Proposal<Medium> =>
    told.value === 'written_statement' && speakers.length > 1 ? { ...told, value: 'joint_statement' } : told

/** A mention of one is no more than a hint. */
const NEWS: typeof TOLD_BY = [
  ['news_agency', AGENCIES],
  ['news_report', NEWSPAPERS],
]

function toldBy(words: string, patterns: typeof TOLD_BY): Proposal<Medium>[] {
  return patterns.flatMap(([value, pattern]) => {
    const [found] = pattern.exec(words) ?? []
    return found ? [{ value, reason: cited(found) }] : []
  })
}

/** How many lines before and behind may tell how somebody is heard in all of them. */
const LINES_AROUND = 2

function linesAround({ text, content }: Telling): string {
  const near = content[0]?.from ?? 0
  let [from, to] = [near, near]
  while (from > 0 && linesBetween(text, from - 1, near) <= LINES_AROUND) from -= 1
  while (to < text.tokens.length && linesBetween(text, to, near) <= LINES_AROUND) to += 1
  return wordsOf(text, { from, to })
}

function outsideOfContent(asked: Passage): string {
  const { text, content } = asked
  const { from, to } = sentencesOf(text, wholeOf(asked))
  const parts: string[] = []
  for (let at = from; at < to; at += 1) parts.push(isWithin(content, at) ? '…' : tokenAt(text, at).text)
  return parts.join(' ').replace(/(?:… ?)+/g, ' … ')
}

/** Whoever is a news agency or a newspaper speaks in its reports. */
function byNewsMedium({ text, source, cue }: Telling): Proposal<Medium>[] {
  if (!source || (cue !== null && sentenceOf(text, cue) !== sentenceOf(text, source.from))) return []
  const words = wordsOf(text, source)
  const [agency] = AGENCIES.exec(words) ?? []
  if (agency) return [{ value: 'news_agency', reason: cited(agency) }]
  const [paper] = NEWSPAPERS.exec(words) ?? []
  return paper ? [{ value: 'news_report', reason: cited(words) }] : []
}
