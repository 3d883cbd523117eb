/** The text of a guarded cell, as docs/research.md has it: `unguardCell(guardCell(text))` is `text`, always. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}
