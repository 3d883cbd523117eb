import { BRIDGE, type Page, paragraphs } from './pages'

const page = (head: string, body: string, lang = 'en') =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

const TITLE = '<title>Mayor denies bridge delay</title>'
const H1 = '<h1>Mayor denies bridge delay</h1>'
const OWN = [...BRIDGE, 'Mayor denies bridge delay']

const RUSSIAN = [
  'Мэр Порт-Алдера Инес Вале в пятницу опровергла сообщения о том, что новый мост через гавань откроют позже срока: «Каждый болт на своём месте».',
  'Накануне её заместитель Том Рет говорил журналистам, что стали не хватает и что никто не знает, когда её привезут, поскольку завод стоит уже третью неделю.',
  'Строители сообщили, что лучше опоздать, чем ошибиться, однако пока ничто на это не указывает, и последние балки уже в пути, заявил представитель компании.',
]

const ARABIC = [
  'نفت رئيسة بلدية بورت ألدر، إينيس فالي، يوم الجمعة أن يتأخر افتتاح الجسر الجديد فوق الميناء، قائلة إن «كل مسمار في مكانه» وإن الأعمال تسير في موعدها.',
  'وكان نائبها توم ريث قد قال للصحفيين قبل يوم إن الفولاذ ناقص، وإن أحدا لا يعرف متى سيصل، لأن المصنع الذي ينتجه متوقف منذ أسابيع عديدة، على حد قوله.',
  'وقالت الشركة التي تبني الجسر في بيان إنها تفضل التأخر على الخطأ، لكن لا شيء يشير إلى ذلك حتى الآن، وإن آخر العوارض في الطريق إلى المدينة الساحلية.',
]

/** Cyrillic as one byte a letter. */
const windows1251 = (text: string) =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0
      return { ё: 0xb8, Ё: 0xa8, '«': 0xab, '»': 0xbb }[letter] ?? code
    }),
  )

