import { words } from '../words/words'
import type { Doubt } from './page-lines'

const { reasons } = words.extraction

/** Words of a class or an id, and what an element is that bears them: all of one of the groups have to be there. */
const NAMES: { doubt: Doubt; groups: string[] }[] = [
  {
    doubt: { kind: 'comments', reason: reasons.comments },
    groups: [
      ...[
        'comments',
        'commentlist',
        'disqus',
        'livefyre',
        'respond',
        'comment list',
        'comment section',
        'comment thread',
      ],
      ...[
        'reader comments',
        'user comments',
        'spotim',
        'coral thread',
        'comment form',
        'comment respond',
        'comment content',
      ],
    ],
  },
  {
    doubt: { kind: 'appeal', reason: reasons.appeal },
    groups: [
      ...[
        'newsletter',
        'newsletters',
        'subscribe',
        'subscription',
        'signup',
        'sign up',
        'donate',
        'donation',
        'donations',
      ],
      ...[
        'contribute',
        'contributions',
        'membership',
        'paywall',
        'regwall',
        'mailchimp',
        'mc4wp',
        'appeal',
        'fundraiser',
      ],
      ...['support us', 'promo', 'epic', 'cta', 'registration wall', 'subscriber only', 'mailing list', 'crowdfunding'],
    ],
  },
  {
    doubt: { kind: 'navigation', reason: reasons.navigation },
    groups: [
      ...[
        'related',
        'recommended',
        'recommendations',
        'trending',
        'popular',
        'readmore',
        'read more',
        'read also',
        'navbar',
      ],
      ...[
        'most read',
        'most viewed',
        'nav',
        'navigation',
        'breadcrumb',
        'breadcrumbs',
        'share',
        'sharing',
        'sharedaddy',
      ],
      ...[
        'social',
        'addtoany',
        'relatedposts',
        'pagination',
        'pager',
        'sidebar',
        'outbrain',
        'taboola',
        'onward',
        'skip link',
      ],
      ...[
        'more stories',
        'more news',
        'more from',
        'also read',
        'tag list',
        'taglist',
        'tags',
        'next post',
        'prev post',
      ],
      ...['post navigation', 'teasers', 'menu', 'mostread', 'mostpopular', 'see also', 'toolbar'],
    ],
  },
  {
    doubt: { kind: 'caption', reason: reasons.caption },
    groups: [
      ...['caption', 'figcaption', 'image credit', 'photo credit', 'img credit', 'media credit', 'photo caption'],
      ...['image caption', 'picture caption'],
    ],
  },
  {
    doubt: { kind: 'other', reason: reasons.cookies },
    groups: ['cookie', 'cookies', 'consent', 'gdpr', 'onetrust', 'ccpa', 'privacy banner', 'cookiebanner'],
  },
  {
    doubt: { kind: 'other', reason: reasons.advertisement },
    groups: [
      'ad',
      'ads',
      'advert',
      'advertisement',
      'advertising',
      'sponsored',
      'sponsor',
      'adsbygoogle',
      'advertorial',
    ],
  },
  {
    doubt: { kind: 'other', reason: reasons.aboutAuthor },
    groups: [
      'author bio',
      'authorbio',
      'author box',
      'about author',
      'author info',
      'author description',
      'abouttheauthor',
    ],
  },
  {
    doubt: { kind: 'other', reason: reasons.ofTheSite },
    groups: [
      'copyright',
      'colophon',
      'masthead',
      'site footer',
      'site header',
      'page footer',
      'page header',
      'disclaimer',
    ],
  },
]

const BY_GROUP = NAMES.map(({ doubt, groups }) => ({ doubt, groups: groups.map((group) => group.split(' ')) }))

const BY_TAG: Record<string, Doubt> = {
  figcaption: { kind: 'caption', reason: reasons.caption },
  aside: { kind: 'other', reason: reasons.aside },
  footer: { kind: 'other', reason: reasons.ofTheSite },
}

const BY_ROLE: Record<string, Doubt> = {
  complementary: { kind: 'other', reason: reasons.aside },
  contentinfo: { kind: 'other', reason: reasons.ofTheSite },
}

/** What an element seems to be by its names, its role and its tag; null for what looks like a part of the article. */
export function doubtByName(tag: string, role: string, names: string): Doubt | null {
  const had = new Set(namesIn(names))
  if (had.size > 0) {
    const found = BY_GROUP.find(({ groups }) => groups.some((group) => group.every((name) => had.has(name))))
    if (found) return found.doubt
  }
  return BY_ROLE[role] ?? BY_TAG[tag] ?? null
}

/** “articleBody--main wp-caption” as article, body, main, wp, caption, and articlebody. */
export function namesIn(names: string): string[] {
  const whole = names.split(/[\s_-]+/)
  const parts = names.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}]+/u)
  return [...whole, ...parts].map((name) => name.toLowerCase()).filter((name) => name !== '')
}

/** What stands around a headline, and is the article’s own. */
const OWN = [
  'byline',
  'author',
  'authors',
  'dateline',
  'timestamp',
  'published',
  'pubdate',
  'standfirst',
  'dek',
  'deck',
  'lede',
]

export const isByline = (names: string, rel: string, itemprop: string): boolean =>
  /\bauthor\b/i.test(rel) ||
  /author|datePublished|dateModified/i.test(itemprop) ||
  namesIn(names).some((name) => OWN.includes(name))

/** A box that holds an article’s paragraphs, as many sites call it. */
export const isBody = (names: string, itemprop: string): boolean =>
  /articleBody/i.test(itemprop) ||
  /(?:^|[\s_-])(?:articlebody|article-body|article__body|story-body|storybody|entry-content|post-content|article-content|article-text|body-text)(?:$|[\s_-])/i.test(
    names,
  )
