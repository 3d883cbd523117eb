/**
 * The name that one object of a JSON text gives twice, or null. JSON.parse keeps the last value and says nothing of the
 * first; RFC 8259, section 4, leaves open which one a sender meant. A text that is no JSON is looked at as far as it goes.
 */
export const repeatedMember = (json: string): string | null => repeatedMemberIn(json)?.name ?? null

/** The same, with the UTF-16 index at which the name stands for the second time. */
export function repeatedMemberIn(json: string): { name: string; at: number } | null {
  /** Names of each object that is open, from the outermost; null for a list. */
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < json.length; at += 1) {
    const unit = json[at]
    if (unit === '{') open.push(new Set())
    else if (unit === '[') open.push(null)
    else if (unit === '}' || unit === ']') open.pop()
    else if (unit === '"') {
      const end = endOfText(json, at)
      const names = open.at(-1)
      if (names && isName(json, end)) {
        const name = nameIn(json.slice(at, end))
        if (names.has(name)) return { name, at }
        names.add(name)
      }
      at = end - 1
    }
  }
  return null
}

/** Behind the quotation mark that ends the text of JSON which begins at `start`. */
export function endOfText(json: string, start: number): number {
  for (let mark = json.indexOf('"', start + 1); mark >= 0; mark = json.indexOf('"', mark + 1)) {
    let before = mark
    while (json[before - 1] === '\\') before -= 1
    if ((mark - before) % 2 === 0) return mark + 1
  }
  return json.length
}

/** In an object, a text before a colon; what comes before a comma is a value. */
function isName(json: string, end: number): boolean {
  let next = end
  while (' \t\n\r'.includes(json[next] ?? '.')) next += 1
  return json[next] === ':'
}

/** Two names are one however they are escaped. */
function nameIn(quoted: string): string {
  try {
    return JSON.parse(quoted)
  } catch {
    return quoted
  }
}
