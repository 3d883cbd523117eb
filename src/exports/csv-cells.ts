/**
 * With one of these in front a spreadsheet takes a cell for a formula, in full-width forms too, or strips it and looks
 * at what comes next. The apostrophe is among them so that the guard can be taken off again without a doubt.
 */
export const GUARDED_STARTS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', "'"] as const

const starts: ReadonlySet<string> = new Set(GUARDED_STARTS)

/** A text as it stands in a cell: an apostrophe in front of whatever a spreadsheet would run as a formula. */
export function guardCell(text: string): string {
  return starts.has(text.charAt(0)) ? `'${text}` : text
}

/** The text of a guarded cell: `unguardCell(guardCell(text))` is `text`, always. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}
