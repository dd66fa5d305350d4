"""What stands at the end of a mail, or is put at its top, and was not written for this reply."""

import re

from core.replies.languages import LANGUAGES, Language

MAX_SIGNATURE = 40
"""Lines after `-- `. Whoever writes more after it has meant something else by it."""

MAX_BARE_SIGNATURE = 12
"""The same after `--` without the space, which people also write as a dash."""

_SENT = re.compile(
    "|".join(
        re.escape(word)
        for language in LANGUAGES
        for word in sorted(Language.words(language.sent_from), key=lambda w: -len(w))
        if len(word) > 2
    ),
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?i)iphon|ipad|ipod|apple|android|samsung|galaxy|blackberry|outlook|huawei|xiaomi|redmi"
    r"|oneplus|pixel|nokia|lumia|windows|yahoo|proton|gmail|gmx|web\.de|fairphone|motorola|htc"
    r"|sony|xperia|nexus|tutanota|aquamail|k-9|k9|bluemail|spark|airmail|mailbox|newton|superhuman"
    r"|hey|fastmail|thunderbird|verizon|at&t|t-mobile|vodafone|wireless|mobile|mobil|móvil|movil"
    r"|phone|tablet|handy|smartphone|téléphone|telefon|telemóvel|celular|cellulare|телефон"
    r"|смартфон|мобильн|手机|手機|スマート|핸드폰|갤럭시|휴대|android|айфон|mail\b|email|e-mail"
)
_SENT_IN_ENGLISH = re.compile(
    r"(?i)sent (?:from|via|with|using|by) (?:my |a |the |an )?[\w&'’.()/+\- ]{2,60}[^\s.,;:?!]$"
)
_DASHED_NAME = re.compile(r"[-–—~]{1,2}\s?[A-ZÀ-ÞА-Я][\w.'’-]*(?: [A-ZÀ-ÞА-Я][\w.'’-]*){0,3}$")

_CAUTION = re.compile(
    r"(?i)(?:caution|warning|attention|external|\[external\]|notice|achtung|vorsicht|extern"
    r"|avertissement|atención|atenção|attenzione|let op|advarsel|varning|uwaga|注意|importan)"
    r"[^\n]{0,400}?"
    r"(?:outside|external|extern|originated|unknown sender|not originate|außerhalb|externe"
    r"|extérieur|fuera|fora d|esterno|esterna|buiten|udefra|utifrån|spoza|外部)"
)
_UNKNOWN = re.compile(
    r"(?i)you don[’']t often get e-?mail from \S"
    r"|(?:external|\[?ext\b|caution|warning)[^\n]{0,80}do not click[^\n]{0,80}unless you"
)
_CONFIDENTIAL = re.compile(
    r"(?i)(?:this|the (?:information|content|contents)|any|diese|ce|cet|este|esta|questo|questa"
    r"|dit|deze|denne|detta|ta|tato|confidential|privileged|disclaimer|важно|данное|本|이)\b"
    r"[^\n]{0,300}?"
    r"(?:confidential|privileged|intended (?:only|solely|recipient)|intended for|vertraulich"
    r"|confidentiel|confidencial|riservat|vertrouwelijk|fortrolig|konfident|poufn|důvěrn"
    r"|конфиденциальн|機密|机密|기밀|named addressee|intended recipient)"
)
_ABOUT_MAIL = re.compile(
    r"(?i)e-?mail|message|nachricht|courriel|mensaje|mensagem|messaggio|bericht|communication"
    r"|transmission|meddelelse|meddelande|wiadomość|zpráva|сообщени|attachment|邮件|メール|메일"
)
_SCANNED = re.compile(
    r"(?i)(?:virus[- ]?free|virenfrei|sans virus|libre de virus|scanned by|checked for viruses"
    r"|auf viren|avast|avg\.com|mailscanner|messagelabs|mimecast|please consider the environment"
    r"|think before you print|bitte (?:denken|prüfen) sie|pensez à l'environnement)"
)
_LEGALESE = re.compile(
    r"(?i)confidential|privileged|intended recipient|in error|prohibited|disclos|notify|unauthori"
)
_NAMED_NOTICE = re.compile(
    r"(?i)\W{0,4}(?:confidentiality notice|confidentiality note|disclaimer|legal notice"
    r"|legal disclaimer|privileged and confidential|vertraulichkeitshinweis|haftungsausschluss"
    r"|avis de confidentialité|aviso legal|aviso de confidencialidad|avviso di riservatezza"
    r"|免责声明)\W{0,4}(?:$|[:：])"
)


