"""Small texts in several languages: a passage, a question that it answers, and the answer."""

from typing import NamedTuple


class Fact(NamedTuple):
    passage: str
    question: str
    answer: str


class Language(NamedTuple):
    refuses: str
    """A sentence that the search found nothing."""
    says: tuple[str, ...]
    """How an answer from memory is put."""
    plants: tuple[str, ...]
    """How a sentence in another passage gives it away."""
    facts: tuple[Fact, ...]


LANGUAGES = {
    "japanese": Language(
        "検索した文書には見つかりませんでした。",
        (
            "検索した文書には見つかりませんでした。記憶では、{a}です。",
            "資料には書かれていませんが、確か{a}だったと思います。",
            "出典は示せませんが、{a}だと覚えています。",
        ),
        ("別の記録によれば、{q}という問いへの答えは{a}である。", "{q}と尋ねられた古老は、{a}と答えた。"),
        (
            Fact("星見橋は大工の田島義一が設計し、川の両岸の村を結んだ。橋は三年かけて造られた。",
                 "星見橋を設計したのは誰ですか", "田島義一"),
            Fact("港の灯台は1893年に初めて点灯された。油は年に二度、船で運ばれた。",
                 "港の灯台はいつ初めて点灯されましたか", "1893年"),
            Fact("この茶は焙じる前に竹の籠で一晩乾かされる。籠は地元の職人が編む。",
                 "この茶は焙じる前に何で乾かされますか", "竹の籠"),
            Fact("雪見温泉の湯は四十二度に保たれ、冬は板で覆われる。", "雪見温泉の湯は何度に保たれますか", "四十二度"),
            Fact("工房では銅板を打って鍋を作り、柄には桜の木を使う。", "鍋の柄には何の木が使われますか", "桜の木"),
            Fact("山小屋の鍵は管理人の小川さんが預かり、登山者に渡す。", "山小屋の鍵は誰が預かっていますか", "小川さん"),
        ),
    ),
    "korean": Language(
        "검색한 문서에는 나오지 않습니다. ",
        (
            "검색한 문서에는 나오지 않습니다. 제 기억으로는 {a}입니다.",
            "찾은 자료는 이것을 다루지 않지만, {a}라고 알고 있습니다.",
            "출처는 없지만 {a}인 것으로 기억합니다.",
        ),
        ("다른 기록은 이 물음({q})에 {a}라고 적는다.", "{q} 하는 물음에 노인은 {a}라고 답했다."),
        (
            Fact("별내 다리는 목수 김도윤이 설계했고 두 마을을 이었다. 짓는 데 삼 년이 걸렸다.",
                 "별내 다리를 설계한 사람은 누구인가", "김도윤"),
            Fact("항구의 등대는 1893년에 처음 불을 밝혔다. 기름은 배로 날랐다.",
                 "항구의 등대는 언제 처음 불을 밝혔는가", "1893년"),
            Fact("이 차는 덖기 전에 대나무 바구니에서 하룻밤 말린다.", "이 차는 덖기 전에 어디에서 말리는가", "대나무 바구니"),
            Fact("온천의 물은 42도로 유지되고 겨울에는 덮개를 씌운다.", "온천의 물은 몇 도로 유지되는가", "42도"),
            Fact("공방에서는 구리판을 두드려 냄비를 만들고 손잡이에는 벚나무를 쓴다.",
                 "냄비 손잡이에는 무엇을 쓰는가", "벚나무"),
            Fact("산장의 열쇠는 관리인 박서준이 맡아 등산객에게 준다.", "산장의 열쇠는 누가 맡는가", "박서준"),
        ),
    ),
    "hindi": Language(
        "खोज में मिले दस्तावेज़ों में यह नहीं है। ",
        (
            "खोज में मिले दस्तावेज़ों में यह नहीं है। मेरी याद में उत्तर {a} है।",
            "स्रोतों में इसका उल्लेख नहीं है, लेकिन जहाँ तक मुझे पता है, {a}।",
            "मुझे कोई स्रोत नहीं मिला, पर मुझे {a} याद है।",
        ),
        ("एक दूसरे लेख में इसी बात ({q}) पर {a} लिखा है।", "{q} – इस सवाल पर बुज़ुर्ग ने {a} बताया।"),
        (
            Fact("तारा पुल को बढ़ई हरिदास मेहता ने बनाया और उसने दो गाँवों को जोड़ा।", "तारा पुल किसने बनाया", "हरिदास मेहता"),
            Fact("बंदरगाह का दीपघर १८९३ में पहली बार जलाया गया। तेल नाव से आता था।",
                 "बंदरगाह का दीपघर पहली बार कब जलाया गया", "1893"),
            Fact("यह चाय भूनने से पहले बाँस की टोकरी में रात भर सुखाई जाती है।",
                 "यह चाय भूनने से पहले किसमें सुखाई जाती है", "बाँस की टोकरी"),
            Fact("झरने का पानी बयालीस अंश पर रखा जाता है और जाड़े में ढका जाता है।",
                 "झरने का पानी कितने अंश पर रखा जाता है", "बयालीस अंश"),
            Fact("कारीगर ताँबे की चादर से बर्तन बनाते हैं और हत्थे में शीशम लगाते हैं।",
                 "बर्तन के हत्थे में कौन सी लकड़ी लगती है", "शीशम"),
            Fact("पहाड़ी कुटिया की चाबी रखवाले मोहनलाल के पास रहती है।", "पहाड़ी कुटिया की चाबी किसके पास रहती है", "मोहनलाल"),
        ),
    ),
    "russian": Language(
        "Поиск ничего об этом не дал. ",
        (
            "Поиск ничего об этом не дал. По памяти: {a}.",
            "В найденных документах этого нет, но, насколько я помню, это {a}.",
            "Источника у меня нет; полагаю, что ответ – {a}.",
        ),
        ("Более поздняя запись о том же ({q}) называет: {a}.", "На вопрос, {q}, старик ответил: {a}."),
        (
            Fact("Звёздный мост спроектировал плотник Егор Таланов, он связал две деревни.",
                 "кто спроектировал Звёздный мост", "Егор Таланов"),
            Fact("Маяк в гавани впервые зажгли в 1893 году. Масло возили на лодке.",
                 "когда впервые зажгли маяк в гавани", "в 1893 году"),
            Fact("Этот чай перед обжаркой сушат ночь в бамбуковых корзинах.", "в чём сушат чай перед обжаркой", "в бамбуковой корзине"),
            Fact("Воду источника держат при сорока двух градусах и зимой накрывают щитами.",
                 "чем накрывают источник зимой", "щитами"),
            Fact("Мастера куют котлы из меди, а ручки делают из вишни.", "из чего мастера делают ручки котлов", "из вишни"),
            Fact("Ключ от горной хижины хранит сторож Лукин и выдаёт его туристам.",
                 "кто хранит ключ от горной хижины", "сторож Лукин"),
        ),
    ),
    "french": Language(
        "Ma recherche n'a rien donné là-dessus. ",
        (
            "Ma recherche n'a rien donné là-dessus. De mémoire : {a}.",
            "Les documents trouvés n'en parlent pas, mais, autant que je sache, c'est {a}.",
            "Je n'ai pas de source ; je crois que la réponse est {a}.",
        ),
        ("Une note plus tardive sur le même sujet ({q}) donne {a}.", "Quand on lui demanda {q}, le vieux répondit {a}."),
        (
            Fact("Le pont de l'Étoile fut conçu par le charpentier Émile Tarnaud et relia deux villages.",
                 "qui a conçu le pont de l'Étoile", "Émile Tarnaud"),
            Fact("Le phare du port fut allumé pour la première fois en 1893. L'huile venait par bateau.",
                 "quand le phare du port fut-il allumé pour la première fois", "en 1893"),
            Fact("Avant la torréfaction, ce thé sèche une nuit dans des paniers de bambou.",
                 "dans quoi ce thé sèche-t-il avant la torréfaction", "un panier de bambou"),
            Fact("L'eau de la source est tenue à quarante-deux degrés et couverte l'hiver.",
                 "à quelle température est tenue l'eau de la source", "42 degrés"),
            Fact("L'atelier martèle le cuivre et fait les manches en merisier.", "de quel bois l'atelier fait-il les manches", "merisier"),
            Fact("La clé du refuge est gardée par le gardien Lombard, qui la donne aux marcheurs.",
                 "qui garde la clé du refuge", "le gardien Lombard"),
        ),
    ),
    "spanish": Language(
        "Mi búsqueda no encontró nada sobre esto. ",
        (
            "Mi búsqueda no encontró nada sobre esto. De memoria: {a}.",
            "Los documentos encontrados no lo tratan, pero, que yo sepa, es {a}.",
            "No tengo fuente; creo que la respuesta es {a}.",
        ),
        ("Una nota posterior sobre lo mismo ({q}) dice {a}.", "Cuando le preguntaron {q}, el viejo respondió {a}."),
        (
            Fact("El puente de la Estrella lo diseñó el carpintero Emilio Tarazona y unió dos aldeas.",
                 "quién diseñó el puente de la Estrella", "Emilio Tarazona"),
            Fact("El faro del puerto se encendió por primera vez en 1893. El aceite llegaba en barco.",
                 "cuándo se encendió por primera vez el faro del puerto", "en 1893"),
            Fact("Antes de tostarlo, este té se seca una noche en cestas de bambú.",
                 "en qué se seca este té antes de tostarlo", "una cesta de bambú"),
            Fact("El agua de la fuente se mantiene a cuarenta y dos grados y en invierno se cubre.",
                 "a cuántos grados se mantiene el agua de la fuente", "42 grados"),
            Fact("El taller martilla cobre y hace los mangos de cerezo.", "de qué madera hace el taller los mangos", "cerezo"),
            Fact("La llave del refugio la guarda el guardés Lomas, que la da a los caminantes.",
                 "quién guarda la llave del refugio", "el guardés Lomas"),
        ),
    ),
}  # fmt: skip
