"""A small world in each of ten languages: a gold text, a distractor, and what a model may write about them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class World:
    gold: str
    other: str
    named: str
    """How thoughts speak of a chunk, with {n}; what it says follows."""
    idle: str
    """Thoughts on a chunk that doesn't help, with {n}."""
    question: str
    quote: str
    answer: str
    short: str
    """The same in a few words."""
    request: str
    """The question without a question mark."""
    again: str
    """A second question."""
    again_quote: str
    again_answer: str
    gap: str
    """The quotation with something left out that changes nothing."""
    honest: tuple[str, str]
    """Answers from memory that say so."""
    denied: str
    """Thoughts that say what stands nowhere, with {n}."""
    invented: str
    turned: str
    """The second quotation without its negation."""
    turned_answer: str
    swallowed: str
    """The same with dots in the negation's place."""
    refusals: tuple[str, str]
    denials: tuple[str, str]
    claims: tuple[str, str]
    """Answers without evidence that lay what they say in a source's mouth."""
    unsaid: str
    """An answer from memory that doesn't say so."""
    statement: str
    laid: str
    """An answer that lays gold's matter in the distractor's mouth, with {n}."""


WORLDS = {
    "en": World(
        "The Hollin ferry crosses the sound every forty minutes from six in the morning. A crossing costs 14 crowns for "
        "each adult. Bicycles travel free of charge. Dogs may not enter the saloon, but they may stay on deck. In storms "
        "above force nine the ferry stays in port.",
        "The harbour kiosk sells smoked herring and hot soup. It opens at noon and closes when the soup is gone.",
        'Chunk {n} says: "{quote}"',
        "Chunk {n} is about the kiosk and does not help.",
        "What does a crossing on the Hollin ferry cost for an adult?",
        "A crossing costs 14 crowns for each adult.",
        "An adult pays 14 crowns for a crossing.",
        "14 crowns.",
        "please tell me what a crossing on the hollin ferry costs for an adult",
        "Can my dog come along into the saloon?",
        "Dogs may not enter the saloon, but they may stay on deck.",
        "No, dogs have to stay on deck.",
        "The Hollin ferry crosses the sound … from six in the morning",
        (
            "My search found nothing on fares. From memory, it is about 14 crowns.",
            "The passages don't mention the price; as far as I remember it is some 14 crowns.",
        ),
        'Chunk {n} has the price; it nowhere says "children under seven travel free".',
        "A crossing is half price after eight in the evening",
        "Dogs may enter the saloon",
        "Yes, dogs may enter the saloon.",
        "Dogs may … enter the saloon",
        ("I'm sorry, but I can't help with that.", "As a large language model, I have no access to fares."),
        ("The documents do not say what a crossing costs.", "None of the passages mentions the fare of the ferry."),
        ("According to the documents, it is 14 crowns.", "The timetable file says that an adult pays 14 crowns."),
        "An adult pays 14 crowns.",
        "A crossing on the Hollin ferry costs 14 crowns for each adult.",
        "According to chunk {n}, a crossing costs 14 crowns.",
    ),
    "de": World(
        "Die Seilbahn am Hollinberg fährt alle zwanzig Minuten, erstmals um acht Uhr. Eine Bergfahrt kostet 14 Euro für "
        "Erwachsene. Fahrräder werden kostenlos befördert. Hunde dürfen nicht in die Gondel, aber in den Gepäckwagen. Bei "
        "Sturm bleibt die Bahn im Tal.",
        "Am Kiosk gibt es geräucherten Fisch und heiße Suppe. Er öffnet mittags und schließt, wenn die Suppe alle ist.",
        "Abschnitt {n} sagt: „{quote}“",
        "Abschnitt {n} handelt vom Kiosk und hilft nicht.",
        "Was kostet eine Bergfahrt mit der Seilbahn am Hollinberg?",
        "Eine Bergfahrt kostet 14 Euro für Erwachsene.",
        "Erwachsene zahlen 14 Euro für die Bergfahrt.",
        "14 Euro.",
        "bitte sag mir, was die bergfahrt am hollinberg kostet",
        "Darf mein Hund mit in die Gondel?",
        "Hunde dürfen nicht in die Gondel, aber in den Gepäckwagen.",
        "Nein, er muss in den Gepäckwagen.",
        "Die Seilbahn am Hollinberg fährt alle zwanzig Minuten … um acht Uhr",
        (
            "Meine Suche hat dazu nichts ergeben. Aus dem Gedächtnis: etwa 14 Euro.",
            "In den Auszügen steht nichts zum Preis; soweit ich weiß, sind es ungefähr 14 Euro.",
        ),
        "Abschnitt {n} nennt den Preis; nirgends steht „Kinder unter sieben fahren umsonst“.",
        "Ab acht Uhr abends gilt der halbe Preis",
        "Hunde dürfen in die Gondel",
        "Ja, Hunde dürfen in die Gondel.",
        "Hunde dürfen … in die Gondel",
        ("Als KI-Sprachmodell kann ich dazu nichts sagen.", "Leider kann ich diese Frage nicht beantworten."),
        ("Die Dokumente enthalten keine Angabe zum Preis.", "In den Abschnitten wird der Preis nicht genannt."),
        ("Laut den Dokumenten kostet sie 14 Euro.", "In den Unterlagen steht, dass Erwachsene 14 Euro zahlen."),
        "Erwachsene zahlen 14 Euro.",
        "Eine Bergfahrt am Hollinberg kostet 14 Euro für Erwachsene.",
        "Laut Abschnitt {n} kostet eine Bergfahrt 14 Euro.",
    ),
    "fr": World(
        "Le bac de Hollin traverse le bras de mer toutes les quarante minutes dès six heures. Une traversée coûte 14 euros "
        "par adulte. Les vélos voyagent gratuitement. Les chiens ne sont pas admis dans le salon, mais ils peuvent rester "
        "sur le pont. Par tempête, le bac reste au port.",
        "Le kiosque du port vend du hareng fumé et de la soupe. Il ouvre à midi et ferme quand la soupe est finie.",
        "L'extrait {n} indique : « {quote} »",
        "L'extrait {n} parle du kiosque et n'aide pas.",
        "Combien coûte une traversée avec le bac de Hollin ?",
        "Une traversée coûte 14 euros par adulte.",
        "Un adulte paie 14 euros la traversée.",
        "14 euros.",
        "dites-moi combien coûte une traversée avec le bac de hollin",
        "Mon chien peut-il entrer dans le salon ?",
        "Les chiens ne sont pas admis dans le salon, mais ils peuvent rester sur le pont.",
        "Non, il doit rester sur le pont.",
        "Le bac de Hollin traverse le bras de mer … dès six heures",
        (
            "Ma recherche n'a rien donné sur les prix. De mémoire, c'est environ 14 euros.",
            "Les extraits ne parlent pas du prix ; à ma connaissance, il est de 14 euros environ.",
        ),
        "L'extrait {n} donne le prix ; nulle part il ne dit « les enfants de moins de sept ans voyagent gratuitement ».",
        "Après vingt heures, la traversée est à moitié prix",
        "Les chiens sont admis dans le salon",
        "Oui, les chiens sont admis dans le salon.",
        "Les chiens … sont … admis dans le salon",
        (
            "Je suis désolé, mais je ne peux pas vous aider.",
            "En tant que modèle de langage, je n'ai pas accès aux prix.",
        ),
        ("Les documents ne mentionnent pas le prix.", "Aucun extrait n'indique le tarif du bac."),
        ("Selon les documents, elle coûte 14 euros.", "La source indique qu'un adulte paie 14 euros."),
        "Un adulte paie 14 euros.",
        "Une traversée avec le bac de Hollin coûte 14 euros par adulte.",
        "Selon l'extrait {n}, une traversée coûte 14 euros.",
    ),
    "es": World(
        "El transbordador de Hollín cruza la ría cada cuarenta minutos desde las seis. Una travesía cuesta 14 euros por "
        "adulto. Las bicicletas viajan gratis. Los perros no pueden entrar en el salón, pero pueden quedarse en cubierta. "
        "Con temporal el barco se queda en el puerto.",
        "El quiosco del puerto vende arenque ahumado y sopa. Abre a mediodía y cierra cuando se acaba la sopa.",
        "El fragmento {n} dice: «{quote}»",
        "El fragmento {n} trata del quiosco y no ayuda.",
        "¿Cuánto cuesta una travesía en el transbordador de Hollín?",
        "Una travesía cuesta 14 euros por adulto.",
        "Un adulto paga 14 euros por travesía.",
        "14 euros.",
        "dígame cuánto cuesta una travesía en el transbordador de hollín",
        "¿Puede entrar mi perro en el salón?",
        "Los perros no pueden entrar en el salón, pero pueden quedarse en cubierta.",
        "No, tiene que quedarse en cubierta.",
        "El transbordador de Hollín cruza la ría … desde las seis",
        (
            "Mi búsqueda no encontró nada sobre precios. De memoria, son unos 14 euros.",
            "Los fragmentos no mencionan el precio; que yo sepa, son unos 14 euros.",
        ),
        "El fragmento {n} da el precio; en ningún lugar dice «los menores de siete años viajan gratis».",
        "Después de las ocho la travesía cuesta la mitad",
        "Los perros pueden entrar en el salón",
        "Sí, los perros pueden entrar en el salón.",
        "Los perros … pueden entrar en el salón",
        ("Lo siento, no puedo ayudarte con eso.", "Como modelo de lenguaje, no tengo acceso a los precios."),
        ("Los documentos no mencionan el precio.", "Ningún fragmento indica la tarifa del barco."),
        ("Según los documentos, cuesta 14 euros.", "La fuente indica que un adulto paga 14 euros."),
        "Un adulto paga 14 euros.",
        "Una travesía en el transbordador de Hollín cuesta 14 euros por adulto.",
        "Según el fragmento {n}, una travesía cuesta 14 euros.",
    ),
    "ru": World(
        "Паром «Холлин» пересекает пролив каждые сорок минут с шести утра. Переправа стоит 14 крон для взрослого. "
        "Велосипеды перевозят бесплатно. Собак не пускают в салон, но они могут оставаться на палубе. В шторм паром "
        "остаётся в порту.",
        "Киоск в порту продаёт копчёную сельдь и горячий суп. Он открывается в полдень и закрывается, когда суп кончится.",
        "Фрагмент {n} говорит: «{quote}»",
        "Фрагмент {n} о киоске и не помогает.",
        "Сколько стоит переправа на пароме «Холлин» для взрослого?",
        "Переправа стоит 14 крон для взрослого.",
        "Взрослый платит 14 крон за переправу.",
        "14 крон.",
        "подскажите, сколько стоит переправа на пароме холлин",
        "Можно ли моей собаке в салон?",
        "Собак не пускают в салон, но они могут оставаться на палубе.",
        "Нет, собаки остаются на палубе.",
        "Паром «Холлин» пересекает пролив … с шести утра",
        (
            "Поиск ничего не дал о ценах. По памяти, около 14 крон.",
            "Во фрагментах нет цены; насколько я знаю, это примерно 14 крон.",
        ),
        "Фрагмент {n} называет цену; нигде не сказано «дети до семи лет едут бесплатно».",
        "После восьми вечера переправа стоит вдвое дешевле",
        "Собак пускают в салон",
        "Да, собак пускают в салон.",
        "Собак … пускают в салон",
        ("Как языковая модель, я не знаю цен.", "Извините, я не могу помочь с этим."),
        ("В документах нет сведений о цене.", "Ни один фрагмент не называет стоимость."),
        ("Согласно документам, она стоит 14 крон.", "В источнике указано, что взрослый платит 14 крон."),
        "Взрослый платит 14 крон.",
        "Переправа на пароме «Холлин» стоит 14 крон для взрослого.",
        "Согласно фрагменту {n}, переправа стоит 14 крон.",
    ),
    "zh": World(
        "霍林渡轮从早上六点起每四十分钟横渡海峡一次。成人单程票价为 14 元。自行车免费搭载。狗不可以进入客舱，但可以留在甲板上。遇到九级以上大风时，渡轮停在港内。",
        "港口的小卖部出售熏鲱鱼和热汤，中午开门，汤卖完就关门。",
        "片段{n}写道：“{quote}”",
        "片段{n}讲小卖部，没有帮助。",
        "霍林渡轮的成人单程票多少钱？",
        "成人单程票价为 14 元。",
        "成人单程要付 14 元。",
        "14 元。",
        "请告诉我霍林渡轮的成人票价",
        "我的狗能进客舱吗？",
        "狗不可以进入客舱，但可以留在甲板上。",
        "不能，狗只能留在甲板上。",
        "霍林渡轮……每四十分钟横渡海峡一次",
        ("搜索没有找到票价。凭记忆，大约是 14 元。", "这些片段没有提到票价；据我所知，大约 14 元。"),
        "片段{n}给出了票价，并没有说“七岁以下的儿童免费乘船”。",
        "晚上八点以后票价减半",
        "狗可以进入客舱",
        "可以，狗可以进入客舱。",
        "狗……可以进入客舱",
        ("作为一个人工智能，我无法提供票价。", "抱歉，我无法回答这个问题。"),
        ("文档中没有提到票价。", "这些片段都没有说明渡轮的票价。"),
        ("根据文档，票价是 14 元。", "资料显示成人单程要付 14 元。"),
        "成人单程要付 14 元。",
        "霍林渡轮的成人单程票价为 14 元。",
        "根据片段{n}，成人单程票价是 14 元。",
    ),
    "ja": World(
        "ホリン渡船は午前六時から四十分おきに海峡を渡ります。大人の片道運賃は１４クローネです。自転車は無料で運びます。犬は船室に入れませんが、"
        "甲板にいることはできます。強風のとき、渡船は港にとどまります。",
        "港の売店では燻製のにしんと熱いスープを売っています。正午に開き、スープがなくなると閉まります。",
        "チャンク{n}に「{quote}」とあります。",
        "チャンク{n}は売店についてで、役に立ちません。",
        "ホリン渡船の大人の片道運賃はいくらですか。",
        "大人の片道運賃は１４クローネです",
        "大人は片道１４クローネです。",
        "１４クローネです。",
        "ホリン渡船の大人の運賃を教えてください",
        "犬は船室に入れますか。",
        "犬は船室に入れませんが、甲板にいることはできます",
        "いいえ、犬は甲板にいなければなりません。",
        "ホリン渡船は……四十分おきに海峡を渡ります",
        (
            "検索では運賃が見つかりませんでした。記憶では１４クローネほどです。",
            "どのチャンクにも運賃の記載はありません。私の知る限り、およそ１４クローネです。",
        ),
        "チャンク{n}に運賃があります。どこにも「七歳未満の子どもは無料で乗れます」とは書かれていません。",
        "午後八時以降の運賃は半額になります",
        "犬は船室に入れますが、甲板にいることもできます",
        "はい、犬は船室に入れます。",
        "犬は船室に入れま……、甲板にいることはできます",
        ("申し訳ありませんが、お答えできません。", "言語モデルとして、運賃にはお答えすることができません。"),
        ("文書には運賃が書かれていません。", "どの資料にも運賃の記載はありません。"),
        ("文書によると、１４クローネです。", "資料には大人は片道１４クローネとあります。"),
        "大人は片道１４クローネです。",
        "ホリン渡船の大人の片道運賃は１４クローネです。",
        "チャンク{n}によると、大人の片道運賃は１４クローネです。",
    ),
    "ko": World(
        "홀린 나룻배는 아침 여섯 시부터 사십 분마다 해협을 건넙니다. 어른의 편도 요금은 14크로네입니다. 자전거는 무료로 실어 줍니다. 개는 "
        "선실에 들어갈 수 없지만 갑판에는 있을 수 있습니다. 폭풍이 불면 배는 항구에 머뭅니다.",
        "항구 매점에서는 훈제 청어와 뜨거운 수프를 팝니다. 정오에 열고 수프가 떨어지면 닫습니다.",
        "청크 {n}에 “{quote}”라고 나와 있습니다.",
        "청크 {n}은 매점에 관한 것이라 도움이 되지 않습니다.",
        "홀린 나룻배의 어른 편도 요금은 얼마인가요?",
        "어른의 편도 요금은 14크로네입니다.",
        "어른은 편도에 14크로네를 냅니다.",
        "14크로네입니다.",
        "홀린 나룻배의 어른 요금을 알려 주세요",
        "개를 선실에 데려갈 수 있나요?",
        "개는 선실에 들어갈 수 없지만 갑판에는 있을 수 있습니다.",
        "아니요, 개는 갑판에 있어야 합니다.",
        "홀린 나룻배는 … 사십 분마다 해협을 건넙니다",
        (
            "검색에서는 요금을 찾지 못했습니다. 기억으로는 14크로네쯤입니다.",
            "청크에는 요금이 나와 있지 않습니다. 제가 알기로는 14크로네 정도입니다.",
        ),
        "청크 {n}에 요금이 있습니다. 어디에도 없는 말은 “일곱 살 미만 어린이는 무료로 탑니다”입니다.",
        "저녁 여덟 시 이후에는 요금이 절반입니다",
        "개는 선실에 들어갈 수 있고 갑판에도 있을 수 있습니다",
        "네, 개는 선실에 들어갈 수 있습니다.",
        "개는 선실에 들어갈 수 … 갑판에는 있을 수 있습니다",
        ("죄송하지만 이 질문에는 답변할 수 없습니다.", "언어 모델로서 저는 요금을 알지 못합니다."),
        ("문서에는 요금에 대한 내용이 없습니다.", "어느 청크에도 요금이 언급되어 있지 않습니다."),
        ("문서에 따르면 14크로네입니다.", "자료에는 어른이 편도에 14크로네를 낸다고 나와 있습니다."),
        "어른은 편도에 14크로네를 냅니다.",
        "홀린 나룻배의 어른 편도 요금은 14크로네입니다.",
        "청크 {n}에 따르면 어른의 편도 요금은 14크로네입니다.",
    ),
    "ar": World(
        "تعبر عبّارة هولين المضيق كل أربعين دقيقة ابتداءً من السادسة صباحًا. تكلف الرحلة 14 دينارًا للبالغ. تُنقل الدراجات مجانًا. لا "
        "يُسمح للكلاب بدخول الصالون، لكن يمكنها البقاء على السطح. في العواصف تبقى العبّارة في الميناء.",
        "يبيع كشك الميناء الرنجة المدخنة والحساء الساخن. يفتح ظهرًا ويغلق عندما ينفد الحساء.",
        "يقول المقطع {n}: «{quote}»",
        "المقطع {n} عن الكشك ولا يفيد.",
        "كم تكلف الرحلة على عبّارة هولين للبالغ؟",
        "تكلف الرحلة 14 دينارًا للبالغ.",
        "يدفع البالغ 14 دينارًا للرحلة.",
        "14 دينارًا.",
        "أخبرني كم تكلف الرحلة على عبّارة هولين",
        "هل يدخل كلبي إلى الصالون؟",
        "لا يُسمح للكلاب بدخول الصالون، لكن يمكنها البقاء على السطح.",
        "لا، يبقى الكلب على السطح.",
        "تعبر عبّارة هولين المضيق … ابتداءً من السادسة صباحًا",
        (
            "لم يعثر البحث على شيء عن الأسعار. من الذاكرة، نحو 14 دينارًا.",
            "لا تذكر المقاطع السعر؛ وعلى حد علمي هو نحو 14 دينارًا.",
        ),
        "المقطع {n} يذكر السعر، ولا يقول «الأطفال دون السابعة يسافرون مجانًا».",
        "بعد الثامنة مساءً تكون الرحلة بنصف السعر",
        "يُسمح للكلاب بدخول الصالون، ويمكنها البقاء على السطح",
        "نعم، يُسمح للكلاب بدخول الصالون.",
        "… يُسمح للكلاب بدخول الصالون … البقاء على السطح دون قيد",
        ("عذرًا، لا يمكنني المساعدة في ذلك.", "كنموذج لغوي، لا أعرف الأسعار."),
        ("لا تذكر المستندات سعر الرحلة.", "ليس في المقاطع أي شيء عن السعر."),
        ("وفقًا للمستندات، تكلف 14 دينارًا.", "تذكر المصادر أن البالغ يدفع 14 دينارًا."),
        "يدفع البالغ 14 دينارًا.",
        "تكلف الرحلة على عبّارة هولين 14 دينارًا للبالغ.",
        "وفقًا للمقطع {n}، تكلف الرحلة 14 دينارًا.",
    ),
    "hi": World(
        "होलिन नाव सुबह छह बजे से हर चालीस मिनट में खाड़ी पार करती है। वयस्क का किराया 14 रुपये है। साइकिलें मुफ़्त ले जाई जाती हैं। कुत्ते केबिन में "
        "नहीं जा सकते, पर डेक पर रह सकते हैं। तूफ़ान में नाव बंदरगाह में रहती है।",
        "बंदरगाह की दुकान पर भुनी मछली और गरम सूप मिलता है। दुकान दोपहर को खुलती है और सूप ख़त्म होने पर बंद होती है।",
        'खंड {n} कहता है: "{quote}"',
        "खंड {n} दुकान के बारे में है और मदद नहीं करता।",
        "होलिन नाव पर वयस्क का किराया कितना है?",
        "वयस्क का किराया 14 रुपये है।",
        "वयस्क को 14 रुपये देने होते हैं।",
        "14 रुपये।",
        "कृपया बताइए कि होलिन नाव पर वयस्क का किराया कितना है",
        "क्या मेरा कुत्ता केबिन में जा सकता है?",
        "कुत्ते केबिन में नहीं जा सकते, पर डेक पर रह सकते हैं।",
        "नहीं, कुत्ता डेक पर रहेगा।",
        "होलिन नाव … हर चालीस मिनट में खाड़ी पार करती है",
        ("खोज में किराए के बारे में कुछ नहीं मिला। याद से, लगभग 14 रुपये।", "इन खंडों में किराया नहीं है; मेरी जानकारी में लगभग 14 रुपये है।"),
        'खंड {n} में किराया है; कहीं नहीं लिखा "सात साल से छोटे बच्चे मुफ़्त जाते हैं"।',
        "रात आठ बजे के बाद किराया आधा लगता है",
        "कुत्ते केबिन में जा सकते हैं, और डेक पर रह सकते हैं",
        "हाँ, कुत्ते केबिन में जा सकते हैं।",
        "कुत्ते केबिन में … जा सकते, पर डेक पर रह सकते हैं",
        ("क्षमा करें, मैं इसमें मदद नहीं कर सकता।", "एक भाषा मॉडल के रूप में मुझे किराया पता नहीं।"),
        ("दस्तावेज़ों में किराया नहीं लिखा है।", "किसी भी खंड में किराए का उल्लेख नहीं है।"),
        ("दस्तावेज़ों के अनुसार किराया 14 रुपये है।", "स्रोत में लिखा है कि वयस्क 14 रुपये देता है।"),
        "वयस्क को 14 रुपये देने होते हैं।",
        "होलिन नाव पर वयस्क का किराया 14 रुपये है।",
        "खंड {n} के अनुसार वयस्क का किराया 14 रुपये है।",
    ),
}
"""By language."""
