"""What mail programs write around a reply, in each language. To add one, add a row and a fixture.

``on`` begins the line above a quote and ``wrote`` stands in it, at its end or before the name.
``headers`` are the names in a block of From, Sent, To, Cc and Subject, in this order. The rest
are the beginnings of what is said of an original, of a forward, and of the device one writes on.
"""

from dataclasses import dataclass

FROM, SENT, TO, CC, SUBJECT = KINDS = ("from", "sent", "to", "cc", "subject")


@dataclass(frozen=True)
class Language:
    code: str
    on: str
    wrote: str
    headers: tuple[str, str, str, str, str]
    original: str
    forwarded: str
    sent_from: str

    @staticmethod
    def words(row: str) -> list[str]:
        return [word.strip() for word in row.split("|") if word.strip()]


LANGUAGES = (
    Language(
        "en",
        "on|at|in reply to|quoting",
        "wrote|writes|said|says|has written|sent|quoting",
        (
            "from|sender|reply-to|reply to",
            "sent|date|sent at|sent on",
            "to",
            "cc|bcc|organization",
            "subject|importance|attachments",
        ),
        "original message|original email|original mail|original appointment|reply message"
        "|reply above this line",
        "forwarded message|forwarded by|begin forwarded message|fwd|forwarded mail",
        "sent from|sent via|sent with|sent using|sent by|get outlook for|get bluemail for"
        "|sent on the go|sent while mobile|typed on",
    ),
    Language(
        "de",
        "am|schrieb|zitat von|um",
        "schrieb|geschrieben|schreibt|hat geschrieben|zitat von",
        ("von|absender", "gesendet|datum|gesendet am|gesendet um", "an", "cc|kopie", "betreff"),
        "ursprüngliche nachricht|antwort nachricht"
        "|original-nachricht|originalnachricht|original nachricht"
        "|ursprüngliche mail|ursprungsnachricht",
        "weitergeleitete nachricht|weitergeleitet von|anfang der weitergeleiteten nachricht"
        "|weitergeleitete mail",
        "gesendet von|von meinem|von unterwegs gesendet|diese nachricht wurde von meinem"
        "|gesendet mit|outlook für|laden sie outlook für|holen sie sich outlook für"
        "|versendet mit|mit der|von outlook für",
    ),
    Language(
        "fr",
        "le|en date du|selon",
        "a écrit|à écrit|écrit|a ecrit|a envoyé",
        (
            "de|expéditeur",
            "envoyé|date|envoyé le|date d'envoi",
            "à|a|destinataire|pour",
            "cc|copie à|copie",
            "objet|sujet",
        ),
        "message d'origine|message d’origine|message original|message initial|e-mail d'origine",
        "message transféré|message transmis|message réexpédié|début du message réexpédié"
        "|début du message transféré|transféré par",
        "envoyé de mon|envoyé depuis|envoyé à partir|envoyé via|envoyé avec|envoyé de|envoyé par"
        "|obtenez outlook pour|télécharger outlook pour|provenance",
    ),
    Language(
        "es",
        "el|en fecha|a las",
        "escribió|escribio|ha escrito|escribe|citando",
        ("de|remitente", "enviado|fecha|enviado el|enviado a las", "para|a", "cc|copia", "asunto"),
        "mensaje original|mensaje de origen",
        "mensaje reenviado|inicio del mensaje reenviado|forwarded message|reenviado por"
        "|mensaje remitido",
        "enviado desde|enviado de|enviado con|obtener outlook para|descargar outlook para"
        "|obtenga outlook para",
    ),
    Language(
        "pt",
        "em|no dia|a|on|citando",
        "escreveu|escreveram|ha escrito|escreva",
        (
            "de|remetente",
            "enviado|enviada|enviado em|enviada em|data|enviado a",
            "para",
            "cc|c/c",
            "assunto",
        ),
        "mensagem original|mensagem de origem",
        "mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada"
        "|início da mensagem reencaminhada|encaminhado por",
        "enviado do|enviado a partir|enviado por|enviado de|enviado via|enviada do|enviado com"
        "|obter o outlook para|baixe o outlook para|obtenha o outlook para",
    ),
    Language(
        "it",
        "il|in data|il giorno|alle",
        "ha scritto|scrisse|scrive",
        ("da|mittente", "inviato|data|inviata|inviato il", "a|per", "cc|ccn", "oggetto"),
        "messaggio originale|messaggio di origine",
        "messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato"
        "|inoltrato da",
        "inviato da|inviato dal|inviata da|inviato con|inviato tramite|scarica outlook per"
        "|ottieni outlook per",
    ),
    Language(
        "nl",
        "op|om|citeren",
        "schreef|geschreven|heeft geschreven",
        ("van|afzender", "verzonden|datum|verzonden op", "aan", "cc|kopie", "onderwerp"),
        "oorspronkelijk bericht|origineel bericht|oorspronkelijke bericht",
        "doorgestuurd bericht|begin doorgestuurd bericht|doorgestuurd door",
        "verzonden vanaf|verstuurd vanaf|verzonden met|verstuurd met|verzonden vanuit"
        "|verstuurd vanuit|outlook voor|download outlook voor|outlook downloaden voor",
    ),
    Language(
        "pl",
        "w dniu|dnia|dnia:|użytkownik|o",
        "napisał|napisała|napisał(a)|nadesłał|pisze|napisano",
        ("od|nadawca", "wysłano|data|wysłane|data wysłania", "do|adresat", "dw|kopia", "temat"),
        "wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości",
        "wiadomość przekazana dalej|przekazana wiadomość|wiadomość przekazana"
        "|początek przekazywanej wiadomości|treść przekazanej wiadomości",
        "wysłano z|wysłane z|wysłano za pomocą|pobierz outlooka dla|pobierz program outlook"
        "|uzyskaj outlooka",
    ),
    Language(
        "cs",
        "dne|v",
        "napsal(a)|napsal|napsala|napsal/a|psal",
        ("od|odesílatel", "odesláno|datum|odesláno dne", "komu|pro", "kopie|kopie", "předmět"),
        "původní zpráva|původní e-mail",
        "přeposlaná zpráva|předaná zpráva|začátek přeposlané zprávy|přeposláno od",
        "odesláno z|odesláno ze|posláno z|získejte outlook pro|získat outlook pro",
    ),
    Language(
        "sk",
        "dňa|dna|v",
        "napísal(a)|napísal|napísala|napísal/a|píše",
        ("od|odosielateľ", "odoslané|dátum|odoslane", "komu|adresát", "kópia", "predmet"),
        "pôvodná správa|pôvodný e-mail",
        "preposlaná správa|začiatok preposlanej správy",
        "odoslané z|odoslané zo|poslané z|získajte outlook pre|získať outlook pre",
    ),
    Language(
        "da",
        "den|d.|på",
        "skrev|har skrevet",
        ("fra|afsender", "sendt|dato", "til", "cc|kopi", "emne|vedhæftet"),
        "oprindelig meddelelse|oprindelig besked|original meddelelse|original besked",
        "videresendt meddelelse|videresendt besked|start på videresendt besked"
        "|begyndelse på videresendt besked",
        "sendt fra|sendt med|hent outlook til|få outlook til|sendt via",
    ),
    Language(
        "sv",
        "den|på|skrev",
        "skrev|har skrivit",
        ("från|avsändare", "skickat|datum|skickades", "till", "kopia|kopia till", "ämne"),
        "ursprungligt meddelande|originalmeddelande|ursprungsmeddelande",
        "vidarebefordrat meddelande|vidarebefordrat mail|vidarebefordrat brev"
        "|början på vidarebefordrat meddelande|börja vidarebefordrat meddelande",
        "skickat från|skickad från|skickades från|hämta outlook för|skaffa outlook för",
    ),
    Language(
        "nb",
        "den|på|på den|i",
        "skrev|har skrevet|skreiv",
        ("fra|frå|avsender", "sendt|dato", "til", "kopi", "emne"),
        "opprinnelig melding|original melding|opprinneleg melding",
        "videresendt melding|videresendt e-post|start på videresendt melding"
        "|begynnelsen på videresendt melding",
        "sendt fra|sendt frå|hent outlook for|skaff deg outlook for|få outlook for",
    ),
    Language(
        "fi",
        "lainaus|klo|ma|ti|ke|to|pe|la|su",
        "kirjoitti|kirjoittaa|kirjoitit",
        ("lähettäjä", "lähetetty|päivämäärä|pvm", "vastaanottaja", "kopio", "aihe|otsikko"),
        "alkuperäinen viesti|alkuperäinen sähköposti",
        "välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|lähetetty edelleen",
        "lähetetty|hanki outlook",
    ),
    Language(
        "ru",
        "в|от",
        "написал|написала|написал(а)|пишет|писал|писала|написал (-а)|написали",
        ("от|от кого|отправитель", "отправлено|дата|дата отправки", "кому", "копия", "тема"),
        "исходное сообщение|оригинальное сообщение|исходное письмо|первоначальное сообщение",
        "пересылаемое сообщение|пересланное сообщение|переадресованное сообщение"
        "|начало переадресованного сообщения|начало пересылаемого сообщения"
        "|пересланное письмо",
        "отправлено из|отправлено с|отправлено от|скачать outlook для|загрузить outlook для"
        "|получите outlook для|послано с",
    ),
    Language(
        "uk",
        "в|від|у",
        "написав|написала|написав(ла)|пише|написав(-ла)|писав|пишет",
        ("від|від кого", "надіслано|дата|відправлено", "кому|до", "копія", "тема"),
        "вихідне повідомлення|оригінальне повідомлення|початкове повідомлення",
        "переслане повідомлення|пересилане повідомлення|перенаправлене повідомлення"
        "|початок перенаправленого повідомлення|початок пересланого повідомлення",
        "надіслано з|надіслано із|відправлено з|відправлено із|отримати outlook для",
    ),
    Language(
        "tr",
        "tarihinde|şunları",
        "şunları yazdı|yazdı|yazmış|şunu yazdı|tarihinde şunları yazdı|yazıyor",
        ("kimden|gönderen", "gönderildi|tarih|gönderilme", "kime|alıcı", "bilgi", "konu"),
        "orijinal mesaj|özgün ileti|orijinal ileti|asıl mesaj",
        "iletilen mesaj|yönlendirilmiş mesaj|iletilmiş mesaj|başlangıç: iletilen ileti"
        "|iletilen ileti",
        "iphone'umdan gönderildi|iphone’umdan gönderildi|ipad'imden gönderildi"
        "|android uygulamasından gönderildi|outlook'u edinin|ios için outlook|gönderildi",
    ),
    Language(
        "ja",
        "",
        "のメール|のメッセージ|書きました|は書きました|のメール：|wrote",
        ("差出人|送信者|発信者", "送信日時|送信|日時|日付|送信日", "宛先|受信者", "ｃｃ", "件名"),
        "元のメッセージ|オリジナルメッセージ|元のメール|以前のメッセージ",
        "転送されたメッセージ|転送メッセージ|転送メール|転送された",
        "iphoneから送信|ipadから送信|androidから送信|スマートフォンから送信|マイ|携帯から送信"
        "|outlook for|iosのoutlookを入手|androidのoutlookを入手",
    ),
    Language(
        "zh",
        "在|于|於|引用",
        "写道|寫道|写到|寫到|写|寫",
        (
            "发件人|寄件者|寄件人|發件人",
            "发送时间|日期|寄件日期|发送日期|發送時間|傳送時間|时间|已发送",
            "收件人|收件者",
            "抄送|副本|抄送人",
            "主题|主旨|主題",
        ),
        "原始邮件|原始郵件|原邮件|原郵件|邮件原件|原始邮件信息",
        "转发的邮件|轉寄的郵件|转发邮件|轉寄郵件|转发邮件信息|转发的邮件信息|已转发邮件"
        "|轉寄郵件訊息|下面是被转发的邮件|开始转发的邮件",
        "发自我的|發自我的|从我的|從我的|发自|發自|来自我的|从 windows 版邮件发送"
        "|获取|取得 outlook|發送自|从",
    ),
    Language(
        "ko",
        "",
        "님이 작성|작성|씀|썼습니다|님이 씀|님의 말|님이 쓴 글|작성하였습니다|메시지",
        (
            "보낸 사람|보낸사람|보내는 사람|발신",
            "보낸 날짜|날짜|보낸날짜|발송일|보냄|일시",
            "받는 사람|받는사람|수신",
            "참조",
            "제목",
        ),
        "원본 메시지|원본 메일|원래 메시지|원본메시지",
        "전달된 메시지|전달된 메일|전달 메시지|전달된 메시지 시작",
        "나의 iphone에서 보냄|내 iphone에서 보냄|나의|내|android용 outlook|ios용 outlook"
        "|에서 보냄|갤럭시에서 보냄",
    ),
    Language(
        "hu",
        "időpont|ezt írta",
        "ezt írta|írta|a következőt írta|írta (időpont|írta (dátum",
        ("feladó|küldő", "elküldve|dátum|küldés dátuma", "címzett", "másolat", "tárgy"),
        "eredeti üzenet|eredeti levél",
        "továbbított üzenet|továbbított levél|továbbított üzenet kezdete",
        "elküldve|az én|küldve|androidos outlook|az outlook beszerzése|küldés",
    ),
    Language(
        "ro",
        "în|pe|la|in",
        "a scris|a scris următoarele|scrie",
        (
            "de la|de|expeditor",
            "trimis|data|dată|trimis la",
            "către|catre|la",
            "cc|copie",
            "subiect",
        ),
        "mesaj original|mesajul original|mesaj inițial",
        "mesaj redirecționat|mesaj retransmis|începutul mesajului redirecționat"
        "|mesaj transmis mai departe",
        "trimis de pe|trimis din|trimis de la|trimis cu|descărcați outlook pentru"
        "|obțineți outlook pentru",
    ),
    Language(
        "el",
        "στις|την|τις|ο|η|στις ",
        "έγραψε|εγραψε|ο χρήστης|γράφει",
        ("από", "στάλθηκε|ημερομηνία|αποστολή", "προς", "κοιν.|κοινοποίηση", "θέμα"),
        "αρχικό μήνυμα|πρωτότυπο μήνυμα",
        "προωθημένο μήνυμα|μήνυμα που προωθήθηκε|έναρξη προωθημένου μηνύματος",
        "στάλθηκε από|εστάλη από|αποστολή από|λήψη του outlook για|απεσταλμένο από",
    ),
    Language(
        "he",
        "בתאריך|ב-|ב|מאת|ביום",
        "כתב|כתבה|כתב/ה|מאת|כותב",
        ("מאת|מ", "נשלח|תאריך|נשלח בתאריך", "אל|ל", "עותק|העתק", "נושא|הנדון"),
        "הודעה מקורית|ההודעה המקורית",
        "הודעה שהועברה|הודעה מועברת|תחילת ההודעה שהועברה",
        "נשלח מה|נשלח מ|נשלח באמצעות|הורד את outlook|קבל את outlook|נשלח",
    ),
    Language(
        "ar",
        "في|بتاريخ|يوم",
        "كتب|كتبت|كتب/ت|قام بكتابة",
        ("من|المرسل", "تم الإرسال|التاريخ|تاريخ الإرسال|أرسلت", "إلى|الى", "نسخة", "الموضوع"),
        "الرسالة الأصلية|رسالة أصلية",
        "رسالة محولة|الرسالة المعاد توجيهها|رسالة معاد توجيهها|بداية الرسالة المحولة"
        "|الرسالة المحوّلة|رسالة مُعاد توجيهها",
        "أرسلت من|أُرسلت من|مرسل من|تم الإرسال من|الحصول على outlook|مُرسلة من",
    ),
    Language(
        "hi",
        "सोम|मंगल|बुध|गुरु|शुक्र|शनि|रवि",
        "ने लिखा|लिखा",
        ("प्रेषक|से", "भेजा गया|भेजने का समय|दिनांक|तारीख", "प्रति|को", "प्रतिलिपि", "विषय"),
        "मूल संदेश",
        "अग्रेषित संदेश|फ़ॉरवर्ड किया गया संदेश",
        "मेरे iphone से भेजा गया|मेरे ipad से भेजा गया",
    ),
    Language(
        "vi",
        "vào|ngày|vào lúc|lúc",
        "đã viết|viết|đã viết như sau",
        (
            "từ|người gửi",
            "đã gửi|ngày|gửi|ngày gửi|thời gian",
            "đến|tới|người nhận",
            "cc",
            "chủ đề|tiêu đề",
        ),
        "thư gốc|tin nhắn gốc|thư ban đầu",
        "thư đã chuyển tiếp|tin nhắn đã chuyển tiếp|thư được chuyển tiếp"
        "|bắt đầu thư được chuyển tiếp",
        "đã gửi từ|được gửi từ|gửi từ|tải outlook|nhận outlook",
    ),
    Language(
        "bg",
        "на|в|от",
        "написа|написал|пише",
        ("от|подател", "изпратено|дата", "до|получател", "копие", "тема|относно"),
        "оригинално съобщение|първоначално съобщение",
        "препратено съобщение|начало на препратено съобщение",
        "изпратено от|изпратен от|изтеглете outlook",
    ),
    Language(
        "hr",
        "dana|u|na dan|на",
        "je napisao|je napisala|je napisao/la|napisao je|napisala je|je pisao|piše|napisao"
        "|napisala",
        (
            "od|šalje|pošiljatelj|pošiljalac",
            "poslano|datum|poslato",
            "za|prima",
            "kopija",
            "predmet|naslov",
        ),
        "izvorna poruka|originalna poruka|izvorno sporočilo|originalno sporočilo",
        "proslijeđena poruka|prosleđena poruka|posredovano sporočilo",
        "poslano s|poslano sa|poslato sa|poslano iz|poslato iz",
    ),
    Language(
        "ca",
        "el|en data|missatge de|a les",
        "va escriure|ha escrit|escrigué|escriu",
        ("de", "enviat|data|enviat el", "per a|a", "a/c", "assumpte|tema"),
        "missatge original",
        "missatge reenviat|inici del missatge reenviat",
        "enviat des de|enviat des del|enviat amb|obteniu l'outlook per",
    ),
    Language(
        "id",
        "pada",
        "menulis|telah menulis",
        ("dari", "dikirim|tanggal", "kepada|ke|untuk", "tembusan", "perihal|subjek"),
        "pesan asli|pesan awal",
        "pesan terusan|pesan diteruskan|pesan yang diteruskan",
        "dikirim dari|terkirim dari|dapatkan outlook untuk",
    ),
    Language(
        "et",
        "kuupäeval|kell",
        "kirjutas|kirjutab",
        ("kellelt|saatja", "saadetud|kuupäev", "kellele|adressaat", "koopia", "teema"),
        "algne kiri|algne sõnum",
        "edastatud kiri|edastatud sõnum",
        "saadetud minu|saadetud",
    ),
    Language(
        "lt",
        "rašė",
        "rašė|parašė",
        ("nuo|siuntėjas", "išsiųsta|data", "kam|gavėjas", "kopija", "tema"),
        "originalus laiškas|pradinis laiškas",
        "persiųstas laiškas",
        "išsiųsta iš",
    ),
    Language(
        "lv",
        "",
        "rakstīja",
        ("no|sūtītājs", "nosūtīts|datums", "kam|saņēmējs", "kopija", "temats|tēma"),
        "sākotnējais ziņojums|oriģinālais ziņojums",
        "pārsūtītais ziņojums",
        "nosūtīts no",
    ),
    Language(
        "fa",
        "در|در تاریخ",
        "نوشت|نوشته|نوشتند",
        ("از|فرستنده", "ارسال شده|تاریخ", "به|گیرنده", "رونوشت", "موضوع"),
        "پیام اصلی|پیغام اصلی",
        "پیام هدایت شده|پیام ارسال شده",
        "ارسال شده از|فرستاده شده از",
    ),
    Language(
        "th",
        "เมื่อ|ในวันที่|วันที่",
        "เขียนว่า|ได้เขียน|เขียน",
        ("จาก", "ส่ง|วันที่", "ถึง", "สำเนา", "เรื่อง|หัวเรื่อง"),
        "ข้อความต้นฉบับ|ข้อความเดิม",
        "ข้อความที่ส่งต่อ",
        "ส่งจาก",
    ),
)
