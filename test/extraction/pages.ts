import type { ZoneKind } from '../../src/articles/zone'
import type { MetadataName } from '../../src/extraction/extracted'

/** A page of invented news, shaped as pages are, and what has to be made of it. */
export interface Page {
  shape: string
  html: string
  /** The bytes, where they are not UTF-8. */
  bytes?: Buffer
  mediaType?: string
  url?: string
  /** Words of the article: in the text, in no zone. */
  own: string[]
  /** Words that are in the text, in a zone of that kind (null: of any). */
  doubted: [string, ZoneKind | null][]
  /** Words that are nowhere in the text. */
  gone: string[]
  metadata: Partial<Record<MetadataName, string | undefined>>
}

/** Paragraphs of an article on a bridge that nobody built. */
export const BRIDGE = [
  'The mayor of Port Alder, Ines Vale, denied on Friday that the new bridge over the harbour would open late, saying that “every bolt is in its place”.',
  'Her deputy, Tom Reth, had told reporters a day before that steel was missing, and that nobody knew when it would come, since the mill that makes it stood still.',
  'The builders, Alder & Sons, said in a statement that they would rather be late than wrong, but that nothing pointed to it, and that the last beams were on their way.',
  'The council meets on Monday to hear both of them, and the opposition has asked for the contracts to be published, as it did in March, without an answer so far.',
  'No date was given.',
]

/** Of another story, below an article or beside it. */
const TEASERS = [
  'Ferry prices rise again in spring',
  'School roof repaired after storm',
  'Museum of salt opens its doors',
]

export const paragraphs = (texts: readonly string[] = BRIDGE, tag = 'p', attributes = '') =>
  texts.map((text) => `<${tag}${attributes}>${text.replaceAll('&', '&amp;')}</${tag}>`).join('\n')

const links = (texts: readonly string[] = TEASERS) =>
  `<ul>${texts.map((text, at) => `<li><a href="/news/${at}">${text}</a></li>`).join('')}</ul>`

const comment = (name: string, text: string) =>
  `<li class="comment"><div class="comment-author">${name}</div><div class="comment-content"><p>${text}</p></div></li>`

const BOB =
  'I have lived beside the mole for thirty years now, and I have seen three bridges promised, and none of them built in time.'

/** All of it that every page's text has to have. */
const OWN = BRIDGE

