import { render } from '../../src/web/views'
import { type Headed, headForOthers } from '../../src/web/ways-out'

const DESK = { name: 'The <Daily>', licence: null, licenceUrl: null, review: false, languages: ['en'] }
const BASE = 'https://claims.example/below'

const CHAIN: Headed = {
  title: 'Is it "safe" & sound?',
  description: '2 claims.',
  canonical: '/chains/12',
  waysOut: {
    feeds: [{ title: 'New links', atom: '/chains/12/feed.atom', json: '/chains/12/feed.json' }],
    picture: { path: '/chains/12/picture.png', alt: 'Is it "safe"?' },
    embeddable: true,
    linkedData: ({ baseUrl, name }) => ({ '@id': `${baseUrl}/chains/12`, name }),
  },
}

const headOf = (head: Headed, isSignedIn = false) =>
  render('layouts/ways-out', { ...head, desk: DESK, others: headForOthers(head, BASE, DESK, isSignedIn) })

const meta = (html: string) =>
  Object.fromEntries(
    Array.from(html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g), ([, name, content]) => [
      name,
      content,
    ]),
  )

test('a head names whole addresses, below wherever the site is', () => {
  const html = headOf(CHAIN)
  expect(meta(html)).toEqual({
    'og:url': `${BASE}/chains/12`,
    'og:type': 'article',
    'og:title': 'Is it &#34;safe&#34; &amp; sound?',
    'og:description': '2 claims.',
    'og:site_name': 'The &lt;Daily&gt;',
    'og:image': `${BASE}/chains/12/picture.png`,
    'og:image:type': 'image/png',
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': 'Is it &#34;safe&#34;?',
    'twitter:card': 'summary_large_image',
  })
  const links = Array.from(
    html.matchAll(/<link rel="(\w+)"(?: type="([^"]+)")?[^>]* href="([^"]+)">/g),
    ([, ...of]) => of,
  )
  expect(links).toEqual([
    ['canonical', undefined, `${BASE}/chains/12`],
    ['alternate', 'application/atom+xml', `${BASE}/chains/12/feed.atom`],
    ['alternate', 'application/feed+json', `${BASE}/chains/12/feed.json`],
    ['alternate', 'application/json+oembed', `${BASE}/oembed?url=https%3A%2F%2Fclaims.example%2Fbelow%2Fchains%2F12`],
  ])
  expect(html).toContain(
    `<script type="application/ld+json">{"@id":"${BASE}/chains/12","name":"The \\u003cDaily>"}</script>`,
  )
})

test('a page that says nothing of itself is a page of the site, without a picture', () => {
  const html = headOf({ title: 'Words', canonical: '/ns' })
  expect(meta(html)).toMatchObject({ 'og:type': 'website', 'twitter:card': 'summary' })
  expect(html).toContain('"@type":"WebPage","name":"Words"')
  expect(html).not.toMatch(/og:image|rel="alternate"/)
})

test('what has no lasting address says nothing to others; whoever works here is shown no linked data', () => {
  expect(headOf({ title: 'Not found' }).trim()).toBe('')
  expect(headOf(CHAIN, true)).not.toContain('ld+json')
})
