import fs from 'node:fs'
import path from 'node:path'
import { rootFolder } from '../../src/root-folder'
import { render, withWords } from '../../src/web/views'
import { words } from '../../src/words/words'
import { wordsIn } from './words-in-templates'

const filesIn = (folder: string, suffix: string) =>
  fs
    .readdirSync(path.join(rootFolder(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => [name, fs.readFileSync(path.join(rootFolder(), folder, name), 'utf8')] as const)

const views = filesIn('views', '.ejs')
const sources = filesIn('src', '.ts').filter(([name]) => !name.startsWith(path.join('words', 'en')))

const PLACE = /this\.words\.([\w.]+)/g

describe('the catalogue of words', () => {
  it('has every word that a template asks for', () => {
    const missing = views.flatMap(([name, text]) =>
      Array.from(text.matchAll(PLACE), ([, place = '']) => place)
        .filter((place) => !has(place))
        .map((place) => `${name}: ${place}`),
    )
    expect(missing).toEqual([])
  })

  it('has no word that nobody asks for', () => {
    const isAsked = asked([...views, ...sources].map(([, text]) => text))
    expect(isAsked('layout.nonsense')).toBe(false)
    expect(placesOf(words).filter((place) => !isAsked(place))).toEqual([])
  })

  it('has every act that history is told of', () => {
    const acts = sources
      .filter(([, text]) => /\brecord\(/.test(text))
      .flatMap(([, text]) => Array.from(text.matchAll(/\baction: '([a-z ]+)'/g), ([, act = '']) => act))
    expect(acts).toContain('taken apart')
    expect(acts.filter((act) => !(act in words.acts))).toEqual([])
  })

  it('refuses to compile a template with a word that it does not have', () => {
    expect(() => withWords('<p><%= this.words.layout.nonsense %></p>')).toThrow('this.words.layout.nonsense')
    expect(() => withWords('<p><%= this.words.layout.neverWhoIsRight %></p>')).toThrow('neverWhoIsRight')
  })

  it('writes fixed words into a template as HTML, and leaves the rest to it', () => {
    expect(withWords('<a><%= this.words.layout.skip %></a> <%= it.name %>')).toBe(
      '<a>Skip to the text</a> <%= it.name %>',
    )
    expect(render('layouts/main', EMPTY_PAGE)).toContain('The &lt;Daily&gt; records who said what')
  })
})

describe('templates', () => {
  it.each(views)('have no words of their own: %s', (_, text) => {
    expect(wordsIn(text)).toEqual([])
  })

  it('have some wherever these are found', () => {
    const template = `<%# None here -%>
      <h1 class="<%= it.dark ? 'of two names' : '' %>">To say <%= it.more %> so<br></h1> <code>never said</code>
      <a title="Once more" href="/never-said"><%= it.so ? 'Said' : \`\${it.one} and more\` %></a>
      <%= this.words.layout.skip %> <% if (it.kind === 'left out') { %>·<% } %>`
    expect(wordsIn(template)).toEqual(['Once more', 'To say', 'so', 'Said', '… and more'])
  })
})

const EMPTY_PAGE = {
  title: 'A page',
  desk: { name: 'The <Daily>' },
  visitor: { account: null, notice: null, path: '/' },
  navigation: { site: [], desk: [] },
  assetUrl: (file: string) => file,
  others: { url: null, feeds: [], oembed: null, linkedData: null },
  body: '',
}

/** Whether the catalogue has it: a word, a function that makes one, or words by name. */
function has(place: string): boolean {
  const found = place
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], words)
  return found !== undefined
}

/** Every word’s place: "chain.unanswered". */
function placesOf(part: object, at: string[] = []): string[] {
  return Object.entries(part).flatMap(([name, word]) => {
    const place = [...at, name]
    return typeof word === 'object' && !Array.isArray(word) ? placesOf(word, place) : [place.join('.')]
  })
}

/** A place that is asked for; where all that is there is taken by name, what tells it: `Record<string, string> = `, `[`. */
const ASKED = /(Record<[\w, ]+> = )?words\.((?:\w+\.)*\w+)(\[| as )?/g

/** Tells of a word’s place whether a text asks for it: as a whole, or for a part that it is in, and there by its own name. */
function asked(texts: readonly string[]) {
  const places = new Set<string>()
  const byName = new Set<string>()
  const takers = new Map<string, string>()
  for (const text of texts)
    for (const [, before, place = '', behind] of withWholePlaces(text).matchAll(ASKED)) {
      places.add(place).add(place.replace(/\.\d$/, ''))
      if (before || behind) byName.add(place)
      else if (!place.includes('.')) takers.set(place, `${takers.get(place) ?? ''}\n${text}`)
    }
  return (place: string) => {
    const [area = '', name, ...rest] = place.split('.')
    const parts = [name, ...rest].map((_, end) => [area, name, ...rest].slice(0, end + 1).join('.'))
    const isNamed = new RegExp(`\\b${name}\\b`).test(takers.get(area) ?? '')
    return isNamed || places.has(place) || parts.some((part) => byName.has(part) || (part !== area && places.has(part)))
  }
}

/** A text that takes areas out of the set, `const { record } = words`, with their words by their whole places. */
function withWholePlaces(text: string): string {
  const areas = Array.from(text.matchAll(/const \{([^}]*)\} = words\b(?!\.)/g), ([, names = '']) => names.split(','))
  return areas
    .flat()
    .map((name) => name.trim())
    .filter((name) => name in words)
    .reduce((told, area) => told.replace(new RegExp(`(?<![\\w.])${area}(?=[.[])`, 'g'), `words.${area}`), text)
}
