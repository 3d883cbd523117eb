import { codebookTables } from './codebook-tables'

/** What the columns and rows of the exports mean: the codebook on their page. */
export const codebook = {
  claimsCsv: {
    claim_id: 'The claim’s number; its page is /claims/ and this number.',
    statement_id: 'The statement’s number: one passage that reports the claim.',
    speakers: 'Who said it; joint speakers are joined by “; ”.',
    stance: 'What the speaker does with the words: asserts, denies, declines (to answer), does_not_dispute, asks.',
    medium: 'How the words reached the public before any article: tweet, press_briefing, interview and so on.',
    said_on: 'When it was said, in EDTF as the editor gave it; empty is “not stated”.',
    said_on_earliest: 'First day it can have been said; empty is open or not stated.',
    said_on_latest: 'Last day it can have been said; empty is open or not stated.',
    summary: 'The claim in one plain sentence of the desk; empty where the passage speaks for itself.',
    quotation: 'Whose wording the passage is: direct (the speaker’s), indirect (the article’s), mixed.',
    exact: 'The passage, letter for letter; the parts of a split quotation are joined by “ […] ”.',
    prefix: 'The article’s 32 characters before the passage.',
    suffix: 'The article’s 32 characters after the passage.',
    start: 'Where the passage starts in the revision’s text, in Unicode code points from 0.',
    end: 'Where it ends, exclusive.',
    article_id: 'The article’s number; its page is /articles/ and this number.',
    revision: 'Which captured text of the article the offsets count in.',
    text_sha256: 'SHA-256 of that text in UTF-8: the proof that it is the same one.',
    created_at: 'When the claim was recorded here (UTC).',
    updated_at: 'When the claim was last changed here (UTC).',
    origin_article_id:
      'The article of which this one is a copy; its own number where it is none. For confirmations count these, not articles.',
    tagged_by:
      'The number of the account that recorded the passage: a pseudonym, the same in every file; empty is by command.',
    speaker_ids: 'The speakers’ numbers, in the order of their names and joined likewise: two may bear one name.',
    said_on_basis:
      'What the date rests on: stated, counted (from “on Monday” and the day of publication), inferred, not_stated.',
    parts:
      'Where each part of the passage stands, first code point and the one after the last, joined by “; ”: 9-40; 45-56. Most have one.',
    tagged_by_name: 'The name of that account, if whoever it is has made it public; else empty.',
  },
  webAnnotation: {
    label: 'Statements and links',
    kinds: {
      AnnotationCollection:
        'The file itself: all that was chosen, in one page. With page=0, page=1 and so on in the address an AnnotationPage of at most 500 items.',
      'describing, identifying':
        'A statement. Its bodies: the claim’s summary, who said it, by address and name, and the claim. Its target is the passage in the article, by its words and by its offsets in code points; the parts of a split quotation are a target each, in their order.',
      linking:
        'A link. Its targets: the answering claim, then the answered. Its bodies: the relation as CiTO and as we name it, and the reason.',
      creator: 'Who recorded it: an account’s number, with a name only where whoever it is has made it public.',
      canonical:
        'A name that stays with the annotation wherever it is copied to: a UUID made of its address (version 8, SHA-256; RFC 9562, B.2).',
      state: 'Which captured text of the article the offsets count in, with its SHA-256 and the time of its capture.',
      'gs:':
        'Terms of our own: stance, medium, day, wording, hops, and where the naming and the reporting words stand. /ns says what each means.',
    },
  },
  brat: {
    'ARTICLE-REVISION.txt':
      'A captured text that the desk may publish whole, in UTF-8, exactly as it is. Texts shown in excerpts are left out, and counted in the README.',
    'ARTICLE-REVISION.ann': 'The annotations of the text beside it, in brat’s standoff format; a line each.',
    'T: Claim': 'A passage that reports a claim; the parts of a split quotation are its fragments.',
    'T: Source, Cue':
      'The words that name the speaker, and those that report; joined to the claim by R: SaidBy, ReportedWith.',
    'T: HopSource, HopCue':
      'The words that name who passed the claim on, and those that say so; joined by R: PassedOnBy, PassedOnWith.',
    'A: Stance, Medium, Wording, InZone':
      'Of a claim: as in claims.csv; InZone where the passage is not the article’s own.',
    'R: Denies, …':
      'A link between two claims of this text, by its relation. A link that leads to another text is a note Elsewhere, and is counted in the README.',
    Equiv: 'Passages of this text that report the same claim.',
    '#': 'Notes: Claim and Statement (addresses), Speakers, SaidOn (EDTF), SaidOnBasis, Summary; of a link Link and Reason.',
    'annotation.conf': 'The types and their values, as brat reads them.',
    'README.md': 'What there is, and how much of it has no place in this format.',
  },
  graph: {
    node: 'A claim: claim- and its number. In GEXF its label is who said it, and it starts on the first day it can have been said.',
    url: 'Node: the claim’s address.',
    speaker: 'Node: who said it; joint speakers are joined by “; ”.',
    stance: 'Node: what the speaker does with the words: asserts, denies, declines, does_not_dispute, asks.',
    medium: 'Node: how the words reached the public before any article: tweet, press_briefing, interview and so on.',
    said_on: 'Node: when it was said, in EDTF as the editor gave it; left out where it is not stated.',
    summary: 'Node: the claim in one plain sentence of the desk.',
    exact:
      'Node: the passage that reports it first, letter for letter; parts of a split quotation are joined by “ […] ”.',
    prefix: 'Node: the article’s 32 characters before the passage.',
    suffix: 'Node: the article’s 32 characters after the passage.',
    start_offset: 'Node: where the passage starts in the revision’s text, in Unicode code points from 0.',
    end_offset: 'Node: where it ends, exclusive.',
    article_id: 'Node: the article’s number; its page is /articles/ and this number.',
    revision: 'Node: which captured text of the article the offsets count in.',
    text_sha256: 'Node: SHA-256 of that text in UTF-8: the proof that it is the same one.',
    tagged_by: 'Node: the number of the account that recorded that passage: a pseudonym, the same in every file.',
    tagged_by_name: 'Node: the name of that account, if whoever it is has made it public; else left out.',
    edge: 'A link, from the answering claim to the answered: link- and its number. In GEXF it starts when both claims have.',
    link: 'Edge: the link’s address.',
    relation:
      'Edge: what the answer does to the other: contradicts (which goes both ways), denies, corrects, walks_back, corroborates, repeats, relays.',
    reason: 'Edge: why the editor linked them.',
    linked_by: 'Edge: the number of the account that linked them: a pseudonym, the same in every file.',
    linked_by_name: 'Edge: the name of that account, if whoever it is has made it public; else left out.',
  },
  timeline: {
    events:
      'The claims that have a day, by number. A claim whose day is not stated is left out, and counted in the title.',
    unique_id: 'claim- and the claim’s number.',
    group: 'Who said it; joint speakers are joined by “; ”.',
    start_date:
      'The first day it can have been said: a month has no day, a year no month. Where only the last day is known, that one.',
    end_date: 'The last day, of an interval or a decade; else left out.',
    display_date: 'The date in EDTF as the editor gave it, where it is open, approximate or uncertain; else left out.',
    text: 'As HTML: who said it and how, the passage that reports it first, what it answers, and the article.',
    tagged_by:
      'The number of the account that recorded that passage: a pseudonym, the same in every file. TimelineJS doesn’t show it.',
    tagged_by_name: 'As HTML: the name of that account, if whoever it is has made it public; else left out.',
    title: 'The first slide: how many claims are on the timeline, and how many are not.',
  },
  linksCsv: {
    id: 'The link’s number; /links/ and this number lead to its place.',
    from_claim_id: 'The answering claim.',
    relation: 'What it does to the other: contradicts, denies, corrects, walks_back, corroborates, repeats, relays.',
    to_claim_id: 'The claim that is answered.',
    reason: 'Why the editor linked them; may be empty.',
    created_at: 'When the link was recorded here (UTC).',
    linked_by: 'The number of the account that linked them: a pseudonym, the same in every file; empty is by command.',
    linked_by_name: 'The name of that account, if whoever it is has made it public; else empty.',
  },
  pairsCsv: {
    link_id: 'The link’s number; /links/ and this number lead to its place.',
    relation:
      'What the answer does to the answered claim: contradicts, denies, corrects, walks_back, corroborates, repeats, relays.',
    reason: 'Why the editor linked them; may be empty.',
    created_at: 'When the link was recorded here (UTC).',
    linked_by: 'The number of the account that linked them: a pseudonym, the same in every file; empty is by command.',
    linked_by_name: 'The name of that account, if whoever it is has made it public; else empty.',
    theAnswer: 'The answer',
    theAnswered: 'The answered claim',
    /** Columns that there are of both. */
    end: {
      claim_id: (whose: string) => `${whose}: its number.`,
      speakers: (whose: string) => `${whose}: who said it; joint speakers are joined by “; ”.`,
      stance: (whose: string) => `${whose}: asserts, denies, declines, does_not_dispute or asks.`,
      medium: (whose: string) => `${whose}: tweet, press_briefing, interview and so on.`,
      said_on: (whose: string) => `${whose}: when it was said, in EDTF; empty is “not stated”.`,
      said_on_earliest: (whose: string) => `${whose}: first day it can have been said; empty is open or not stated.`,
      said_on_latest: (whose: string) => `${whose}: last day it can have been said; empty is open or not stated.`,
      summary: (whose: string) => `${whose}: one plain sentence of the desk; may be empty.`,
      statement_id: (whose: string) =>
        `${whose}: the first statement that reports it, from which the next columns come.`,
      quote: (whose: string) => `${whose}: the words, as that statement’s article has them.`,
      headline: (whose: string) => `${whose}: the article’s headline.`,
      outlet: (whose: string) => `${whose}: who published the article; empty is not known.`,
      url: (whose: string) => `${whose}: the article’s address at its outlet; empty is not known.`,
      published_on: (whose: string) => `${whose}: the day the article was published; empty is not known.`,
      article_id: (whose: string) => `${whose}: the article’s number here.`,
      origin_article_id: (whose: string) =>
        `${whose}: the article of which that one is a copy; its own number where it is none.`,
    },
  },
  claimsJsonl: {
    outlet: 'Who published the articles below, with the rights its articles have unless they say otherwise.',
    article:
      'Headline, byline, address at the outlet, day of publication, and its captured texts by number, length and hash, with their zones; and of which article it is a copy (copy_of_id), null where it is none. Of one that was redacted the hash is that of the text as it was captured, and words that went are blocks (█) wherever they were quoted; redacted_sha256 is that of what is left.',
    speaker:
      'A person, organisation, group or described source: its Wikidata item where that is known, its other names, its roles and whom it speaks for in them, its outlet, why it is not named. Whoever was merged into it is told by number.',
    claim:
      'Who said it, when and how, with every statement that reports it: passages, naming and reporting words, and the hops it came by, all with their offsets, and who tagged it when (created_by is an account’s number, created_by_name its name where that is public, else null); and the replies of those whom it concerns.',
    link: 'What one claim does to another, why the editor says so, and who linked them when, as of a claim’s statements.',
    chain:
      'Claims that hang together through links, by the day each stands on among them and then by number, under the chain’s question.',
    trailer:
      'The last line: how many rows came before it, and the SHA-256 of all bytes before it. Without it the file was cut.',
  },
  claimsJsonld: {
    Dataset:
      'The file itself: first with its address, last with gs:withoutWords, how many claims it leaves out since nothing has words of theirs.',
    NewsArticle: 'An article, with headline, day, language, address and publisher as far as they are known.',
    Person:
      'A person, or a source that is described and not named; sameAs is its Wikidata item, which a described one never has.',
    Organization: 'An organisation or a group that speaks; within an article, who published it.',
    Claim:
      'A claim: text is the desk’s summary, else the words of its first report; datePublished is the day it was said, only where that is known to the day; appearance leads to the articles, cito: and gs: to other claims.',
  },
  rdf: {
    'schema:NewsArticle':
      'An article, at /articles/ and its number; its publisher is a schema:Organization at /outlets/.',
    'prov:Person':
      'Who recorded a statement or a link, at /accounts/ and a number, with schema:name: only of those who have made their names public. Of all others the number is all there is.',
    'prov:Entity': 'A captured text of an article, with the SHA-256 of its UTF-8, its length and when it was captured.',
    'schema:Person':
      'A speaker, or schema:Organization; with schema:sameAs where it is known elsewhere, and prov:actedOnBehalfOf for whom its roles speak.',
    'schema:Claim':
      'A claim: its words, when it was said (schema:datePublished only where known to the day; gs:saidOn as EDTF), medium, stance, and who said it (schema:author and prov:wasAttributedTo).',
    'oa:Annotation':
      'A statement: gs:reports its claim, prov:wasQuotedFrom the captured text, and who tagged it when; each part of the quotation is a target with its words (oa:exact) and its offsets (oa:start, oa:end) in code points.',
    'gs:Hop': 'How a claim was passed on before it reached the article of a statement.',
    'gs:Link':
      'A link: its two claims, relation, reason, and who linked them when. In N-Quads the relation itself (gs:, cito:, prov:) stands in the graph of this name.',
  },
  proofJsonl: {
    sealed:
      'What history told last of a row of claims.jsonl: the leaf of the tree, `index` and `path` (a proof of inclusion in the tree of the trailer’s checkpoint) and, where all of it is public, the bytes that the leaf commits to: `salt`, `payload`, `image`.',
    unsealed: 'A row whose last change is younger than the checkpoint: a later one will have it.',
    trailer: 'The last line, as in claims.jsonl; with the checkpoint that the proofs are under.',
  },
  tables: codebookTables,
}
