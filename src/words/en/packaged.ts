/** What stands in the files of datapackage.zip beside its tables. */
export const packaged = {
  title: (desk: string) => `Claims and contradictions, recorded by ${desk}`,
  chain: (id: number, desk: string) => `Chain ${id} of claims, recorded by ${desk}`,
  description: (desk: string) =>
    `Who said what, when, and who gainsaid it, as ${desk} has recorded it: claims, the passages that report them with their places in the articles, and the links between them.`,
  lines: 'All of the package as JSON lines, with a trailer: count of rows, SHA-256, signature.',
  licence: (desk: string, licence: string | null, url: string | null) =>
    licence === null
      ? `${desk} does not state under which licence this data may be used. Ask it before you publish it again.\n`
      : `What ${desk} wrote in this package may be used under the licence ${licence}${url === null ? '' : `:\n${url}`}\n`,
  quoted:
    'Quoted words stay their speakers’ and outlets’. They are quoted with their sources, and go no further than that; a whole text in texts/ is there because the desk may publish it.\n',
  citeMessage: 'If you use this data, cite it with the date and the hash of claims.jsonl.',
  codebook: {
    title: 'Codebook',
    opening:
      'Every table of this package, and what its columns mean. An empty cell is a value that is not known, not stated or not there, never zero. Offsets count Unicode code points; times are UTC, with microseconds.',
    key: (columns: string) => `Key: ${columns}.`,
    leads: (columns: string, table: string, there: string) => `${columns} leads to ${table}, ${there}.`,
    column: 'column',
    type: 'type',
    meaning: 'meaning',
  },
  readme: {
    selection: (query: string) =>
      `Chosen by: ${query}. Only claims that fit all of it are here, and links between them.`,
    everything: 'Everything that was published at that moment.',
    state: (created: string) => `As it was recorded at ${created}.`,
    empty: 'Nothing had been recorded yet.',
    what: 'What is in it',
    table: (name: string, rows: number, row: string) => `\`${name}\` (${rows}): ${row}`,
    lines:
      '`claims.jsonl`: all of it once more, an object a line, with exact lists and nulls, and the desk’s signature at the end.',
    texts: (count: number) =>
      `\`texts/\` (${count}): the articles that the desk may publish whole, as ARTICLE-REVISION.txt, in UTF-8. Of all others only passages are here.`,
    noTexts: 'No text of an article is in it: the desk may publish passages of these alone.',
    others:
      '`CODEBOOK.md` explains every column, `LICENSE` says under what it may be used, `CITATION.cff` is for programs that cite, `datapackage.json` describes the tables to Frictionless tools.',
    notWhat:
      'A link says what an editor saw one claim do to another (“denies”). It is no verdict on either, and nothing here says what is true.',
    exact:
      'Texts in the tables are exactly as they are. A spreadsheet may take one that begins with = + - @ for a formula: load the tables as text, or take `claims.csv` from the site, which is made safe for that.',
    check: 'How to check it',
    run: 'With Node.js 20 or later, and nothing else:',
    checks:
      'It says whether every file is as it was written (bytes, SHA-256), every key is there once and every reference leads somewhere, every quotation is the same in all files, and stands at its offsets wherever the text is in `texts/`.',
    cite: 'How to cite',
    citeClaim: (address: string) =>
      `A claim by its address (${address} and its number), which never comes to mean another, and the day you took it.`,
    citeWhole:
      'The whole by this line, which has the state (the time of its last change), the day, and the hash of `claims.jsonl`:',
    citation: (title: string, state: string, day: string, address: string, sha256: string) =>
      `${title}. State ${state}, ${day}. ${address}. SHA-256 of claims.jsonl: ${sha256}`,
  },
}
