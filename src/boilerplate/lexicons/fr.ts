import type { LexiconWords } from '../lexicon'

export const fr: LexiconWords = {
  asks: `
    abonnez vous | inscrivez vous | recevez | soutenez nous | soutenez | faites un don | suivez nous |
    rejoignez nous | rejoignez | cliquez ici | téléchargez | partagez | écrivez nous | connectez vous | retrouvez |
    découvrez nos | profitez | s'abonner | aidez nous | devenez membre | devenez abonné | réagissez |
    donnez votre avis`,
  pleas: `
    votre soutien | votre aide | votre don | votre adresse est | vous désinscrire | votre boîte mail |
    votre boîte aux lettres | déjà abonné | réservée aux abonnés | réservé aux abonnés | réservé à nos abonnés |
    réservée à nos abonnés | il vous reste | sans engagement | grâce à vous | grâce à vos dons |
    politique de confidentialité`,
  openers: 'chers lecteurs | chère lectrice | cher lecteur | chères lectrices',
  offers: `
    newsletter | infolettre | abonnement | abonnés | abonné | don | dons | journalisme | adresse e mail |
    votre adresse | e mail | par mois | gratuit | gratuitement | chaque matin | chaque semaine |
    l'essentiel de l'actualité | application | confidentialité | chaîne | cet article`,
  you: 'vous | votre | vos | ton | tes',
  we: 'nous | notre | nos',
  cries: 'soutenez | suivez | rejoignez',
  buttons: `
    s'abonner | je m'abonne | abonnez vous | je m'inscris | s'inscrire | inscription | se connecter | connexion |
    faire un don | je donne | je soutiens | déjà abonné se connecter | ok | plus tard |
    article réservé aux abonnés | article réservé à nos abonnés`,
  tools: `
    lecture # min | # min de lecture | partager sur | partager par | partager l'article | envoyer par |
    ajouter à vos | ajouter à mes | écouter l'article | écouter cet article | copier le lien | imprimer |
    offrir l'article | aller au contenu | retour en haut | voir plus | lire plus tard | voir les commentaires |
    afficher plus | commenter | temps de lecture #`,
  goes: 'lire | voir | écouter',
  there: 'ici',
  parts: `
    partager | signaler | j'aime | citer | alerter | imprimer | commenter | commentaires | votre adresse e mail |
    votre adresse mail | adresse e mail | suivre | suivez nous | enregistrer | publicité | fermer | menu |
    rechercher | accepter | tout accepter | paramétrer | continuer | voir plus`,
  lists: `
    lire aussi | à lire aussi | à lire également | lire également | à lire | voir aussi | sur le même sujet |
    sur le même thème | les plus lus | les plus lues | plus lus | les articles les plus lus | le plus lu |
    nos derniers articles | dans la même rubrique | contenus sponsorisés | contenu sponsorisé | à découvrir |
    recommandé | recommandés pour vous | en savoir plus | mots clés | sujets | thèmes | tags | sommaire |
    plus d'articles | services | à ne pas manquer`,
  leads: 'lire aussi | à lire aussi | à lire également | lire également | voir aussi',
  comments: `
    commentaires | # commentaires | # commentaire | commentaires # | les commentaires | les commentaires # |
    réactions | # réactions | vos commentaires | vos réactions | réagir à cet article | laisser un commentaire`,
  threads: '# réponses à | # commentaires sur | # réflexions sur',
  replies: 'répondre',
  ago: 'il y a # minutes | il y a # heures | il y a # heure | il y a # jours | il y a # jour | hier',
  says: 'dit | a dit | écrit | a écrit',
  notices: 'tous droits réservés | droits de reproduction | reproduction interdite',
  consents: 'cookies | votre vie privée | tout accepter | nos partenaires',
  ads: 'publicité | annonce | contenu partenaire | la suite après la publicité | la suite après cette publicité',
  sections: `
    politique | monde | société | économie | culture | sport | sports | international | opinions | planète |
    actualités | faits divers | région | france`,
  saying: `
    a déclaré | a dit | dit | a affirmé | affirme | a indiqué | indique | a ajouté | a répondu | répond |
    a dénoncé | dénonce | a expliqué | explique | a précisé | assure | a assuré | selon | a lancé | t elle lancé |
    t il | t elle | raconte | a estimé | estime | a insisté | promet`,
  bylines: 'par | propos recueillis par',
  authors: 'est journaliste | est correspondant | est correspondante | est chroniqueur | est chroniqueuse',
  describes: 'est | couvre | écrit',
}