# What code hosts and help desks put below what they send, and programs that mark no quote keep.
_PLATFORM = re.compile(
    r"(?i)reply to this e-?mail directly,? (?:or )?(?:\[?view|read) (?:it|this)\b"
    r"|you(?: are|[’']re) receiving this (?:e-?mail |message |notification )?(?:because|as)\b"
    r"|visit (?:the )?(?:topic|message)\b[^\n]{0,80} or reply to this e-?mail to respond"
    r"|message[- ]id: ?\\?<[^\s<>]{3,200}>$"
)


def is_delimiter(line: str) -> bool:
    """`-- `, with or without the space that many programs lose."""
    return line in ("--", "__")


def is_dash(line: str) -> bool:
    """What some put in the place of `-- `, and others between two thoughts."""
    return line in ("—", "–")


def is_address(line: str) -> bool:
    return bool(_URL.fullmatch(line))


def is_certain_delimiter(line: str) -> bool:
    return line == "-- "


def names_a_device(line: str) -> bool:
    line = _AROUND.sub("", _URL.sub("", _EXCUSE.sub("", line[:300])))
    line = _ADVERTISED.sub("", line)
    if not line or len(line) > 90:
        return False
    if _FROM_DEVICE.fullmatch(line):
        return True
    if "," in line or _ENDS_SENTENCE.search(line.rstrip(".")):
        return False
    if _SENT.search(line) and _DEVICE.search(line):
        return True
    return bool(_SENT_IN_ENGLISH.match(line)) and len(line.split()) <= 9


_EXCUSE = re.compile(
    r"(?i)[.,;:]?\s+(?:please )?(?:excuse|forgive|pardon|ignore|apologi[sz]e for|sorry for)\s"
    r"[^\n]{0,80}(?:typo|brevity|autocorrect|errors?|mistakes?|spelling|short)[^\n]{0,40}$"
)
# "Sent from my Verizon, Samsung Galaxy smartphone", "… Galaxy S7, an AT&T 4G LTE smartphone"
_ADVERTISED = re.compile(
    r"(?i)(?<=\w), (?=samsung)|, an? [\w&’'.\- ]{2,40}(?:phone|tablet|device)$"
    r"|, encrypted email based in switzerland\.?$"
)
_URL = re.compile(r"<?https?://[^\s<>]{1,250}>?")
_AROUND = re.compile(r"^[\s_*<>()\[\]]+|[\s_*<>()\[\]]+$")
_FROM_DEVICE = re.compile(
    r"(?i)(?:\w{1,20} )?from (?:my |a )?(?:mobile|phone|iphone|ipad|android|blackberry)[\w ]{0,12}"
)
_ENDS_SENTENCE = re.compile(r"[.!?](?:\s|$)")


def is_dashed_name(line: str) -> bool:
    return bool(_DASHED_NAME.match(line))


def warns_of_outsiders(paragraph: str) -> bool:
    """What a firm's server puts on top: "CAUTION: This email originated from outside …"."""
    text = paragraph[:1_000]
    begun = text.lstrip(" *_>[|!⚠️\t")
    if _UNKNOWN.match(begun):
        return True
    return bool(_CAUTION.match(begun) and _ABOUT_MAIL.search(text))


def is_notice(paragraph: str) -> bool:
    """A disclaimer, or an advertisement of what looked for viruses."""
    text = " ".join(paragraph[:1_500].split()).lstrip("*_ |#-=—–")
    if _NAMED_NOTICE.match(text) or _PLATFORM.match(text):
        return True
    if _SCANNED.search(text[:300]) and len(text) < 400:
        return True
    if len(text) > 200 and len({found.lower() for found in _LEGALESE.findall(text)}) >= 3:
        return True
    return len(text) > 80 and bool(_CONFIDENTIAL.match(text) and _ABOUT_MAIL.search(text))
