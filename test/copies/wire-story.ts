/** A wire story, invented, and what outlets made of it. */
export const PARAGRAPHS = [
  'PORT ALDER (Coastwire) - The ferry company that serves the outer islands will end its night crossings in October, its director told a hearing of the harbour board on Tuesday, citing the price of fuel and a shortage of deck officers.',
  '“We can run empty boats or we can run safe boats,” Ida Marlow said. “Nobody is served by a timetable that we cannot keep.”',
  'The company carried 41,000 passengers at night last year, about a tenth of its traffic. Most of them were fish packers going to the early shift at the Skerry plant, where the management has offered to organise a launch of its own.',
  'Island councillors rejected the plan. Their spokesman, Mr. Tomas Reyle, accused the company of breaking a promise that it had made when the licence was renewed, and announced an appeal to the ministry.',
  'The ministry declined to comment. A decision on the appeal is expected before the end of the month, according to two people who were briefed on the matter and asked not to be named.',
  'The night crossings began eleven years ago, after a storm had cut off the islands for nine days. Fares then were half of what they are today, and the boats were older.',
]

export const WIRE = `Outer islands to lose night ferry\n\n${PARAGRAPHS.join('\n\n')}\n`

/** Another headline, the tail cut, one house's style, a local paragraph, and its own foot. */
export const REPRINT = `Night boats will stop, says ferry chief

${PARAGRAPHS[0]}

${PARAGRAPHS[1]?.replaceAll(/[“”]/g, '"')} ${PARAGRAPHS[2]?.replace('41,000', '41000').replace('organise', 'organize')}

In our own town the bakers’ guild said that deliveries to the pier would begin an hour later from now on.

${PARAGRAPHS[3]?.replace('Mr. ', '')}

Get the Gazette at your door. Subscribe now and never miss an edition.
`

/** Another reporter at the same hearing: the same quotation, other sentences. */
export const OWN_REPORT = `Islanders dismayed as ferry firm drops late sailings

Late sailings to the skerries are to be scrapped this autumn. Managers blame dear diesel and too few qualified crew, board members heard.

“We can run empty boats or we can run safe boats,” Ida Marlow said. “Nobody is served by a timetable that we cannot keep.”

Packing hands who depend on the two o'clock sailing were shocked. "I found out from you," said one woman waiting on the quay with her thermos.

Tomas Reyle, speaking for the councils, called it a betrayal of terms agreed with the licence. He wants the minister to step in before the herring season opens.
`
