import fs from 'node:fs'
import path from 'node:path'
import { render, rootFolder, withWords } from '../../src/web/views'
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
    const texts = [...views, ...sources].map(([, text]) => text)
    const isAsked = (place: string) => texts.some((text) => asksFor(text, place))
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

/** Templates that still have words of their own, to become none. */
const NOT_YET = ['reading/speaker.ejs', 'reading/speakers.ejs']

describe('templates', () => {
  it.each(views.filter(([name]) => !NOT_YET.includes(name)))('have no words of their own: %s', (_, text) => {
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

/** By its whole place; or by a part of it that is taken as one, and then by its own name there, or by any. */
function asksFor(text: string, place: string): boolean {
  const names = place.split('.')
  if (text.includes(`words.${place}`)) return true
  // An area may be taken out of the set, and asked under its own name.
  const isTakenOut = new RegExp(`const \\{[^}]*\\b${names[0]}\\b[^}]*\\} = words\\b`).test(text)
  if (isTakenOut && new RegExp(`\\b${names[0]}\\[|\\b${place.replaceAll('.', '\\.')}\\b`).test(text)) return true
  return names.slice(0, -1).some((_, index) => {
    const part = names.slice(0, index + 1).join('.')
    const isTaken = new RegExp(`words\\.${part}(?![.\\w])`).test(text)
    const isByName = new RegExp(`words\\.${part}(?:\\[| as )`).test(text)
    return isByName || (isTaken && (index > 0 || new RegExp(`\\b${names[1]}\\b`).test(text)))
  })
}
