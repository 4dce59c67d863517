"""The names of Anki's note types and of their fields, in all languages of Anki."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

# ruff: noqa: RUF001, E501 - letters of many alphabets, some of them wide
BASIC = frozenset(
    {
        "alap", "basic", "basico", "basies", "basilare", "basique", "basis", "baza", "básica",
        "básico", "bunúsach", "bàsica", "cơ bản", "de bază", "einfach", "elementari",
        "grundläggande", "grundlæggende", "grunnleggende", "oddiy", "oinarrizkoa", "osnovna",
        "perusmalli", "podstawowy", "põhimudel", "temel", "základní", "základný", "βασικό",
        "базавая", "базовий", "основен", "основно", "простая", "қарапайым", "үндсэн", "հիմնական",
        "בסיסי", "עיקרדיק", "أساسي", "ئاساسى", "ମୌଳିକ", "พื้นฐาน", "基本", "基本型", "问答题",
    }
)  # fmt: skip
REVERSED = frozenset(
    {
        "alap (mindkét irányban)", "bas (och omvänt kort)", "basic (and reversed card)",
        "basic (and reversed)", "basiese (en omgekeerde kaart)", "basilare (e carta inversa)",
        "basis (en omgekeerde kaart)", "baza (en ambaŭ direktoj)",
        "bunúsach (le malairt an chárta)", "bàsica (i targeta inversa)",
        "básica (e tarxeta invertida)", "básico (e cartão invertido)",
        "básico (e ficha invertida)", "básico (y tarjeta invertida)", "cơ bản (với thẻ ngược)",
        "de bază (și cu card întors)", "einfach (und die umgekehrte richtung)",
        "generalitats (dos senses)", "grundlæggende (og kort baglæns)", "généralités (deux sens)",
        "oddiy (va teskari karta)", "oinarrizko (eta alderantzizko karta)",
        "osnovna (i obratna kartica)", "osnovna (in obrnjena kartica)",
        "perusmalli (ja käänteinen kortti)", "podstawowy (z odwrotną kartą)",
        "temel (ve ters kart)", "základní (plus obrácená karta)", "základný (plus obrátená karta)",
        "βασική (και αντεστραμμένη κάρτα)", "базавая (з адваротнай карткай)",
        "базовий (зі зворотною карткою)", "основна (и обратне карте)",
        "основна (и обърната карта)", "простая (с обратной карточкой)",
        "қарапайым (және кері карта)", "հիմնական (+ հետադարձ քարտերը)", "בסיסי (וכרטיס הופכי)",
        "עיקרדיק (און פֿאַרקערט קאַרטל)", "أساسي (وبطاقة معكوسة)", "ئاساسى (ئۆرۈلىدىغان كارتا)",
        "ମୌଳିକ (ଏବଂ ଓଲଟା ପତ୍ର)", "พื้นฐาน (และการ์ดแบบกลับด้าน)", "基本 (表面と裏面を反転したカードも作成)",
        "基本型（含反向卡片）", "基本（裏表反転カード付き）", "问答题（附翻转卡片）",
    }
)  # fmt: skip
OPTIONALLY_REVERSED = frozenset(
    {
        "alap (egyik vagy mindkét irányban)", "bas (valbart omvänt kort)",
        "basic (optional reversed card)", "basiese (opsioneel omgekeerde kaart)",
        "basilare (carta inversa opzionale)", "basique (carte inversée optionnelle)",
        "basis (omgekeerde kaart optioneel)", "baza (en unu aŭ ambaŭ direktoj)",
        "bunúsach (le malairt an chárta mar rogha)", "bàsica (targeta inversa opcional)",
        "básica (tarxeta invertida opcional)", "básico (cartão invertido opcional)",
        "básico (ficha invertida opcional)", "básico (tarjeta invertida opcional)",
        "cơ bản (thẻ ngược tùy chọn)", "de bază (opțional cu card întors)",
        "einfach (und wahlweise die umgekehrte richtung)", "generalitats (convèrsa facultativa)",
        "grundlæggende (valgfrit med kort  baglæns)", "oddiy (va ixtiyoriy teskari karta)",
        "oinarrizko( aukerako alderantzizko karta)", "osnovna (in izbirno obrnjena kartica)",
        "osnovna (obratna kartica po volji)", "perusmalli (valinnainen käänteinen kortti)",
        "podstawowy (z opcjonalną odwrotną kartą)", "temel (seçimli ters kart)",
        "základní (plus volitelná obrácená karta)", "základný (plus voliteľná obrátená karta)",
        "βασική (κατ'επιλογή αντεστραμμένη κάρτα)", "базавая (з неабавязковай адваротнай карткай)",
        "базовий (з необов'язковою зворотною карткою)", "основна (+ обърната карта по избор)",
        "основна (обратне по избору)", "простая (с обратной по выбору)",
        "қарапайым (қосымша кері карта)", "հիմնական (հետադարձը ըստ ընտրության)",
        "בסיסי (כרטיס הופכי אופציונלי)", "עיקרדיק (ברירהדיק פֿאַרקערט קאַרטל)",
        "أساسي (وبطاقة معكوسة اختيارية)", "ئاساسى (تاللاشچان ئۆرۈلىدىغان كارتا)",
        "ମୌଳିକ (ବୈକଲ୍ପିକ ଓଲଟା ପତ୍ର)", "基本 (任意で反転カードを作成)", "基本型（選擇性反向卡片）", "问答题（可选附翻转卡片）",
    }
)  # fmt: skip
TYPED = frozenset(
    {
        "alap (írd be a választ)", "bas (skriv in svaret)", "basic (type in the answer)",
        "basic (πληκτρολόγηση απάντησησ)", "basilare (digita la risposta)",
        "basique (saisissez la réponse)", "basisch (typ het antwoord in)",
        "baza (enigi la respondon)", "bunúsach (clóscríobh an freagra)",
        "bàsica (escriure la resposta)", "básica (escribe a resposta)",
        "básico (digite a resposta)", "básico (teclear la respuesta)", "cơ bản (nhập câu trả lời)",
        "de bază(tastați răspunsul)", "einfach (antwort eintippen)",
        "grundlæggende (skriv ind svaret)", "oddiy (javobni kiritish)",
        "osnovna (upisivanje odgovora)", "osnovna (vnesi odgovor)",
        "perusmalli (kirjoita vastaus)", "podstawowy (wpisywanie odpowiedzi)",
        "základní (napsat odpověď)", "базавая (напісанне адказу)",
        "базовий (з вдрукуванням відповіді)", "простая (с вводом ответа)",
        "қарапайым (жауапты теру)", "հիմնական (մուտքագրեք պատասխանը)", "בסיסי (הקלד את התשובה)",
        "עיקרדיק (אַרײַנקלאַפּן די ענטפֿער)", "أساسي (مع كتابة الجواب)",
        "ئاساسىي (جاۋاب كىرگۈزىدىغان)", "ମୌଳିକ (ଉତ୍ତର ଟାଇପ୍ କରନ୍ତୁ)", "พื้นฐาน (พิมพ์ตอบ)",
        "基本 (解答を入力)", "基本型（輸入答案）", "问答题（输入答案）",
    }
)  # fmt: skip
CLOZE = frozenset(
    {
        "aukkotehtävä", "boşluklu", "boʻshliqni toʻldirish", "cloze", "cloze deletion",
        "doplňovačka", "huecos", "hutsuneak betetzea", "iomlánú", "lucktext", "luka",
        "lyukas szöveg", "lücke", "lückentext", "nadopunjavanje teksta", "oco",
        "omissão de palavras", "respuesta anidada", "test cu cuvinte lipsă", "text amb buits",
        "texte à trous", "truteksto", "tèxte amb traucs", "zapora podatka", "điền chỗ trống",
        "κλείσιμο", "з прабеламі", "задание с пропусками", "закритий текст", "пропусти",
        "саңылау толтыру", "բացթողումներ", "השלם את החסר", "שפּאַלט", "بوش ئورۇن تولدۇرۇش",
        "ملء فراغات", "କ୍ଲୋଜ୍", "เติมคำ", "克漏字", "填空题", "穴埋め問題",
    }
)  # fmt: skip
HEADINGS = {
    "anvers": "front", "anverso": "front", "aurrea": "front", "besedilo": "front",
    "előlap": "front", "etupuoli": "front", "față": "front", "forside": "front",
    "framsida": "front", "frente": "front", "front": "front", "fronte": "front", "fronto": "front",
    "líc": "front", "matn": "front", "metin": "front", "mặt trước": "front", "oldi": "front",
    "prednja strana": "front", "predná strana": "front", "przód": "front", "recto": "front",
    "spredaj": "front", "szöveg": "front", "teks": "front", "tekst": "front", "teksti": "front",
    "teksto": "front", "testo": "front", "testua": "front", "text": "front", "texte": "front",
    "texto": "front", "tosach": "front", "téacs": "front", "voorkant": "front",
    "vorderseite": "front", "văn bản": "front", "ön": "front", "κείμενο": "front",
    "μπροστά": "front", "алды": "front", "лице": "front", "лицева част": "front", "мәтін": "front",
    "перад": "front", "передня сторона": "front", "текст": "front", "тэкст": "front",
    "գրվածք": "front", "հարց": "front", "טעקסט": "front", "טקסט": "front", "פֿאָרנט": "front",
    "קדמי": "front", "أمام": "front", "تېكىست": "front", "خەت نۇسخا": "front", "نص": "front",
    "ପାଠ୍ୟ": "front", "ସାମ୍ନା": "front", "ข้อความ": "front", "ด้านหน้า": "front", "テキスト": "front",
    "文字": "front", "正面": "front", "表面": "front",
    "achterkant": "back", "atzera": "back", "back": "back", "bagside": "back", "baksida": "back",
    "bakside": "back", "belakang": "back", "cúl": "back", "dorso": "back", "geri": "back",
    "hátlap": "back", "kääntöpuoli": "back", "mặt sau": "back", "orqasi": "back",
    "poleđina": "back", "retro": "back", "revers": "back", "reverso": "back", "rub": "back",
    "rückseite": "back", "terug": "back", "tył": "back", "verso": "back", "zadaj": "back",
    "zadná strana": "back", "πίσω": "back", "адваротны бок": "back", "арты": "back",
    "гръб": "back", "зворотна сторона": "back", "наличје": "back", "պատասխան": "back",
    "אחורי": "back", "הינטן": "back", "خلف": "back", "قايت": "back", "ପଛ": "back",
    "ด้านหลัง": "back", "背面": "back", "裏面": "back",
    "back extra": "why", "bagside extra": "why", "baksida extra": "why", "cúl breise": "why",
    "dodatno na zadnji strani": "why", "dodatočná zadná strana.": "why", "hátlap extra": "why",
    "kääntöpuolen lisäteksti": "why", "orqa qoʻshimcha": "why", "plia dorso": "why",
    "poleđina ekstra": "why", "quay lại kép": "why", "retro extra": "why", "revers extra": "why",
    "reverso extra": "why", "rub extra": "why", "rückseite extra": "why", "tył dodatkowy": "why",
    "verso adițional": "why", "verso extra": "why", "арты қосымша": "why",
    "дадатковы адваротны бок": "why", "додатково": "why", "дополнение оборота": "why",
    "הינטן (איבעריק)": "why", "תוספת אחורית": "why", "إضافي خلفي": "why",
    "ئارقا تەرەپ قوشۇمچە مەزمۇن": "why", "ପଛ ଅତିରିକ୍ତ": "why", "背面額外內容": "why", "背面额外": "why",
    "裏面の追加情報": "why",
    "adaugă verso": "reverse", "add reverse": "reverse", "adicionar invertido": "reverse",
    "afegeix el revers": "reverse", "aggiungi inversa": "reverse", "ajouter le verso": "reverse",
    "aldoni malan direkton": "reverse", "apondre lo verso": "reverse", "añadir reverso": "reverse",
    "cuir le cúl": "reverse", "dodaj obratno": "reverse", "dodaj rewers": "reverse",
    "ellenkező irány hozzáadása": "reverse", "engadir reverso": "reverse",
    "erantsi alderantzizkoa": "reverse", "legg til bakside": "reverse",
    "lisää käänteinen": "reverse", "lägg till omvänt": "reverse",
    "omgekeerde toevoegen": "reverse", "pridať zadnú stranu karty": "reverse",
    "přidat rub karty": "reverse", "tersini ekle": "reverse", "teskarisini qoʻshish": "reverse",
    "thêm thẻ ngược": "reverse", "tilføj baglæns": "reverse",
    "umgekehrte richtung hinzufügen": "reverse", "voeg keersy by": "reverse",
    "προσθήκη αναστροφήσ": "reverse", "дадаць адваротную": "reverse",
    "добавить обратную": "reverse", "добавяне на обратната карта": "reverse",
    "додати зворотну сторону": "reverse", "додај повратак": "reverse", "керісін қосу": "reverse",
    "ավելացնել հետադարձում": "reverse", "הוסף שדה הופכי": "reverse",
    "צולייגן פֿאַרקערט קאַרטל": "reverse", "إضافة بطاقة معكوسة": "reverse",
    "ئەكسىچە كارتا قوش": "reverse", "ଓଲଟା ଯୋଡ଼ନ୍ତୁ": "reverse", "เพิ่มการ์ดแบบกลับด้าน": "reverse",
    "加入反向卡片": "reverse", "反転カードを追加": "reverse", "增加翻转的卡片": "reverse",
    "clibeanna": "tags", "címkék": "tags", "etichette": "tags", "etikedoj": "tags",
    "etiketak": "tags", "etiketler": "tags", "etikette": "tags", "etiketter": "tags",
    "etiquetas": "tags", "etiquetes": "tags", "marcaje": "tags", "mga tag": "tags",
    "märksõnad": "tags", "mærker": "tags", "nhãn": "tags", "oznake": "tags",
    "schlagwörter": "tags", "tagi": "tags", "tags": "tags", "teglar": "tags", "tunnisteet": "tags",
    "étiquettes": "tags", "štítky": "tags", "ετικέτεσ": "tags", "етикети": "tags", "метки": "tags",
    "мітки": "tags", "ознаке": "tags", "тамғалар": "tags", "цэтлікі": "tags", "шошгууд": "tags",
    "պիտակներ": "tags", "צעטלען": "tags", "תגיות": "tags", "بەلگە": "tags", "وسوم": "tags",
    "ଟ୍ୟାଗ୍‌ଗୁଡ଼ିକ": "tags", "แท็ก": "tags", "タグ": "tags", "标签": "tags", "標籤": "tags", "태그": "tags",
}  # fmt: skip


# Anki adds "+" or a hash to the name of an imported note type whose name is already taken.
_COPY = re.compile(r"(?:\+|-[0-9a-f]{5}){1,9}$")


@dataclass(frozen=True, slots=True)
class BuiltInNoteType:
    """How a note type uses its fields; `has_reverse_field`: reversed if a third field is filled."""

    is_cloze: bool = False
    reverse: bool = False
    has_reverse_field: bool = False
    is_typed: bool = False


_SETS = (
    (CLOZE, BuiltInNoteType(is_cloze=True)),
    (BASIC, BuiltInNoteType()),
    (REVERSED, BuiltInNoteType(reverse=True)),
    (OPTIONALLY_REVERSED, BuiltInNoteType(has_reverse_field=True)),
    (TYPED, BuiltInNoteType(is_typed=True)),
)


@lru_cache(maxsize=256)
def find_note_type(name: str) -> BuiltInNoteType | None:
    """Return how the note type of this name uses its fields, or None for an unknown name."""
    plain = _COPY.sub("", normalize("NFC", name).strip()).strip().casefold()
    for names, note_type in _SETS:
        if plain in names:
            return note_type
    if "cloze" in plain:
        return BuiltInNoteType(is_cloze=True)
    if "basic" not in plain:
        return None
    return BuiltInNoteType(
        reverse="reversed" in plain and "optional" not in plain,
        has_reverse_field="reversed" in plain and "optional" in plain,
        is_typed="type" in plain,
    )
