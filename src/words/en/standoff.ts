import { counted } from '../counted'

/** What stands in the files of brat.zip beside texts and annotations. */
export const standoff = {
  /** At a claim, of a link whose other end is in another text: "Denies https://…/claims/17, by the link https://…/links/9". */
  answers: (relation: string, claim: string, link: string) => `${relation} ${claim}, by the link ${link}`,
  isAnswered: (relation: string, claim: string, link: string) => `Arg2 of ${relation} by ${claim}, by the link ${link}`,
  readme: {
    title: (desk: string) => `Articles with their claims marked, recorded by ${desk}`,
    format:
      'For brat and for programs that read its standoff format: a text as ARTICLE-REVISION.txt, beside it its annotations as .ann; annotation.conf has the types. Put the folder into brat’s data folder.',
    offsets:
      'Offsets count Unicode code points from 0, the end exclusive. A split quotation is one annotation of several fragments, and so is a passage over a line’s end or a tab, which no annotation’s words can have.',
    kinds:
      'Claim is a passage that reports a claim, with attributes Stance, Medium, Wording, InZone (it stands in a part that is not the article’s own), and notes with its address, speakers, day (EDTF) and summary. Source and Cue are the words that name the speaker, and that report; HopSource and HopCue those of somebody who passed it on. Equiv joins passages that report the same claim.',
    texts: (texts: number, statements: number) =>
      `Here are ${counted(texts, 'text')} with ${counted(statements, 'statement')}.`,
    leftOut: (statements: number) =>
      `Not here, since the desk may not publish the whole text in which they stand: ${counted(statements, 'statement')}. They are in claims.jsonl and annotations.jsonld.`,
    links: (drawn: number) => `${counted(drawn, 'link')} stand between claims of one text, as relations.`,
    elsewhere: (links: number) =>
      `brat knows one text at a time. So ${counted(links, 'link')} between claims that no text here has both of are no relations: a note “Elsewhere” at each end that is here tells of them.`,
    address: (address: string) => `Taken from ${address}`,
  },
}
