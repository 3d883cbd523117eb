/** Cuts words for a title or a list at the end of a word, with an ellipsis; what fits stays as it is. */
export function shortened(words: string, longest: number): string {
  const line = words.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  if (characters.length <= longest) return line
  const cut = characters.slice(0, longest - 1).join('')
  const lastSpace = cut.lastIndexOf(' ')
  // A text without spaces (Chinese, an address) is cut anywhere.
  return `${(lastSpace > longest / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.–—-]+$/u, '')}…`
}
