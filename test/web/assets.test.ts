import { withoutComments } from '../../src/web/assets'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

test.each([
  ['a { b: c }', 'a { b: c }'],
  ['/* why */\na { /* x */ b: c }', 'a {  b: c }'],
  ['a::before { content: "/* no */" }', 'a::before { content: "/* no */" }'],
  ['a::before { content: "\\"/*" } /* "yes" */', 'a::before { content: "\\"/*" } '],
  ['/* one\n * two\n */\n/**/b {}', 'b {}'],
])('of %s a browser is sent %s', (css, sent) => {
  expect(withoutComments(css)).toBe(sent)
})

describe('the style sheet', () => {
  let world: World

  beforeAll(async () => {
    world = await newWorld()
  })

  afterAll(() => world.close())

  test.each(['br', 'gzip', 'identity'])('is sent without its comments, and for ever, as %s', async (coding) => {
    const { text, headers } = await request(world.app)
      .get('/assets/style.css')
      .set('Accept-Encoding', coding)
      .buffer(true)
      .expect(200)
    expect(headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    // superagent undoes both codings.
    expect(text).toContain('@layer base, layout, parts, desk, print;')
    expect(text).not.toContain('/*')
  })
})
