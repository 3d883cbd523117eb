/** What is called the same in every language: formats and standards, and addresses. */
const NAMES = /\b(?:BibTeX|RIS|Atom|JSON Feed|OpenAPI 3\.1)\b|(?<!\S)(?:https:\/\/)?[\w.-]*[./][\w./-]*/g

/** Parts of a page that are code or a key, which are written the same in every language. */
const CODE = /<(script|style|code|pre|kbd)\b[\s\S]*?<\/\1>/g

const TOLD_BY_ATTRIBUTES = /\s(?:alt|aria-label|aria-description|data-label|placeholder|title)="([^"]*)"/g

const SCRIPT = /<%[\s\S]*?%>/g
const COMMENT = /<%#[\s\S]*?%>/g
const CLASS = /\bclass="(?:<%[\s\S]*?%>|[^"])*"/g

/** Texts in the code of a template; and those that are only looked for, or are names of members. */
const QUOTED = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g
const LOOKED_FOR = /===? '[^']*'|'[^']*':/g

/** Keys as browsers name them. */
const KEYS = /^(?:Escape|Enter)$/

/** Two letters that follow each other: one by itself is no word of ours. */
const WORD = /\p{L}{2}/u

/** What is told to people in code: a capital at the beginning, two words, or one with a space on both sides. */
const SAID = /^\p{Lu}\p{Ll}|\p{L}{2},? \p{L}|^ \p{L}+ $/u

/** Words for people that stand in a template itself: in its text, in attributes that are read out, in texts of its code. */
export function wordsIn(template: string): string[] {
  const plain = template.replace(COMMENT, '').replace(CLASS, '')
  const html = plain.replace(SCRIPT, '\0').replace(CODE, '\0')
  const attributes = Array.from(html.matchAll(TOLD_BY_ATTRIBUTES), ([, value = '']) => value)
  const text = html.replace(/<[^>]*>/g, '\0').split('\0')
  const told = [...attributes, ...text].map((part) => part.replace(/&\w+;/g, ' ').replace(NAMES, '').trim())
  return [...told.filter((part) => WORD.test(part)), ...wordsInCode(plain)]
}

function wordsInCode(template: string): string[] {
  const code = (template.match(SCRIPT) ?? []).join('\n').replace(LOOKED_FOR, '')
  return Array.from(code.matchAll(QUOTED), ([, plain, joined = '']) =>
    (plain ?? joined.replace(/\$\{[^}]*\}/g, '…')).replace(/<[^>]*>/g, ''),
  ).filter((text) => SAID.test(text) && !KEYS.test(text))
}
