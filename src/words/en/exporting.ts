import { counted } from '../counted'
import { locale } from './locale'

/** The page of exports. */
export const exporting = {
  title: 'Export',
  opening:
    'Everything that is published here, to take away: plain files, streamed as they are at this moment. Drafts and withdrawn rows are in none of them. Offsets count Unicode code points; times are UTC.',
  licenceOf: (desk: string) => `Licence of what ${desk} wrote:`,
  licenceQuoted: '. Quoted words stay their speakers’ and outlets’.',
  noLicence: 'Under which licence the data may be used is not stated here; ask the desk.',
  refused: 'These filters can’t be used',
  whatToTake: 'What to take: everything, or only the claims that fit all of these',
  words: 'Words, as in the search',
  chain: 'Chain, by its number',
  speaker: 'Speaker, by number',
  // Between its parts stand links and what is typed: "Words are read as by the search: …; "a phrase", or, -without. …"
  hint: [
    'Words are read as by the',
    'search',
    ': all of them, in any ending;',
    'The number of a chain or speaker stands in its address:',
    'A claim that can have been said on one of the days asked for is taken; one whose day is not stated is not. “Pairs” takes a link when either of its claims fits, the others when both do.',
  ],
  choose: 'Choose',
  everythingAgain: 'Everything again',
  download: (file: string) => `Download ${file}`,
  nothing:
    'No claim that is published fits these filters. The files can be had all the same, with nothing but their heads.',
  /** How the files stand together. */
  groups: {
    tables: 'Tables',
    whole: 'Everything, for archives and programs',
    networks: 'Networks and timelines',
    web: 'Linked data',
  },
  more: (codebook: string) => `Address, command and codebook: ${codebook}`,
  columns: (count: number) => `${count} columns`,
  tables: (count: number) => `${count} tables`,
  kindsOfRow: (count: number) => `${count} kinds of row`,
  kindsOfEntry: (count: number) => `${count} entries`,
  address: 'Address, of what is there at the moment:',
  command: 'On a command line:',
  withMark: 'With a byte order mark, for an older Excel',
  look: (file: string) => `Look into ${file}`,
  toCite: [
    'A file is what there is at the moment. To cite one, or to go on with a download that broke off, have it kept: these are the',
    'snapshots that were made to be cited',
    '.',
  ],
  keep: (file: string) => `Keep ${file}`,
  before: 'Before you work with them',
  jsonLines: [
    'JSON Lines is the complete form',
    ': exact text, nulls and lists, and a last line with the count of rows, the SHA-256 of all before it, and our signature. A file without that line was cut on its way.',
    'How to check it',
    ', and that nothing was changed since.',
  ],
  // Before "a tab" stand the signs themselves: "= + - @".
  spreadsheets: [
    'The CSVs are safe to open in a spreadsheet',
    ': a text that begins with',
    '(or their full-width forms), a tab, a line end or an apostrophe has one apostrophe put in front. Take one off again to have the text as it was.',
  ],
  lineEnds: [
    'They are UTF-8 with CRLF line ends (RFC 4180). An older Excel reads them rightly with',
    'in the address.',
  ],
  texts:
    'Quotations go along, with some words around them. Whole texts go along in the data package, and only of articles whose rights the desk has set to “full”.',
  emptyCells: 'An empty cell is a value that is not known or not stated, never zero.',
  description:
    'Claims, the links between them and their sources, as CSV, Parquet, JSON Lines and a data package, with a codebook.',
  /** How much a download has: "31 statements of 29 claims". */
  ofMoreThan: (most: number) => `Of more than ${most.toLocaleString(locale)} claims`,
  statementsOf: (statements: number, claims: number) =>
    `${counted(statements, 'statement')} of ${counted(claims, 'claim')}`,
  claimsAndLinks: (claims: number, links: number) =>
    `${counted(claims, 'claim')} and ${counted(links, 'link')} with all that belongs to them`,
  nodesAndEdges: (claims: number, links: number) => `${counted(claims, 'node')} and ${counted(links, 'edge')}`,
  eventsOf: (events: number, undated: number) =>
    `${counted(events, 'event')}; ${counted(undated, 'claim')} without a stated day left out`,
  /** The title slide of the timeline; PostgreSQL puts in the two counts. */
  timeline: {
    headline: 'Who said what',
    counts: 'Claims with a day: %s. Claims without a stated day, which are not on this timeline: %s.',
  },
  textsOfUpTo: (statements: number, links: number) =>
    `the texts that may be whole, of ${counted(statements, 'statement')} and ${counted(links, 'link')}`,
  annotations: (count: number) => counted(count, 'annotation'),
  proofsOrMore: (count: number) => `${counted(count, 'proof')} or more`,
  /** Each file: what it is called, what it is, and who takes it. */
  /** The codebook of all formats, which `gainsay export --codebook` prints. */
  codebookOfAll: {
    title: 'Codebook',
    opening:
      'What every column, or kind of row, of every export means. An empty cell is a value that is not known, not stated or not there, never zero. Offsets count Unicode code points from 0, the end is exclusive; times are UTC, with microseconds.',
    name: 'name',
    meaning: 'meaning',
    tables: 'The tables of datapackage.zip',
  },
  sets: {
    'claims.csv': {
      title: 'Claims',
      use: 'A row a statement: who said what, when, and where it stands in which article. For spreadsheets, R and pandas.',
    },
    'pairs.csv': {
      title: 'Pairs',
      use: 'A row a link, with both quotes, speakers, days and sources in it. For fact-checkers, and as training data.',
    },
    'links.csv': {
      title: 'Links',
      use: 'A row a link, by the numbers of its two claims. For network analysis, beside claims.csv.',
    },
    'claims.jsonl': {
      title: 'Everything',
      use: 'Outlets, articles, speakers, claims, links and chains, an object a line, with a hash at the end. For archives and programs.',
    },
    'claims.parquet': {
      title: 'Claims, as Parquet',
      use: 'The columns of claims.csv with their types, and texts exactly as they are. For DuckDB, pandas, Polars and Spark.',
    },
    'datapackage.zip': {
      title: 'Data package',
      use: 'Tables that refer to each other by number, claims.jsonl, a codebook, the licence, how to cite it, and a program that checks it (Frictionless Data Package 2.0). For archives, databases and Frictionless tools.',
    },
    'graph.gexf': {
      title: 'Graph for Gephi',
      use: 'Claims as nodes, links as edges, each from its day on (GEXF 1.3). For Gephi and its timeline.',
    },
    'graph.graphml': {
      title: 'Graph',
      use: 'The same nodes and edges as GraphML. For igraph, NetworkX, Cytoscape and yEd.',
    },
    'timeline.json': {
      title: 'Timeline',
      use: 'An event a claim that has a day, with its quote and what it answers; its title counts those without. For TimelineJS.',
    },
    'claims.jsonld': {
      title: 'Claims as JSON-LD',
      use: 'Claims, speakers and articles as schema.org has them, with the relations between claims. For search engines and knowledge graphs.',
    },
    'graph.nq': {
      title: 'Linked data with provenance',
      use: 'A statement a line (N-Quads), each relation in a graph that tells who linked it, when and why. For triple stores.',
    },
    'graph.ttl': {
      title: 'Linked data',
      use: 'The same statements as Turtle, without graphs, a thing a line. For reading, and for tools without named graphs.',
    },
    'annotations.jsonld': {
      title: 'Annotations',
      use: 'Statements and links as W3C Web Annotations, with each quotation and its place in the article. For annotation tools and linked data.',
    },
    'brat.zip': {
      title: 'Annotated texts for brat',
      use: 'The texts that may be published whole, with claims, sources, cues and links marked in them (brat standoff). For brat, and for training taggers.',
    },
    'proof.jsonl': {
      title: 'Proof',
      use: 'What sealed history says of each row of claims.jsonl with the same filters, under the checkpoint in its last line. For verify.mjs.',
    },
  },
  tooManyDownloads: 'Too many downloads at once',
  waitForDownloads: (count: number) =>
    `Your address has ${count} downloads under way, and others want to download too. Come again when one of them has ended.`,
  waitForOthers: (count: number) =>
    `${count} downloads are under way, which is as many as there may be. Come again when some have ended.`,
}
