import type { LexiconWords } from '../lexicon'

export const es: LexiconWords = {
  asks: `
    suscríbete | suscríbase | apúntate | regístrate | regístrese | recibe | reciba | apoya | apóyanos | apoye |
    dona | haz una donación | hazte socia | hazte socio | hazte miembro | únete | síguenos | síganos |
    sigue nuestro | haz clic | haga clic | descarga | comparte | escríbenos | lee sin | inicia sesión | ayúdanos |
    colabora | no te pierdas | danos tu opinión`,
  pleas: `
    tu apoyo | su apoyo | tu ayuda | tu donación | tu suscripción | para seguir leyendo | ya soy suscriptor |
    ya eres suscriptor | sin límites | a tu correo | en tu correo | nuestro canal | nuestra newsletter |
    nuestro boletín | política de privacidad | gracias a ti | gracias a lectores | antes que nadie | si lees`,
  openers: 'querido lector | queridos lectores | estimado lector | a nuestros lectores',
  offers: `
    boletín | boletines | newsletter | suscripción | suscriptor | suscriptores | periodismo | donación |
    donaciones | correo electrónico | al mes | mensual | gratis | publicidad | canal | canal de whatsapp | correo |
    notificaciones | app | primer mes | medio pequeño | medio independiente`,
  you: 'tú | tu | tus | te | ti | usted | eres | quieres | lees | puedes',
  we: `
    nosotros | nuestro | nuestra | nuestros | nuestras | nos | somos | necesitamos | investigamos | aceptamos |
    queremos | podemos`,
  cries: 'apoya | suscríbete | únete | sigue',
  buttons: `
    suscríbete | suscribirse | suscribirme | apúntate | regístrate | ya soy suscriptor | iniciar sesión |
    inicia sesión | quiero apoyar | quiero donar | donar | dona | apoyar | apóyanos | hazte socio | hazte socia |
    suscríbete para seguir leyendo | más tarde | síguenos`,
  tools: `
    compartir en | compartir por | copiar enlace | copiar link | enviar por | escuchar artículo |
    escucha este artículo | escuchar | # min de lectura | ir a los comentarios | ir al contenido |
    guardar artículo | ver comentarios | normas de participación | normas | imprimir artículo | seguir leyendo |
    haz clic aquí | pulsa aquí | tiempo de lectura # | agregar a favoritos`,
  goes: 'lee | lea | mira | escucha',
  there: 'aquí',
  parts: `
    compartir | denunciar | me gusta | reportar | citar | comentarios | comentar | guardar | imprimir | enviar |
    correo electrónico | tu correo | buscar | menú | cerrar | continuar | aceptar | aceptar todo | ver más | más |
    publicidad | facebook | twitter`,
  lists: `
    más información | más noticias | te puede interesar | te puede interesar también | también te puede interesar |
    le puede interesar | lee también | lea también | lea además | leer más | ver también | noticias relacionadas |
    relacionado | relacionados | artículos relacionados | notas relacionadas | lo más leído | lo más visto |
    más leídas | más leídos | más leído | últimas noticias | recomendados | recomendado | te recomendamos | temas |
    etiquetas | archivado en | sobre la firma | contenido patrocinado | índice | en este artículo | mira también |
    no te pierdas`,
  leads: `
    lee también | lea también | lea además | te puede interesar | archivado en | mira también | ver también |
    te recomendamos`,
  comments: `
    comentarios | # comentarios | # comentario | comentarios # | deja un comentario | deja tu comentario |
    tu opinión`,
  threads: '# pensamientos sobre | # comentarios en | # respuestas a | # comentarios sobre',
  replies: 'responder',
  ago: 'hace # minutos | hace # horas | hace # hora | hace una hora | hace # días | hace # día | ayer',
  says: 'dice | dijo | escribió',
  notices: `
    todos los derechos reservados | prohibida su reproducción | puede republicarse | reproducción total o parcial |
    licencia cc`,
  consents: 'cookies | tu privacidad | su privacidad | aceptar todo | nuestros socios',
  ads: 'publicidad | anuncio | contenido patrocinado | sigue leyendo después de la publicidad',
  sections: `
    política | sociedad | economía | mundo | internacional | cultura | deportes | opinión | nacional | sucesos |
    ciencia | tecnología | actualidad | españa | américa`,
  saying: `
    dijo | dice | afirmó | afirma | aseguró | asegura | anunció | sostuvo | sostiene | contó | cuenta | explicó |
    explica | señaló | negó | declaró | advirtió | advierte | según | respondió | añadió | agregó | indicó |
    desmiente | reclaman | prometió | había prometido`,
  bylines: 'por | texto de',
  authors: 'es periodista | es redactor | es redactora | es corresponsal | es columnista | es reportera | es reportero',
  describes: 'es | escribe | cubre | ha',
}
