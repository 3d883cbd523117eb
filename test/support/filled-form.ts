/** The form of a statement as a tagging page has it: what a browser would send, and what stands beside. */
export interface FilledForm {
  /** What would be sent; of several of a name a list. */
  fields: Record<string, string | string[]>
  /** What is proposed, by group: the words on each button, what it sends, its reason. */
  choices: Record<string, { words: string; take: string; why: string; isTaken: boolean }[]>
  /** Why what is filled in was, by group, as it stands on the page. */
  why: Record<string, string>
  readings: { words: string; href: string; isShown: boolean }[]
  /** Claims to link to, in their order: each one's words on the page without tags, and its two selects. */
  opponents: { claimId: number; text: string; direction: string; relation: string; isTicked: boolean }[]
  /** Where "skip" leads. */
  skip: string
  problems: string[]
}

const unescaped = (html: string) =>
  html
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const textOf = (html: string) =>
  unescaped(html.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim()
const attributeOf = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

/** Reads the form of a page. */
export function filledForm(page: string): FilledForm {
  const html = /<form[^>]* data-record[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const buttons = [...html.matchAll(/data-choices="(\w+)">([\s\S]*?)<\/p>/g)].map(([, group = '', inside = '']) => [
    group,
    [...inside.matchAll(/(<button name="take"[^>]*>)([^<]*)/g)].map(([, tag = '', words = '']) => ({
      words: unescaped(words),
      take: attributeOf(tag, 'value') ?? '',
      why: attributeOf(tag, 'data-why') ?? '',
      isTaken: tag.includes(' aria-pressed="true"'),
    })),
  ])
  const reasons = [...html.matchAll(/data-why-of="(\w+)">([^<]*)/g)].map(([, group = '', why = '']) => [
    group,
    unescaped(why),
  ])
  const stance = /<legend>Stance<\/legend>\s*<p class="why">([^<]*)/.exec(html)?.[1]
  return {
    fields: fieldsIn(html),
    choices: Object.fromEntries(buttons),
    why: { ...Object.fromEntries(reasons), ...(stance === undefined ? {} : { stance: unescaped(stance) }) },
    readings: [...html.matchAll(/<li>(<a [^>]*>)([^<]*)/g)].map(([, tag = '', words = '']) => ({
      words: unescaped(words),
      href: attributeOf(tag, 'href') ?? '',
      isShown: tag.includes('aria-current'),
    })),
    opponents: [...html.matchAll(/<div class="opponent">([\s\S]*?)<\/div>/g)].map(([, one = '']) => opponentIn(one)),
    skip: attributeOf(/<a [^>]*data-skip[^>]*>/.exec(html)?.[0] ?? '', 'href') ?? '',
    problems: [...(/<div class="errors"[\s\S]*?<\/div>/.exec(page)?.[0] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(
      ([, said = '']) => textOf(said),
    ),
  }
}

function opponentIn(html: string) {
  const fields = fieldsIn(html)
  const box = /<input[^>]*name="link"[^>]*>/.exec(html)?.[0] ?? ''
  const claimId = Number(attributeOf(box, 'value'))
  return {
    claimId,
    text: textOf(html.replace(/<p class="row">[\s\S]*/, '')),
    direction: String(fields[`direction-${claimId}`]),
    relation: String(fields[`relation-${claimId}`]),
    isTicked: box.includes(' checked'),
  }
}

/** What a browser would send, without its buttons. */
function fieldsIn(html: string): FilledForm['fields'] {
  const fields: FilledForm['fields'] = {}
  const controls = /<input[^>]*>|<textarea[^>]*>([^<]*)<\/textarea>|<select[^>]*>([\s\S]*?)<\/select>/g
  for (const [tag, written, options] of html.matchAll(controls)) {
    const name = attributeOf(tag, 'name')
    const isBox = /type="(?:checkbox|radio)"/.test(tag)
    if (name === undefined || (isBox && !/ checked/.test(tag))) continue
    const value =
      options !== undefined
        ? chosenIn(options)
        : // A line's end right behind the tag is none of the words.
          (attributeOf(tag, 'value') ?? unescaped(written?.replace(/^\n/, '') ?? ''))
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}

function chosenIn(options: string): string {
  const all = options.match(/<option[^>]*>/g) ?? []
  const chosen = all.find((option) => option.includes(' selected')) ?? all[0] ?? ''
  return attributeOf(chosen, 'value') ?? ''
}
