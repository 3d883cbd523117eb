import type { LexiconWords } from '../lexicon'

export const pt: LexiconWords = {
  asks: `
    assine | inscreva se | cadastre se | receba | apoie | doe | faça uma doação | siga | siga nos | siga o |
    siga a | clique aqui | clique para | baixe | compartilhe | participe | entre no | entre para | acompanhe |
    envie | torne se | ajude | faça login | deixe seu comentário`,
  pleas: `
    seu apoio | sua ajuda | sua doação | no seu e mail | em seu e mail | seu e mail | política de privacidade |
    você concorda | já é assinante | exclusivo para assinantes | nosso canal | nossa newsletter | ao se cadastrar`,
  openers: 'caro leitor | caros leitores | prezado leitor | querido leitor',
  offers: `
    newsletter | boletim | assinatura | assinante | assinantes | jornalismo | doação | doações | e mail | por mês |
    grátis | canal | notícias | app | aplicativo | privacidade`,
  you: 'você',
  we: 'nós | nosso | nossa | nossos | nossas | precisamos',
  cries: 'apoie | assine | siga',
  buttons: `
    assine | assinar | assine já | inscreva se | cadastre se | entrar | fazer login | já sou assinante |
    já é assinante faça login | apoie | doe agora | quero apoiar | mais tarde`,
  tools: `
    compartilhar no | compartilhar em | compartilhe no | copiar link | enviar por | ouvir artigo | ouça este |
    ouça o | # min de leitura | ir para o conteúdo | ver comentários | clique aqui para | voltar ao topo |
    salvar artigo | tempo de leitura #`,
  goes: 'leia | veja | ouça | assista',
  there: 'aqui',
  parts: `
    compartilhar | denunciar | curtir | gostei | compartilhe | comentários | comentar | salvar | imprimir | enviar |
    buscar | menu | fechar | continuar | aceitar | ver mais | mais | publicidade | seu e mail`,
  lists: `
    leia também | leia mais | veja também | veja mais | saiba mais | mais lidas | mais lidos | as mais lidas |
    mais vistas | últimas notícias | notícias relacionadas | relacionadas | matérias relacionadas | recomendadas |
    recomendado | você pode gostar | tópicos | temas | tags | assuntos | conteúdo patrocinado | índice |
    neste artigo | confira também | vídeos mais assistidos`,
  leads: 'leia também | leia mais | veja também | confira também | saiba mais',
  comments: 'comentários | # comentários | # comentário | comentários # | deixe um comentário | deixe seu comentário',
  threads: '# comentários sobre | # respostas para | # pensamentos sobre',
  replies: 'responder',
  ago: 'há # minutos | há # horas | há # hora | há uma hora | há # dias | há # dia | ontem',
  says: 'disse | diz | escreveu',
  notices: 'todos os direitos reservados | proibida a reprodução | pode ser republicado',
  consents: 'cookies | sua privacidade | aceitar todos | nossos parceiros',
  ads: 'publicidade | anúncio | continua após a publicidade | continua depois da publicidade',
  sections: `
    política | mundo | economia | cultura | esportes | opinião | brasil | sociedade | cidades | cotidiano |
    ciência | tecnologia | saúde | notícias`,
  saying: `
    disse | diz | afirmou | afirma | contou | conta | explicou | negou | declarou | segundo | resume | respondeu |
    acrescentou | alertou | informou | prometeu | anunciou`,
  bylines: 'por | texto de',
  authors: 'é jornalista | é repórter | é colunista | é correspondente | é editor | é editora',
  describes: 'é | escreve | cobre',
}
