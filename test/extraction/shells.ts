const TEASERS = [
  'Ferry prices rise again in spring',
  'School roof repaired after storm',
  'Museum of salt opens its doors',
]
const COMMENTS = [
  'I do not believe a word of it, having lived there for thirty years.',
  'Well said, and it was about time that somebody wrote it.',
]

const links = TEASERS.map((text, at) => `<li><a href="/news/${at}">${text}</a></li>`).join('')
const each = (texts: readonly string[], made: (text: string) => string) => texts.map(made).join('\n')

/** Pages of a headline and paragraphs (already HTML) as sites without much to say of themselves make them. */
export const SHELLS: Record<string, (headline: string, texts: readonly string[]) => string> = {
  'paragraphs alone': (headline, texts) =>
    `<h1>${headline}</h1>${each(texts, (text) => `<p>${text}</p>`)}<ul>${links}</ul>`,
  'two cells of a table, and line breaks': (headline, texts) =>
    `<table><tr><td>${each(TEASERS, (text) => `<a href="/">${text}</a><br>`)}</td><td><b>${headline}</b><br><br>${texts.join('<br><br>')}</td></tr></table>`,
  'a box for each paragraph': (headline, texts) =>
    `<div class="a"><h1>${headline}</h1></div>${each(texts, (text) => `<div class="row"><div class="col"><p class="txt">${text}</p></div></div>`)}<div class="row"><ul>${links}</ul></div>`,
  'boxes in place of paragraphs': (headline, texts) =>
    `<div id="w"><h1>${headline}</h1><div class="c">${each(texts, (text) => `<div>${text}</div>`)}</div><div class="side"><h3>More</h3><ul>${links}</ul></div></div>`,
  'three parts with others’ news between': (headline, texts) => {
    const size = Math.ceil(texts.length / 3)
    const part = (at: number) => each(texts.slice(at * size, at * size + size), (text) => `<p>${text}</p>`)
    return `<main><h1>${headline}</h1><section>${part(0)}</section><div class="inline-related"><a href="/q">${TEASERS[0]}</a></div><section>${part(1)}</section><section>${part(2)}</section></main><div><h3>Most read</h3><ul>${links}</ul></div>`
  },
  'comments that are articles themselves': (headline, texts) =>
    `<article><h1>${headline}</h1>${each(texts, (text) => `<p>${text}</p>`)}</article><section class="comments"><h2>Comments</h2>${each(COMMENTS, (text) => `<article class="comment"><p>${text}</p></article>`)}</section>`,
  'no first heading, and another story below': (headline, texts) =>
    `<div class="post"><h2 class="title">${headline}</h2><div class="text">${each(texts, (text) => `<p>${text}</p>`)}</div></div><div class="post"><h2><a href="/z">${TEASERS[1]}</a></h2><p>${COMMENTS[0]} <a href="/z">more</a></p></div>`,
}

/** What of others is in such a page. */
export const OTHERS = [...TEASERS, ...COMMENTS]
