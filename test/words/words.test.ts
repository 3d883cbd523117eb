import fs from 'node:fs'
import path from 'node:path'
import { render, rootFolder, withWords } from '../../src/web/views'
import { words } from '../../src/words/words'

const VIEWS = path.join(rootFolder(), 'views')

const views = fs
  .readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .map((name) => [name, fs.readFileSync(path.join(VIEWS, name), 'utf8')] as const)

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

const EMPTY_PAGE = {
  title: 'A page',
  desk: { name: 'The <Daily>' },
  visitor: { account: null, notice: null, path: '/' },
  navigation: { site: [], desk: [] },
  assetUrl: (file: string) => file,
  others: { url: null, feeds: [], oembed: null, linkedData: null },
  body: '',
}

/** Whether the catalogue has it: a word, or a function that makes one. */
function has(place: string): boolean {
  const found = place
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], words)
  return ['string', 'function'].includes(typeof found)
}
