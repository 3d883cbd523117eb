/** What the page of a stale form says of each field that differs: what it was, what is there now, what was typed. */
export function threeWayIn(html: string): Record<string, [base: string, theirs: string, mine: string]> {
  const rows = html.matchAll(/<tr role="row" class="[^"]*"><th[^>]*>(.*?)<span.*?<\/th>(.*?)<\/tr>/gs)
  return Object.fromEntries(
    [...rows].map(([, label = '', cells = '']) => {
      const [base = '', theirs = '', mine = ''] = [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(
        ([, cell]) => cell ?? '',
      )
      return [label, [base, theirs, mine]]
    }),
  )
}
