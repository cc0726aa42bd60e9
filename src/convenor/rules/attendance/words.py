"""The words that meeting tools write above columns and before values, in the languages we know of.

Accents, case and punctuation do not matter here: everything is folded before it is compared. Words in brackets, such as
"(minutes)" or "(original name)", are not part of the heading.
"""

from convenor.rules.attendance.column import Column

WORDS = {
    Column.NAME: """
        name; full name; fullname; user name; username; display name; participant; participant name;
        name of participant; attendee; attendee name; guest name; person; nom complet; nom et prenom;
        nom; nom affiche; nom d utilisateur; nom de l utilisateur; nom du participant;
        vollstandiger name; benutzername; anzeigename; teilnehmername; name des teilnehmers;
        name der teilnehmenden; nutzername; vor und nachname; nombre; nombre completo;
        nombre de usuario; nombre del usuario; nombre del participante; nombre y apellidos; nome;
        nome completo; nome utente; nome do usuario; nome de usuario; nome do utilizador;
        nome do participante; nome del partecipante; nome e cognome; naam; volledige naam;
        gebruikersnaam; naam deelnemer; imie i nazwisko; nazwa uzytkownika; pelna nazwa; nazwa; namn;
        fullstandigt namn; anvandarnamn; navn; fulde navn; fullt navn; brugernavn; nimi; koko nimi;
        jmeno; cele jmeno; meno; nev; teljes nev; nume; nume complet; ad; ad soyad; tam ad; adi; имя;
        полное имя; имя пользователя; фио; имя участника; ім'я; повне ім'я; ονομα; 名前; 氏名; 姓名;
        名称; 名稱; 全名; 用户名; 使用者名稱; フルネーム; ユーザー名; 参加者名; 이름; 성명; 전체 이름;
        사용자 이름; ชื่อ; ชื่อเต็ม; الاسم; الاسم الكامل; שם; שם מלא
    """,
    Column.FIRST_NAME: """
        first name; firstname; given name; given names; forename; prenom; vorname; nombre de pila;
        primer nombre; nombres; primeiro nome; nome proprio; voornaam; imie; fornamn; fornavn; etunimi;
        krestni jmeno
    """,
    Column.LAST_NAME: """
        last name; lastname; surname; family name; nom de famille; nachname; familienname; zuname;
        apellido; apellidos; sobrenome; apelido; cognome; achternaam; nazwisko; efternamn; etternavn;
        efternavn; sukunimi; prijmeni; soyad; soyadi; фамилия; 姓
    """,
    Column.EMAIL: """
        email; e mail; mail; user email; user e mail; email address; e mail address; mail address;
        attendee email; participant email; work email; adresse e mail; adresse email; adresse mail;
        adresse electronique; courriel; adresse courriel; e mail utilisateur; e mail de l utilisateur;
        benutzer e mail; e mail adresse; email adresse; mailadresse; e mail adresse des benutzers;
        correo; correo electronico; direccion de correo; direccion de correo electronico;
        correo electronico del usuario; e mail del usuario; email del usuario; e mail do usuario;
        email do usuario; endereco de e mail; endereco de email; correio eletronico; posta elettronica;
        indirizzo e mail; indirizzo email; indirizzo di posta elettronica; e mail utente; e mailadres;
        emailadres; adres e mail; epost; e post; e postadress; e postadresse; sahkoposti; eposta;
        e posta; e posta adresi; эл почта; электронная почта; адрес электронной почты; メール;
        メールアドレス; 電子メール; ユーザーのメールアドレス; 电子邮件; 电子邮箱; 邮箱; 用户邮箱;
        電子郵件; 이메일; 이메일 주소; 사용자 이메일; อีเมล; البريد الإلكتروني
    """,
    Column.ORGANISATION: """
        organisation; organization; company; company name; employer; institution; affiliation; entreprise; societe;
        organisme; firma; unternehmen; einrichtung; empresa; organizacion; compania; institucion; organizacao;
        azienda; organizzazione; ente; bedrijf; organisatie; instelling; 会社; 会社名; 公司; 회사
    """,
    Column.ACCOUNT: """
        participant id; upn; user principal name; teilnehmer id; teilnehmerkennung; id du participant;
        identifiant du participant; id participant; id de participante; id del participante;
        id participante; identificador de participante; id do participante; id partecipante;
        id del partecipante; deelnemer id; id van deelnemer; id uczestnika; identyfikator uczestnika;
        deltagar id; deltager id; osallistujan tunnus; идентификатор участника; 参加者 id; 参与者 id;
        參與者 id; 참가자 id
    """,
    Column.ROLE: """
        role; rolle; rol; ruolo; funcao; papel; cargo; rola; roll; rooli; uloga; роль; 役割; 角色; 역할
    """,
    Column.GUEST: """
        guest; is guest; invite; est un invite; est invite; gast; ist gast; ist ein gast; invitado;
        es invitado; es un invitado; convidado; e convidado; ospite; e ospite; is gast; gosc; gost;
        gast deelnemer; гость; ゲスト; 客人; 来宾; 访客; 게스트
    """,
    Column.JOINED: """
        join time; joined; joined at; join; first join; first join time; first joined; time joined;
        joined time; heure d arrivee; heure de participation; heure de connexion; heure d entree;
        heure de debut de participation; heure de premiere participation; heure pour rejoindre;
        premiere participation; premiere connexion; premiere arrivee; premier acces; premiere entree;
        arrivee; rejoint a; a rejoint a; beitrittszeit; beitrittszeitpunkt; beitritt; beitreten;
        beitrittsuhrzeit; erster beitritt; erste teilnahme; zuerst beigetreten; zuerst beigetreten um;
        zeitpunkt des beitritts; uhrzeit des beitritts; beigetreten; beigetreten um; teilnahmezeit;
        teilnahmebeginn; zeit des beitritts; hora de union; hora para unirse; hora de entrada;
        hora de ingreso; hora de acceso; hora de conexion; hora de incorporacion; hora a la que se unio;
        primera union; primera entrada; primera incorporacion; primer acceso; primera vez que se unio;
        se unio; se unio a las; unirse; primera conexion; hora de inicio de sesion; hora em que entrou;
        horario de entrada; hora de ingresso; horario de ingresso; primeira entrada; primeiro ingresso;
        primeira participacao; ingressou em; entrada; ora di ingresso; ora di accesso;
        ora di partecipazione; ora di entrata; ora ingresso; primo accesso; primo ingresso;
        prima partecipazione; orario di ingresso; orario di accesso; tijd van deelname; deelnametijd;
        eerste deelname; toetredingstijd; tijd van toetreding; tijdstip van deelname;
        godzina dolaczenia; czas dolaczenia; pierwsze dolaczenie; anslutningstid; forsta anslutning;
        tilslutningstidspunkt; deltagelsestidspunkt; forste deltagelse; tidspunkt for deltakelse;
        liittymisaika; cas pripojeni; katilma zamani; ilk katilma; время входа; время присоединения;
        время подключения; первое присоединение; 参加時刻; 参加時間; 参加日時; 最初の参加; 加入时间;
        首次加入; 加入時間; 第一次加入; 참가 시간; 입장 시간; 첫 참가; 처음 참가; เวลาเข้าร่วม;
        وقت الانضمام
    """,
    Column.LEFT: """
        leave time; left; left at; leave; last leave; last leave time; last left; time exited;
        time left; exit time; exited; heure de depart; heure de sortie; heure de deconnexion;
        heure de fin de participation; heure pour quitter; dernier depart; derniere sortie;
        derniere deconnexion; depart; quitte a; verlassenszeit; verlassenszeitpunkt; verlassen;
        austrittszeit; letztes verlassen; zuletzt verlassen; zuletzt verlassen um;
        zeitpunkt des verlassens; uhrzeit des verlassens; verlassen um; letzter austritt; teilnahmeende;
        zeit des verlassens; hora de salida; hora para salir; hora de abandono; hora de desconexion;
        hora a la que salio; ultima salida; ultimo abandono; ultima vez que salio; salio; salir; salida;
        hora de saida; horario de saida; hora em que saiu; ultima saida; saiu em; saida; ora di uscita;
        ora uscita; ultima uscita; orario di uscita; ultimo abbandono; uscita; tijd van vertrek;
        vertrektijd; laatste vertrek; laatst verlaten; tijdstip van vertrek; godzina opuszczenia;
        czas opuszczenia; ostatnie opuszczenie; godzina wyjscia; tid for utgang; senaste avgang;
        avslutningstid; forladt tidspunkt; seneste afgang; tidspunkt for forlatelse; poistumisaika;
        cas odchodu; ayrilma zamani; son ayrilma; время выхода; последний выход; 退出時刻; 退出時間;
        退出日時; 退室時刻; 最後の退出; 离开时间; 最后离开; 離開時間; 最後離開; 나간 시간; 퇴장 시간;
        마지막 퇴장; เวลาออก; وقت المغادرة
    """,
    Column.DURATION: """
        duration; total duration; in meeting duration; time in session; time in meeting;
        attendance duration; meeting duration; minutes; minutes attended; attended minutes; duree;
        duree totale; duree de la reunion; duree dans la reunion; duree en reunion;
        temps de presence en seance; temps de session; temps en session; temps passe en session;
        duree de la session; dauer; gesamtdauer; dauer der besprechung; dauer in der besprechung;
        besprechungsdauer; dauer der teilnahme; zeit in der sitzung; zeit in sitzung; sitzungsdauer;
        anwesenheitsdauer; teilnahmedauer; minuten; duracion; duracion total; duracion en la reunion;
        duracion de la reunion; tiempo en sesion; tiempo en la sesion; minutos; duracao; duracao total;
        duracao na reuniao; duracao da reuniao; tempo na sessao; durata; durata totale;
        durata della riunione; durata nella riunione; tempo in sessione; tempo nella sessione; minuti;
        duur; totale duur; duur van vergadering; duur in vergadering; tijdsduur in vergadering;
        czas trwania; calkowity czas trwania; czas trwania spotkania; varaktighet; total varaktighet;
        varighed; varighet; kesto; doba trvani; sure; toplam sure; продолжительность; длительность;
        общая продолжительность; 時間; 期間; 所要時間; 会議時間; 合計時間; 持续时间; 会议持续时间;
        总持续时间; 时长; 時長; 總持續時間; 기간; 지속 시간; 총 시간; ระยะเวลา; المدة
    """,
    Column.ATTENDED: """
        attended; a participe; participe; present; presence; teilgenommen; hat teilgenommen; anwesend;
        asistio; ha asistido; participou; compareceu; partecipato; ha partecipato; deelgenomen;
        aanwezig; uczestniczyl; deltog; участвовал; присутствовал; 参加; 出席; 已参加; 已出席; 참석;
        참석함
    """,
    Column.WAITING: """
        in waiting room; waiting room; dans la salle d attente; en salle d attente; salle d attente;
        im warteraum; im wartezimmer; warteraum; en sala de espera; en la sala de espera;
        sala de espera; na sala de espera; in sala d attesa; nella sala d attesa; in wachtruimte;
        in de wachtruimte; w poczekalni; i vantrum; i venterum; в зале ожидания; 待機室; 待機室内;
        在等候室; 在等候室中; 等候室; 대기실; 대기실에서
    """,
    Column.CONSENT: """
        recording consent; recording disclaimer response; consentement a l enregistrement;
        reponse a la clause de non responsabilite relative a l enregistrement;
        reponse a l avertissement d enregistrement; aufzeichnungseinwilligung;
        antwort auf aufzeichnungshinweis; consentimiento de grabacion;
        respuesta al descargo de responsabilidad relativa a la grabacion; consenso alla registrazione;
        consentimento de gravacao
    """,
    Column.REGISTERED: """
        registration time; registered at; registration date; heure d inscription; date d inscription;
        registrierungszeit; anmeldezeit; registrierungszeitpunkt; anmeldezeitpunkt; hora de registro;
        fecha de registro; hora de inscripcion; hora de inscricao; hora do registro;
        horario de inscricao; ora di registrazione; ora di iscrizione; registratietijd;
        czas rejestracji; время регистрации; 登録時刻; 登録時間; 注册时间; 註冊時間; 등록 시간
    """,
    Column.APPROVAL: """
        approval status; registration status; approval; statut d approbation; statut de l approbation;
        etat d approbation; statut d inscription; genehmigungsstatus; zulassungsstatus;
        registrierungsstatus; estado de aprobacion; estado de la aprobacion; estado de registro;
        status de aprovacao; status da aprovacao; estado de aprovacao; stato approvazione;
        stato di approvazione; goedkeuringsstatus; status zatwierdzenia; статус одобрения;
        承認ステータス; 承認状況; 批准状态; 核准狀態; 승인 상태
    """,
    Column.ACTION: """
        user action; action; action de l utilisateur; action utilisateur; benutzeraktion; aktion;
        accion del usuario; accion de usuario; accion; acao do usuario; acao do utilizador; acao;
        atividade; azione utente; azione dell utente; azione; gebruikersactie; actie van gebruiker;
        actie; akcja uzytkownika; dzialanie uzytkownika; anvandaratgard; brugerhandling;
        действие пользователя; ユーザーの操作; ユーザー操作; ユーザー アクション; 用户操作; 使用者動作;
        사용자 작업
    """,
    Column.TIMESTAMP: """
        timestamp; time stamp; date and time; utceventtimestamp; date et heure; horodateur; horodatage;
        zeitstempel; datum und uhrzeit; marca de tiempo; fecha y hora; carimbo de data hora;
        data e hora; data hora; data e ora; indicatore data e ora; timestamp utc; tijdstempel;
        tijdsaanduiding; znacznik czasu; sygnatura czasowa; tidsstampel; tidsstempel; метка времени;
        タイムスタンプ; 时间戳; 時間戳記; 타임스탬프
    """,
    Column.TOPIC: """
        topic; meeting topic; meeting title; webinar topic; title; meeting name; meeting; sujet;
        titre de la reunion; titre; sujet de la reunion; thema; besprechungstitel;
        titel der besprechung; titel; tema; titulo de la reunion; titulo; asunto; titulo da reuniao;
        topico; argomento; titolo della riunione; titolo riunione; titolo; onderwerp;
        titel van vergadering; vergaderingstitel; tytul spotkania; temat; motestitel; modetitel; тема;
        название собрания; トピック; 会議のタイトル; 会议标题; 主题; 會議標題; 주제; 모임 제목; หัวข้อ
    """,
    Column.MEETING_ID: """
        meeting id; webinar id; id; meeting uuid; id de reunion; id de la reunion; id reunion;
        id du webinaire; id de webinaire; numero de reunion; besprechungs id; besprechungskennung;
        webinar kennung; id del seminario web; id de seminario web; id de la sesion; id da reuniao;
        id do webinar; id riunione; id della riunione; id webinar; vergaderings id; vergadering id;
        id spotkania; идентификатор конференции; ミーティング id; ウェビナー id; 会议 id; 會議 id;
        회의 id
    """,
    Column.START: """
        start time; start; actual start time; scheduled time; scheduled start time; meeting start time;
        started at; heure de debut; heure de debut de la reunion; heure de debut reelle; heure prevue;
        debut; startzeit; beginn; startzeitpunkt; anfangszeit; tatsachliche startzeit;
        startzeit der besprechung; geplante zeit; geplanter beginn; hora de inicio; hora de inicio real;
        hora de comienzo; inicio; hora programada; hora de inicio de la reunion;
        hora de inicio da reuniao; horario de inicio; hora de inicio efetiva; ora di inizio; ora inizio;
        ora di inizio effettiva; inizio; begintijd; starttijd; godzina rozpoczecia; czas rozpoczecia;
        starttid; starttidspunkt; alkamisaika; cas zahajeni; baslangic saati; время начала; 開始時刻;
        開始時間; 开始时间; 시작 시간; เวลาเริ่มต้น
    """,
    Column.END: """
        end time; end; actual end time; meeting end time; ended at; heure de fin;
        heure de fin de la reunion; fin; endzeit; ende; endzeitpunkt; endzeit der besprechung;
        hora de finalizacion; hora de fin; hora final; hora de termino; fin de la reunion;
        hora de finalizacion de la reunion; hora de encerramento; hora de fim; horario de termino;
        ora di fine; ora fine; fine; eindtijd; godzina zakonczenia; czas zakonczenia; sluttid;
        sluttidspunkt; paattymisaika; cas ukonceni; bitis saati; время окончания; время завершения;
        終了時刻; 終了時間; 结束时间; 結束時間; 종료 시간; เวลาสิ้นสุด
    """,
    Column.DAY: """
        date; meeting date; day; datum; fecha; data; date de la reunion
    """,
    Column.PARTICIPANTS: """
        participants; attendees; people; members; attended participants; total number of participants;
        nombre de participants; teilnehmer; teilnehmende; participantes; asistentes; partecipanti;
        deelnemers; uczestnicy; deltagare; deltagere; участники; 参加者; 参与者; 參與者; 참가자;
        unique viewers; total users
    """,
    Column.SUBMITTED: """
        submitted date time; submitted date and time; submitted time; submission time; submit time;
        time submitted; submitted on; submitted; date heure d envoi; date heure de soumission;
        heure de soumission; heure d envoi; eingereicht am; einreichungsdatum uhrzeit;
        datum uhrzeit der ubermittlung; ubermittelt am; fecha hora de envio; fecha y hora de envio;
        data hora do envio; data ora di invio; 送信日時; 提交日期 时间; 提交时间
    """,
    Column.QUESTION: """
        question; questions asked; question details; poll question; poll questions; poll name;
        frage; fragen; pregunta; pregunta de la encuesta; pergunta; domanda;
        vraag; quiz question; survey question; survey name; 質問; 问题
    """,
    Column.BALLOT: """
        vote; votes; voter; voters; voter id; comment id; comment body; attendee identifier; multiple choice; poll;
        polls; poll title; poll result; poll results; quiz; slide; sondage; umfrage; encuesta; enquete; sondaggio
    """,
    Column.ANSWER: """
        answer; answers; response; responses; asker name; asker email; asked by; reponse; reponses;
        antwort; antworten; respuesta; respuestas; resposta; risposta; antwoord; correct answer; score;
        回答
    """,
    Column.MESSAGE: """
        message; chat message; messages; comment text; nachricht; chatnachricht; mensaje;
        mensagem; messaggio; message text; メッセージ; 消息
    """,
    Column.SPEAKER: """
        speaker; speaker name; intervenant; locuteur; sprecher; sprecherin; orador; hablante; interlocutore;
        話者; 发言人
    """,
    Column.SPOKEN: """
        transcript; utterance; caption; captions; spoken text; text; transcription; transkript; texte; texto; testo
    """,
    Column.RECORDING: """
        recording name; recording file; recording type; recording link; recording url;
        recording start; recording end; file size; file size mb; file size bytes; file type;
        download url; share url; share link; recorded at; recorded by; total views; total downloads;
        play url; enregistrement; aufzeichnung; dateigrosse; grabacion; tamano del archivo; gravacao;
        registrazione
    """,
}