export const PAGES: Page[] = [
  {
    shape: 'WordPress, with widgets, share buttons, an author’s box and comments',
    url: 'https://www.portalder.example/2024/05/bridge/?utm_source=x',
    html: `<!DOCTYPE html><html lang="en-US" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8">
<title>Mayor denies bridge delay &#8211; Port Alder News</title>
<link rel="canonical" href="https://www.portalder.example/2024/05/bridge/" />
<meta property="og:title" content="Mayor denies bridge delay" /><meta property="og:site_name" content="Port Alder News" />
<meta property="article:published_time" content="2024-05-03T16:12:00+00:00" />
<meta property="article:modified_time" content="2024-05-03T18:00:00+00:00" />
<meta property="og:locale" content="en_US" /><meta name="author" content="Ana Ruiz" />
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
{"@type":"Article","@id":"https://www.portalder.example/2024/05/bridge/#article","author":{"name":"Ana Ruiz","@id":"#/person/1"},
"headline":"Mayor denies bridge delay","datePublished":"2024-05-03T16:12:00+00:00","publisher":{"@id":"https://www.portalder.example/#organization"},"inLanguage":"en-US"},
{"@type":"WebPage","@id":"https://www.portalder.example/2024/05/bridge/","name":"Mayor denies bridge delay - Port Alder News"},
{"@type":"Organization","@id":"https://www.portalder.example/#organization","name":"Port Alder News"}]}</script>
<style>.x{color:red}</style></head><body class="post-template-default single single-post postid-77">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">Port Alder News</a></p><nav>${links(['Home', 'Politics', 'Harbour'])}</nav></header>
<div id="content" class="site-content"><main id="main"><article id="post-77" class="post-77 post type-post hentry category-politics">
<header class="entry-header"><h1 class="entry-title">Mayor denies bridge delay</h1><div class="entry-meta">
<span class="posted-on"><time class="entry-date published" datetime="2024-05-03T16:12:00+00:00">May 3, 2024</time></span>
<span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/ana">Ana Ruiz</a></span></span></div></header>
<div class="entry-content"><figure class="wp-block-image"><img src="bridge.jpg" alt="A bridge"><figcaption>The bridge on Thursday. Photo: J. Li</figcaption></figure>
${paragraphs()}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3>${links(['Twitter', 'Facebook'])}</div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>${links()}</div></div>
<div class="author-box"><h4>About Ana Ruiz</h4><p>Ana Ruiz covers the harbour, and keeps two cats and a boat.</p></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">One thought on “Mayor denies bridge delay”</h2><ol class="comment-list">${comment('Bob', BOB)}</ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><label>Name</label><input><textarea>Your comment here</textarea></form></div></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2>${links()}</section></aside></div>
<footer id="colophon" class="site-footer">Proudly powered by WordPress</footer><script>var stats = 'stats text'</script></body></html>`,
    own: [...OWN, 'Mayor denies bridge delay', 'by Ana Ruiz', 'May 3, 2024'],
    doubted: [
      ['The bridge on Thursday. Photo: J. Li', 'caption'],
      ['Share this:', 'navigation'],
      ['Related', 'navigation'],
      [TEASERS[0] ?? '', 'navigation'],
      ['Ana Ruiz covers the harbour', 'other'],
      [BOB, 'comments'],
      ['Leave a Reply', 'comments'],
    ],
    gone: ['Proudly powered', 'stats text', 'A bridge', 'color:red', 'Your comment here', 'Politics'],
    metadata: {
      headline: 'Mayor denies bridge delay',
      byline: 'Ana Ruiz',
      outlet: 'Port Alder News',
      publishedOn: '2024-05-03',
      publishedAt: '2024-05-03T16:12:00Z'.replace('Z', '+00:00'),
      modifiedAt: '2024-05-03T18:00:00+00:00',
      url: 'https://www.portalder.example/2024/05/bridge/',
      language: 'en-US',
    },
  },
  {
    shape: 'a large paper’s, classes made by a machine, an appeal for money in the middle and at the end',
    url: 'https://www.theguardsman.example/politics/2024/may/03/bridge-delay',
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mayor denies bridge delay | Port Alder | The Guardsman</title>
<meta property="og:site_name" content="the Guardsman"/><meta property="og:title" content="Mayor denies bridge delay"/>
<meta property="article:author" content="https://www.theguardsman.example/profile/ana-ruiz"/><meta name="author" content="Ana Ruiz"/>
<script type="application/ld+json">[{"@type":"NewsArticle","@context":"https://schema.org","publisher":{"@type":"Organization","name":"The Guardsman","logo":{"url":"x"}},
"author":[{"@type":"Person","name":"Ana Ruiz","sameAs":"https://x"}],"datePublished":"2024-05-03T23:50:00.000+02:00","headline":"Mayor denies bridge delay","dateModified":"2024-05-04T05:00:00.000Z","mainEntityOfPage":"https://www.theguardsman.example/politics/2024/may/03/bridge-delay"},{"@type":"WebPage"}]</script></head>
<body><div class="dcr-1"><header class="dcr-2"><nav>${links(['News', 'Opinion'])}</nav></header></div>
<main data-layout="StandardLayout"><div class="dcr-3"><aside class="dcr-4"><a href="/port-alder">Port Alder</a></aside>
<div class="dcr-5"><h1 class="dcr-6">Mayor denies bridge delay</h1></div><div class="dcr-7"><p>City hall says the opening is still set for May</p></div>
<aside data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/profile/ana-ruiz">Ana Ruiz</a> in Port Alder</address><details class="dcr-8"><summary>Fri 3 May 2024 23.50 CEST</summary>Last modified on Sat 4 May</details></aside>
<div class="article-body-commercial-selector article-body-viewer-selector dcr-9">${paragraphs(BRIDGE.slice(0, 2), 'p', ' class="dcr-10"')}
<figure class="dcr-11"><figcaption class="dcr-12">Tom Reth at city hall. Photograph: Jo Li/Agency</figcaption></figure>
<div class="newsletter-signup dcr-13"><h2>Sign up to First Edition</h2><p>Our morning email breaks down the key stories of the day.</p></div>
<h2 id="builders">What the builders say</h2>${paragraphs(BRIDGE.slice(2), 'p', ' class="dcr-10"')}</div>
<div id="slot-body-end"><div class="contributions-epic"><p>Now, more than ever, we ask you to support our open journalism, from as little as a coin.</p></div></div>
<div class="dcr-14"><div>Explore more on these topics</div>${links(['Port Alder', 'Bridges', 'news'])}</div></div></main>
<section id="onward-upper-whitebar"><h2>More on this story</h2>${links()}</section><section data-component="most-popular"><div class="most-popular"><h2>Most viewed</h2>${links()}</div></section>
<footer>© 2024 The Guardsman</footer></body></html>`,
    own: [
      ...OWN,
      'Mayor denies bridge delay',
      'City hall says the opening is still set for May',
      'What the builders say',
    ],
    doubted: [
      ['Tom Reth at city hall. Photograph', 'caption'],
      ['Our morning email breaks down', 'appeal'],
      ['Now, more than ever, we ask you', 'appeal'],
      ['More on this story', 'navigation'],
      ['Most viewed', 'navigation'],
    ],
    gone: ['© 2024', 'Opinion'],
    metadata: {
      headline: 'Mayor denies bridge delay',
      byline: 'Ana Ruiz',
      outlet: 'The Guardsman',
      publishedOn: '2024-05-03',
      publishedAt: '2024-05-03T23:50:00+02:00',
      url: 'https://www.theguardsman.example/politics/2024/may/03/bridge-delay',
      language: 'en',
    },
  },
  {
    shape: 'a wire agency’s, data attributes and no articles, short paragraphs in boxes of their own',
    html: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mayor denies bridge delay | Wire</title>
<meta name="article:published_time" content="2024-05-03T10:00:00Z"/><meta name="analyticsAttributes.articleDate" content="x"/><meta property="og:site_name" content="Wire"/>
<meta name="author" content=""/></head><body><div id="fusion-app"><div class="site-header__x"><div role="navigation">${links(['World', 'Business'])}</div></div>
<main id="main-content"><article data-testid="Article"><div class="article-header__x"><ul class="tags__x"><li>World</li></ul><header><h1 data-testid="Heading">Mayor denies bridge delay</h1>
<div class="info-content__author-date"><div class="author-name">By <a rel="author" href="/authors/ana">Ana Ruiz</a></div><time datetime="2024-05-03T10:00:00Z"><span>May 3, 2024</span> <span>10:00 AM UTC</span></time></div></header></div>
<div class="article-body__content__x"><div data-testid="paragraph-0" class="text__text__x">PORT ALDER, May 3 (Wire) - ${BRIDGE[0]}</div>
${paragraphs(BRIDGE.slice(1), 'div', ' class="text__text__x"').replaceAll('</div>\n', '</div><div class="ad-slot__x">Advertisement · Scroll to continue</div>\n')}
<p class="sign-off__x">Reporting by Ana Ruiz; editing by Jo Li</p></div>
<div class="trust-badge">Our Standards: <a href="/principles">The Wire Trust Principles.</a></div></article>
<div class="read-next__x recommendations"><h2>Read Next</h2>${links()}</div></main><footer role="contentinfo">All quotes delayed</footer></div></body></html>`,
    own: [...OWN, 'PORT ALDER, May 3 (Wire) - The mayor', 'Reporting by Ana Ruiz; editing by Jo Li'],
    doubted: [
      ['Read Next', 'navigation'],
      ['Advertisement · Scroll to continue', 'other'],
      ['Our Standards: The Wire', null],
    ],
    gone: ['All quotes delayed', 'Business'],
    metadata: { headline: 'Mayor denies bridge delay', byline: 'Ana Ruiz', outlet: 'Wire', publishedOn: '2024-05-03' },
  },
  {
    shape: 'AMP',
    html: `<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Mayor denies bridge delay - Port Alder News</title><link rel="canonical" href="https://portalder.example/bridge">
<script type="application/ld+json">{"@context":"http://schema.org","@type":"ReportageNewsArticle","headline":"Mayor denies bridge delay","datePublished":"2024-05-03","author":"Ana Ruiz","publisher":{"@type":"Organization","name":"Port Alder News"}}</script>
<style amp-boilerplate>body{-webkit-animation:x}</style><noscript><style amp-boilerplate>body{}</style></noscript></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/">Start</a></li></ul></amp-sidebar><amp-consent id="c"><div id="ui">We value your privacy.</div></amp-consent>
<header><a href="/">Port Alder News</a></header><article><h1>Mayor denies bridge delay</h1><p class="byline">By Ana Ruiz</p><amp-img src="x"><noscript><img src="x">scriptless</noscript></amp-img>
${paragraphs()}<amp-ad type="x"><div placeholder>An ad</div></amp-ad><amp-list class="related"><h3>Related</h3>${links()}</amp-list></article></body></html>`,
    own: [...OWN, 'By Ana Ruiz'],
    doubted: [[TEASERS[1] ?? '', 'navigation']],
    gone: ['We value your privacy', 'An ad', 'scriptless', 'Start'],
    metadata: {
      headline: 'Mayor denies bridge delay',
      byline: 'Ana Ruiz',
      outlet: 'Port Alder News',
      publishedOn: '2024-05-03',
      publishedAt: undefined,
      url: 'https://portalder.example/bridge',
    },
  },
  {
    shape: 'an old table layout, fonts, and <br><br> in place of paragraphs',
    html: `<HTML><HEAD><TITLE>Mayor denies bridge delay</TITLE></HEAD><BODY BGCOLOR=white><CENTER><TABLE WIDTH=760><TR><TD COLSPAN=2><FONT SIZE=5>Port Alder News</FONT></TD></TR>
<TR><TD WIDTH=150 VALIGN=top>${['Home', 'Harbour', 'Weather', 'Archive'].map((one) => `<A HREF="${one}.html">${one}</A><BR>`).join('')}</TD>
<TD><FONT SIZE=4><B>Mayor denies bridge delay</B></FONT><BR><I>By Ana Ruiz</I><BR><BR>${BRIDGE.map((text) => text.replace('&', '&amp;')).join('<BR><BR>\n')}
<TABLE BORDER=1><TR><TH>Bridge</TH><TH>Length</TH></TR><TR><TD>Old</TD><TD>210 m</TD></TR><TR><TD>New</TD><TD>420&nbsp;m</TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN=2><FONT SIZE=1>Copyright 2001 Port Alder News</FONT></TD></TR></TABLE></CENTER></BODY></HTML>`,
    own: [...OWN, 'Bridge\tLength\nOld\t210 m\nNew\t420\u00a0m'],
    doubted: [
      ['Home', 'navigation'],
      ['Weather', 'navigation'],
      ['Copyright 2001', null],
    ],
    gone: [],
    metadata: { headline: 'Mayor denies bridge delay', publishedOn: undefined, outlet: undefined },
  },
]
