import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { newsroom } from './newsroom'

/** A page as text browsers have it: no styles, no scripts, no pictures, words in the order of the HTML. */
interface TextPage {
  html: string
  /** Blocks in lines of their own; before a link’s words its number, as `[7]`. */
  text: string
  links: { href: string; words: string }[]
}

const TEXT = `The bridge

Ann Lee said the bridge is safe. Bob Ray answered it never was, and Cee Dot that it was tested in May.
`

let world: World
let ids: Record<'chain' | 'claim' | 'article' | 'speaker', number>

beforeAll(async () => {
  world = await newWorld()
  const desk = newsroom(world.db)
  const article = await desk.article(TEXT)
  const told = async (by: string, words: string, saidOn: string) =>
    (await desk.statement(article, { by: [by], words: [words], claim: { saidOn } })).claimId
  // Tagged otherwise than said.
  const tested = await told('Cee Dot', 'it was tested in May', '2020-02-05')
  const safe = await told('Ann Lee', 'the bridge is safe', '2020-02-03')
  const never = await told('Bob Ray', 'it never was', '2020-02-04')
  await desk.link(never, 'denies', safe)
  await desk.link(tested, 'contradicts', never)
  const [row] = await world.db.query(
    'SELECT (SELECT id FROM chains) AS chain, speaker_id AS speaker FROM claim_speakers WHERE claim_id = $1',
    [safe],
  )
  ids = { ...row, claim: safe, article }
})
afterAll(() => world.close())

const BLOCKS =
  'address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figure|footer|form|h\\d|header|hr|li|main|nav|ol|option|p|pre|section|select|summary|table|td|th|tr|ul'

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', '#34': '"', '#39': "'", '#8239': '\u202f' }

const wordsOf = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)

async function open(path: string): Promise<TextPage> {
  const { text: html } = await request(world.app).get(path).expect(200)
  const links: TextPage['links'] = []
  const numbered = html
    .replace(/<head>.*<\/head>|<!--.*?-->/gs, '')
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gs, (link, href: string, inner: string) => {
      links.push({ href, words: wordsOf(inner).trim() })
      return link.replace('>', `>[${links.length}]`)
    })
    .replace(new RegExp(`</?(?:${BLOCKS})\\b[^>]*>`, 'g'), '\n')
  const lines = wordsOf(numbered).split('\n')
  const text = lines
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
  return { html, text, links }
}

/** Each page, and what a reader is told there, in this order. */
const TOLD: [string, RegExp[]][] = [
  ['/', [/Newest contradictions/, /Bob Ray denies Ann Lee/, /the bridge is safe/, /denied by/, /it never was/]],
  [
    '/chains/:chain',
    [
      /3 claims · 3 speakers · 2 contradictions/,
      /At a glance/,
      /asserts: the bridge is safe 1 the bridge is safe$/m,
      /it never was · denies 1 2 it never was denies 1$/m,
      /The claims in the order said/,
      /^1 (\[\d+\])?Ann Lee$/m,
      /Monday 3 February 2020/,
      /the bridge is safe/,
      /denied by/,
      /^2 (\[\d+\])?Bob Ray$/m,
      /Tuesday 4 February 2020/,
      /it never was/,
      /denies.* 1 Ann Lee/,
      /^3 (\[\d+\])?Cee Dot$/m,
      /Wednesday 5 February 2020/,
      /it was tested in May/,
      /contradicts.* 2 Bob Ray/,
    ],
  ],
  ['/claims/:claim', [/Ann Lee/, /the bridge is safe/, /Monday 3 February 2020/, /The Daily/, /denied/, /Bob Ray/]],
  [
    '/articles/:article',
    [
      /Ann Lee said the bridge is safe\s\[\d+\]\d\. Bob Ray answered it never was\s\[\d+\]\d, and/,
      /Statements/,
      /\d (\[\d+\])?Ann Lee/,
      /the bridge is safe/,
    ],
  ],
  ['/speakers/:speaker', [/Ann Lee/, /gainsaid once/, /the bridge is safe/, /Bob Ray/]],
  ['/search?q=bridge', [/Search/, /Ann Lee/, /the bridge is safe/]],
]

test.each(TOLD)(
  '%s is read in order, its links have words, its forms buttons, its footnotes room',
  async (path, told) => {
    const { html, text, links } = await open(path.replace(/:(\w+)/, (_, kind: keyof typeof ids) => String(ids[kind])))
    let rest = text
    for (const words of told) {
      expect(rest).toMatch(words)
      rest = rest.slice(rest.search(words) + (words.exec(rest)?.[0].length ?? 0))
    }
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter(({ words }) => !/[\p{L}\p{N}]/u.test(words))).toEqual([])
    const forms = html.match(/<form\b.*?<\/form>/gs) ?? []
    expect(forms.length).toBeGreaterThan(0)
    expect(forms.filter((form) => !/<button\b[^>]*>[^<]*\w/.test(form))).toEqual([])
    // A number stands apart from what is before it: a footnote's from the words, a claim's from its neighbour.
    expect(text.match(/\S+\[\d+\]\d+\b.*/g)).toBeNull()
  },
)