export const MORE_PAGES: Page[] = [
  {
    shape: 'a cookie dialog over it, the page behind hidden from screen readers, and a box to pay',
    html: page(
      `${TITLE}<meta property="og:site_name" content="The Post">`,
      `<div id="app" aria-hidden="true"><main><article>${H1}<div class="story">${paragraphs(BRIDGE)}</div>
<div class="paywall-box"><h3>Subscribe to go on reading</h3><p>The first month costs a coin, and you can stop at any time.</p></div></article></main></div>
<div role="dialog" aria-modal="true"><h2>Your privacy</h2><p>We and our 823 partners store things on your device.</p></div>
<div class="cookie-notice">This site uses cookies to work better.</div><div style="display: none">Hidden words</div><template><p>Templated words</p></template>`,
    ),
    own: OWN,
    doubted: [
      ['The first month costs a coin', 'appeal'],
      ['This site uses cookies', 'other'],
    ],
    gone: ['823 partners', 'Hidden words', 'Templated words'],
    metadata: { outlet: 'The Post', headline: 'Mayor denies bridge delay' },
  },
  {
    shape: 'a live blog, each entry an article of its own',
    html: page(
      `<title>Bridge live: council meets</title><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Bridge live: council meets","coverageStartTime":"2024-05-06T08:00:00Z","datePublished":"2024-05-06T08:00:00+01:00","liveBlogUpdate":[{"@type":"BlogPosting","headline":"An entry","datePublished":"2024-05-06T12:00:00Z"}]}</script>`,
      `<main><h1>Bridge live: council meets</h1><div class="live-posts">${BRIDGE.map(
        (text, at) =>
          `<article class="live-post" id="post-${at}"><header><time datetime="2024-05-06T1${at}:00:00Z">1${at}:00</time><h2>Entry ${at}</h2></header><p class="live-text">${text.replace('&', '&amp;')}</p></article>`,
      ).join('')}</div></main>`,
    ),
    own: [...BRIDGE, 'Bridge live: council meets', 'Entry 2'],
    doubted: [],
    gone: [],
    metadata: {
      headline: 'Bridge live: council meets',
      publishedOn: '2024-05-06',
      publishedAt: '2024-05-06T08:00:00+01:00',
    },
  },
  {
    shape: 'Russian, in windows-1251 as only its <meta> says',
    html: '',
    bytes: windows1251(
      `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Мэр опровергла задержку</title><meta name="author" content="Анна Руис"></head><body><div class="menu"><a href="/">Главная</a></div><h1>Мэр опровергла задержку</h1><div class="text">${paragraphs(RUSSIAN)}<p>Она добавила: <q>Мост будет</q>.</p></div><div class="comments"><p>Комментарии закрыты.</p></div></body></html>`,
    ),
    own: [...RUSSIAN],
    doubted: [
      ['Комментарии закрыты', 'comments'],
      ['Главная', 'navigation'],
    ],
    gone: [],
    metadata: { headline: 'Мэр опровергла задержку', byline: 'Анна Руис' },
  },
  {
    shape: 'Russian, with quotation marks by <q>',
    html: page(
      '<title>Мост</title>',
      `<article><h1>Мост</h1>${paragraphs(RUSSIAN)}<p>Она добавила: <q>Мост будет, и <q>точка</q></q>.</p></article>`,
      'ru',
    ),
    own: [...RUSSIAN, 'Она добавила: «Мост будет, и „точка“».'],
    doubted: [],
    gone: [],
    metadata: { language: 'ru' },
  },
  {
    shape: 'Arabic, from right to left',
    html: page(
      '<title>رئيسة البلدية تنفي</title><meta property="og:locale" content="ar_EG"><meta property="article:published_time" content="2024-05-03T21:30:00+03:00">',
      `<header><a href="/">الرئيسية</a></header><main dir="rtl"><article><h1>رئيسة البلدية تنفي تأخر الجسر</h1>${paragraphs(ARABIC)}</article><aside class="related"><a href="/1">أسعار العبارات ترتفع</a></aside></main>`,
      'ar',
    ),
    own: ARABIC,
    doubted: [['أسعار العبارات', 'navigation']],
    gone: ['الرئيسية'],
    metadata: { headline: 'رئيسة البلدية تنفي تأخر الجسر', language: 'ar', publishedOn: '2024-05-03' },
  },
  {
    shape: 'windows-1252, said to be ISO-8859-1 by the server',
    mediaType: 'text/html; charset=iso-8859-1',
    html: '',
    bytes: Buffer.concat([
      Buffer.from(`<html><head>${TITLE}</head><body>${H1}${paragraphs(BRIDGE.slice(1))}<p>The caf`, 'latin1'),
      Buffer.from([0xe9, 0x20, 0x93, 0x73, 0x61, 0x69, 0x64, 0x94, 0x20, 0x80]),
      Buffer.from('</p></body></html>'),
    ]),
    own: [...BRIDGE.slice(1), 'The café “said” €'],
    doubted: [],
    gone: [],
    metadata: {},
  },
  {
    shape: 'windows-1252 that nobody speaks of',
    html: '',
    bytes: Buffer.concat([
      Buffer.from(
        `<html><head>${TITLE}</head><body>${H1}${paragraphs(BRIDGE.slice(1))}<p>It’s the caf`.replace('’', "'"),
      ),
      Buffer.from([0xe9, 0x97]),
      Buffer.from('</p></body></html>'),
    ]),
    own: ["It's the café—"],
    doubted: [],
    gone: [],
    metadata: {},
  },
  {
    shape: 'linked data that is broken, then hostile, then right',
    url: 'https://post.example/a',
    html: page(
      `${TITLE}<script type="application/ld+json">{"@type":"NewsArticle","headline":"Broken",</script>
<script type="application/ld+json">${'['.repeat(50_000)}</script>
<script type="application/ld+json">{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"@type":["Thing",7,null]}</script>
<script type="application/ld+json">{"@type":"NewsArticle","headline":{"evil":true},"datePublished":"2099-01-01T00:00:00Z","dateModified":"yesterday","author":[null,7,{"name":["Ana Ruiz",{"x":1}]},"https://post.example/jo"],
"inLanguage":"English","url":"javascript:alert(1)","mainEntityOfPage":{"@id":"ftp://post.example/x"},"publisher":{"name":"${'x'.repeat(300)}"}}</script>
<link rel="canonical" href="javascript:alert(2)"><meta property="og:url" content="https://other.example/the-same"><meta name="date" content="2024-02-30"><meta name="dc.date" content="2024-05-03">`,
      `<article>${H1}${paragraphs()}</article>`,
    ),
    own: OWN,
    doubted: [],
    gone: ['Broken', 'evil'],
    metadata: {
      headline: 'Mayor denies bridge delay',
      byline: 'Ana Ruiz',
      outlet: undefined,
      publishedOn: '2024-05-03',
      publishedAt: undefined,
      modifiedAt: undefined,
      url: 'https://other.example/the-same',
      language: 'en',
    },
  },
  {
    shape: 'microdata, its words in the page',
    html: page(
      TITLE,
      `<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Mayor denies bridge delay, again</h1><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ana Ruiz</span></span>
<meta itemprop="datePublished" content="2024-05-03T08:00:00-05:00"><div itemprop="publisher" itemscope><meta itemprop="name" content="The Post"></div><div itemprop="articleBody">${paragraphs()}</div></div>`,
    ),
    own: BRIDGE,
    doubted: [],
    gone: [],
    metadata: { headline: 'Mayor denies bridge delay, again', byline: 'Ana Ruiz', publishedOn: '2024-05-03' },
  },
  {
    shape: 'one box a paragraph with something between each, and a list of facts in the middle',
    html: page(
      TITLE,
      `<div class="wrap"><div class="top-bar menu"><a href="/">Post</a></div>${H1}<p class="dek">Still set for May</p>${BRIDGE.map(
        (text) =>
          `<section class="css-1"><div class="css-2"><p class="css-3">${text.replace('&', '&amp;')}</p></div></section><div class="advert">Advertisement</div>`,
      ).join(
        '',
      )}<ul><li>Length: 420 metres</li><li>Cost: 80 million</li></ul><ol start="3"><li>Third of all</li></ol><section class="css-1"><div class="css-2"><p class="css-3">${BRIDGE[1]} Again.</p></div></section>
<div class="popular"><h3>Popular</h3><a href="/1">One</a></div></div>`,
    ),
    own: [...OWN, 'Still set for May', 'Length: 420 metres\nCost: 80 million', '3. Third of all'],
    doubted: [
      ['Advertisement', 'other'],
      ['Popular', 'navigation'],
    ],
    gone: [],
    metadata: {},
  },
  {
    shape: 'comments as Disqus writes them, below an article in plain boxes',
    html: page(
      TITLE,
      `${H1}<div>${paragraphs()}</div><div id="disqus_thread"><div class="post-content"><p>Jo: ${BRIDGE[1]?.replace('deputy', 'cousin')}</p><p>Bob: I never heard of any steel mill around here, and my father worked there.</p></div></div>`,
    ),
    own: OWN,
    doubted: [
      ['Bob: I never heard', 'comments'],
      ['Jo: Her cousin', 'comments'],
    ],
    gone: [],
    metadata: {},
  },
  {
    shape: 'an opinion page, whose section is called comment',
    html: page(
      TITLE,
      `<div class="section-comment comments-section-opinion with-sidebar share-page"><article class="content--type-comment related-article">${H1}<div class="commentary">${paragraphs()}</div></article></div>`,
    ),
    own: OWN,
    doubted: [],
    gone: [],
    metadata: {},
  },
  {
    shape: 'a page of an ASP.NET site, all of it in a form',
    html: page(
      TITLE,
      `<form id="aspnetForm" method="post"><input type="hidden" value="state"><div>${H1}${paragraphs()}</div><select><option>Choose</option></select><button>Send in</button></form>`,
    ),
    own: OWN,
    doubted: [],
    gone: ['Choose', 'Send in'],
    metadata: {},
  },
  {
    shape: 'nothing but a short notice',
    html: page('<title>Notice</title>', '<h1>Notice</h1><p>The ferry does not run today.</p>'),
    own: ['Notice', 'The ferry does not run today.'],
    doubted: [],
    gone: [],
    metadata: { headline: 'Notice', language: 'en' },
  },
  {
    shape: 'corrected in public, what was wrong struck out',
    html: page(
      TITLE,
      `<article>${H1}${paragraphs()}<p>She said that <s>ten</s> <del>eleven</del> <strike>none</strike> <ins>twelve</ins> ships had left.</p></article>`,
    ),
    own: [...OWN, 'She said that twelve ships had left.'],
    doubted: [],
    gone: ['ten ', 'eleven', 'none'],
    metadata: {},
  },
  {
    shape: 'with a struck word that nobody closed',
    html: page(TITLE, `${H1}<p>The mayor <s>spoke.</p><div>${paragraphs()}</div>`),
    own: OWN.slice(1),
    doubted: [],
    gone: [],
    metadata: {},
  },
]
