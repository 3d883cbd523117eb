import type { LexiconWords } from '../lexicon'

export const en: LexiconWords = {
  asks: `
    sign up | subscribe | donate | give now | give today | support us | support our | please support |
    please consider | support independent | support local | follow us | follow our | like us | join our |
    click here | tap here | make a gift | make a donation | make a contribution | become a member |
    become a subscriber | become a supporter | chip in | get our | get the latest | get unlimited | receive our |
    register now | register for | create a free account | log in | sign in | download our | download the app |
    enter your email | email us | contact us at | send us | let us know | please let us know | start your |
    try our | never miss | don't miss | do not miss | stay informed | stay up to date | catch up |
    buy a subscription | choose your | continue reading | keep reading | read our | rsvp | thanks for reading |
    like the page | scroll to continue | join the conversation | keep up with | tell us what you think |
    share your thoughts | share your story with us | help us keep | help us continue | get the app |
    unlock this article | join us on | join us for | join us at | for more sign up | email me | write to us`,
  pleas: `
    your support | your help | your contribution | your gift | your donation | small favor to ask |
    small favour to ask | need your | will you chip in | support us | supporting us | standing with us |
    thank you for standing | thank you for your support | thank you for reading | support our journalism |
    support our work | in your inbox | to your inbox | in your mailbox | delivered to | straight to your |
    we want to hear from you | want to hear from you | if you value | if you think that stories |
    if everyone who reads | if you can please | agree to our | agree to the | subscribers agree to | by signing up |
    your reading experience | already a subscriber | already have an account | not ready to support |
    not a subscriber | cancel anytime | cancel any time | with your help | reader supported | reader gifts |
    readers like you | unsubscribe at any time | free articles left | issues with commenting | will be doubled |
    no matter how small`,
  openers: `
    a message from | a note from | dear reader | dear readers | before you go | before you keep reading |
    enjoying ad free | enjoying this | why you can trust | newsletter sign up | newsletter signup |
    while you're here | since you're here | now more than ever | you've read`,
  offers: `
    newsletter | newsletters | inbox | mailbox | journalism | subscription | subscriptions | subscriber |
    subscribers | membership | donation | donations | contribution | contributions | gift | ad free | ads |
    paywall | privacy policy | privacy notice | terms of service | terms of use | our terms | email address | app |
    alerts | briefing | nonprofit newsroom | independent news | reporting | free daily | free weekly | free trial |
    tickets | seats | unlimited access | daily email | morning email | per month | a month | monthly | headlines |
    twitter | mailing list | an email | via email | daily update`,
  you: "you | your | you're | you'll | you've | yours",
  we: "we | our | us | we're | we've | we'll | ours",
  cries: 'support | donate to | subscribe to | join | follow | help',
  buttons: `
    sign up | sign up now | sign up here | sign up for free | sign me up | subscribe | subscribe now |
    subscribe today | subscribe here | donate | donate now | donate today | donate here | give today | give now |
    support us | support us now | become a member | become a supporter | join now | join today | sign in | log in |
    already a subscriber | already a subscriber sign in | remind me later | not ready to support today |
    maybe later | no thanks | i'll give $ # | get started | start free trial | follow us | subscribe to read more |
    register | try it free | free newsletter`,
  tools: `
    share on | share this | share via | share to | share article | share full article | click to share | copy link |
    email this | email a friend | print this | tweet this | pin it | save for later | save article | bookmark |
    listen to this | listen to article | # min read | # minute read | # minutes read | estimated reading time |
    read full story | skip to | skip past | skip advertisement | jump to | back to top | like loading |
    show key events | please turn on javascript | enable javascript | javascript is | after newsletter promotion |
    load more | show more comments | view comments | view all | see all | view more | order reprints |
    gift this article | gift article | give this article | post navigation | previous article | next article |
    previous post | next post | click to enlarge | open in new window | your browser does not support |
    report this ad | leave a comment | post a comment | join the discussion | comments off | read in app |
    open image | hide caption | toggle caption | enlarge this image | follow topics | reading time # | read time # |
    add to your | add to favorites`,
  goes: 'read | watch | see | listen to | find | hear',
  there: 'here | above',
  parts: `
    share | save | print | email | email address | comments | comment | continue | once | monthly | annual |
    yearly | one time | preview | play | download | transcript | close | menu | search | name | learn more | more |
    see more | advertisement | privacy policy | terms of use | next | previous | copy link | home | follow | like |
    dislike | tweet | report | flag | recommend | upvote | downvote | permalink | link | like this | share this |
    accept all | accept | reject all | manage choices | cookie settings | privacy notice | post comment |
    enter your email | enter your email address | your email | your email address | your name | payment methods |
    today's paper | show more`,
  lists: `
    related | related stories | related articles | related content | related topics | related coverage |
    related links | related posts | more from | more on this story | more on this | more stories | more news |
    more like this | most read | most viewed | most popular | most shared | most commented | trending |
    trending now | popular | popular now | top stories | latest news | latest stories | recommended |
    recommended for you | recommended stories | you may also like | you might also like | also read | read next |
    what to read next | up next | editors' picks | editor's picks | don't miss | must read | see also | read also |
    read this next | sponsored | sponsored content | promoted stories | paid content | from the web |
    around the web | topics | tags | filed under | in this article | table of contents | on this page | contents |
    jump to section | explore more | keep reading | key events | further reading | read more | read the rest here |
    more in | more about | other stories | stories you may like | advertisement feature | posted in | categories`,
  leads: 'read also | also read | more from | posted in | filed under | related story | related article | more about',
  comments: `
    comments | comment | # comments | # comment | comments # | reader comments | readers' comments | user comments |
    join the conversation | leave a reply | leave a comment | comments section | show comments | conversation |
    # replies | # responses`,
  threads: '# thoughts on | # thought on | one thought on | # responses to | # comments on | # replies to',
  replies: 'reply | replies | in reply to | see # more replies | show # replies',
  ago: `
    # seconds ago | # minutes ago | # minute ago | # mins ago | # hours ago | # hour ago | an hour ago |
    # days ago | # day ago | a day ago | # weeks ago | # week ago | # months ago | # month ago | # years ago |
    # year ago | just now | yesterday`,
  says: 'says | said | wrote | writes | says on',
  notices: `
    all rights reserved | republish this | republished under | republish our | this story may not be |
    may not be published | may not be reproduced | a version of this article appears |
    a version of this article appeared | this article appeared in print | a version of this story | for reprints |
    order reprints | read our full terms | terms and conditions apply | proudly powered by | this story is part of |
    this site is protected`,
  consents: `
    cookies | we value your privacy | your privacy | our partners | accept all | manage choices | cookie policy`,
  ads: `
    advertisement | advertising | sponsored | paid post | story continues below advertisement |
    story continues below | article continues below | continue reading the main story |
    advertisement continue reading | ad | promoted`,
  sections: `
    news | politics | world | business | markets | opinion | culture | sport | sports | technology | tech |
    science | health | national | local | local news | us news | world news | economy | society | life | lifestyle |
    entertainment | breaking news | europe | middle east | asia | africa | americas | analysis | features | travel |
    education | environment | climate`,
  saying: `
    said | says | say | told | tells | added | asked | replied | denied | denies | claimed | wrote | according to |
    announced | argued | insisted | tweeted | warned | acknowledged | explained | noted | called | declined |
    testified | stated | responded | accused | conceded | admitted | confirmed | promised | shouted | shouts | asks`,
  bylines: 'by | story by | words by | reported by',
  authors: `
    staff writer | staff reporter | senior writer | contributing writer | is a reporter | is a columnist |
    is a correspondent | is a journalist | is a freelance | is a national reporter | is a political reporter |
    columnist for | reporter for | correspondent for | writes a column | can be reached at | is the author of |
    contributing editor | is an editor at | is the editor of | is a fellow | is co author of | is a co author of |
    is a co host of | hosts the`,
  describes: 'is | was | covers | writes | has | reports | joined | can',
}
