"""Leaks in another form than the answer's: a question, what memory says, and a sentence elsewhere that tells it.

In each language: a number in words or figures, a date in another form, digits of another script or another grouping,
other forms of the words, their order turned.
"""

FORMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "english": (
        (
            "How many steps does the Brannock tower have?",
            "From memory, 214 steps.",
            "Visitors climb two hundred and fourteen steps in the Brannock tower.",
        ),
        ("When was the Ellery lock opened?", "I recall 3 May 1894.", "The Ellery lock was opened on 1894-05-03."),
        (
            "How many people live in Tarn Valley?",
            "About 12,500 people, I believe.",
            "Tarn Valley has 12 500 inhabitants; people live along the river.",
        ),
        (
            "What do the keepers of Skarholm eat in winter?",
            "As I recall, smoked herring and barley.",
            "In winter barley and herrings, smoked over peat, are what the keepers of Skarholm eat.",
        ),
        (
            "Who painted the altar of Dunmore church?",
            "If I remember rightly, Agnes Colquhoun.",
            "The altar of the church of Dunmore is a work that Colquhoun (Agnes) painted.",
        ),
        (
            "What share of the Merrow harvest is exported?",
            "Roughly 45 percent.",
            "Forty-five per cent of the Merrow harvest is exported.",
        ),
    ),
    "german": (
        (
            "Wie viele Stufen hat der Turm von Brannau?",
            "Aus dem Gedächtnis: 214 Stufen.",
            "Der Turm von Brannau hat zweihundertvierzehn Stufen.",
        ),
        (
            "Wann wurde die Schleuse von Ellern eröffnet?",
            "Soweit ich weiß, am 3. Mai 1894.",
            "Eröffnet wurde die Schleuse von Ellern am 03.05.1894.",
        ),
        ("Wie viele Einwohner hat das Tarntal?", "Etwa 12.500 Einwohner.", "Das Tarntal zählt 12500 Einwohner."),
        (
            "Was essen die Wärter von Skarholm im Winter?",
            "Geräucherte Heringe und Gerste, meine ich.",
            "Im Winter leben die Wärter von Skarholm von Gerste und geräuchertem Hering, den sie abends essen.",
        ),
        (
            "Wer malte den Altar der Kirche von Dünmoor?",
            "Ich glaube, Agnes Kolmann.",
            "Den Altar der Kirche von Dünmoor hat die Malerin Agnes Kolmann gemalt.",
        ),
        (
            "Welchen Anteil der Ernte führt Merrau aus?",
            "Rund 45 Prozent.",
            "Merrau führt fünfundvierzig Prozent der Ernte aus.",
        ),
    ),
    "french": (
        (
            "Combien de marches compte la tour de Branne ?",
            "De mémoire, 214 marches.",
            "On gravit deux cent quatorze marches dans la tour de Branne.",
        ),
        (
            "Quand l'écluse d'Ellers a-t-elle été ouverte ?",
            "Je crois que c'était le 3 mai 1894.",
            "L'écluse d'Ellers fut ouverte le 03/05/1894.",
        ),
        (
            "Combien d'habitants la vallée du Tarnel a-t-elle ?",
            "Environ 12 500 habitants.",
            "La vallée du Tarnel a 12500 habitants.",
        ),
        (
            "Que mangent les gardiens de Skarholm en hiver ?",
            "Il me semble : des harengs fumés et de l'orge.",
            "En hiver, l'orge et le hareng fumé sont ce que mangent les gardiens de Skarholm.",
        ),
        (
            "Qui a peint l'autel de l'église de Dunes ?",
            "Si je me souviens bien, Agnès Colmart.",
            "L'autel de l'église de Dunes fut peint par Colmart, Agnès de son prénom.",
        ),
        (
            "Quelle part de la récolte de Merrou est exportée ?",
            "À peu près 45 pour cent.",
            "Quarante-cinq pour cent de la récolte de Merrou est exportée.",
        ),
    ),
    "spanish": (
        (
            "¿Cuántos escalones tiene la torre de Branes?",
            "De memoria, 214 escalones.",
            "La torre de Branes tiene doscientos catorce escalones.",
        ),
        (
            "¿Cuándo se abrió la esclusa de Ellera?",
            "Creo que el 3 de mayo de 1894.",
            "La esclusa de Ellera se abrió el 03/05/1894.",
        ),
        (
            "¿Cuántos habitantes tiene el valle de Tarno?",
            "Unos 12.500 habitantes.",
            "El valle de Tarno tiene 12 500 habitantes.",
        ),
        (
            "¿Qué comen los fareros de Escarolma en invierno?",
            "Si no recuerdo mal, arenques ahumados y cebada.",
            "En invierno los fareros de Escarolma comen cebada y arenque ahumado.",
        ),
        (
            "¿Quién pintó el altar de la iglesia de Dunas?",
            "Según recuerdo, Inés Colmenar.",
            "El altar de la iglesia de Dunas lo pintó la maestra Inés Colmenar.",
        ),
        (
            "¿Qué parte de la cosecha de Merro se exporta?",
            "Cerca del 45 por ciento.",
            "Se exporta el cuarenta y cinco por ciento de la cosecha de Merro.",
        ),
    ),
    "russian": (
        (
            "Сколько ступеней в башне Браново?",
            "По памяти, 214 ступеней.",
            "В башне Браново двести четырнадцать ступеней.",
        ),
        ("Когда открыли шлюз Эллерино?", "Кажется, 3 мая 1894 года.", "Шлюз Эллерино открыли 03.05.1894."),
        ("Сколько жителей в долине Тарна?", "Около 12 500 жителей.", "В долине Тарна насчитали 12500 жителей."),
        (
            "Что едят зимой смотрители Скархольма?",
            "Насколько помню, копчёную сельдь и ячмень.",
            "Зимой смотрители Скархольма питаются ячменём и копчёной сельдью, которую едят по вечерам.",
        ),
        (
            "Кто расписал алтарь церкви в Дюнах?",
            "Если не ошибаюсь, Агния Колмакова.",
            "Алтарь церкви в Дюнах расписан Агнией Колмаковой.",
        ),
        (
            "Какую долю урожая вывозит Меррово?",
            "Примерно 45 процентов.",
            "Меррово вывозит сорок пять процентов урожая.",
        ),
    ),
    "arabic": (
        ("كم درجة في برج برانوم؟", "من الذاكرة، 214 درجة.", "في برج برانوم ٢١٤ درجة."),
        ("متى افتُتح هويس إليرا؟", "أظن في 3 مايو 1894.", "افتُتح هويس إليرا في ٣ مايو ١٨٩٤."),
        ("كم عدد سكان وادي تارنا؟", "نحو 12500 نسمة.", "يبلغ عدد سكان وادي تارنا ١٢٬٥٠٠ نسمة."),
        (
            "ماذا يأكل حراس سكارهولم في الشتاء؟",
            "بحسب ذاكرتي، الرنجة المدخنة والشعير.",
            "في الشتاء يأكل حراس سكارهولم شعيرًا ورنجة مدخنة.",
        ),
        ("من رسم مذبح كنيسة دونمور؟", "أظنها أنيسة كلماني.", "مذبح كنيسة دونمور رسمته الفنانة أنيسة الكلماني."),
        ("ما حصة المحصول التي تصدرها مروة؟", "حوالي 45 في المئة.", "تصدر مروة خمسة وأربعين في المئة من المحصول."),
    ),
    "chinese": (
        ("白兰塔有多少级台阶？", "凭记忆，有214级。", "白兰塔共有二百一十四级台阶。"),
        ("艾乐船闸是什么时候启用的？", "印象中是1894年5月3日。", "艾乐船闸于一八九四年五月三日启用。"),
        ("塔恩谷有多少居民？", "大约12500人。", "塔恩谷的居民有一万二千五百人。"),
        (
            "斯卡岛的守塔人冬天吃什么？",
            "据我所知，吃熏鲱鱼和大麦。",
            "冬天，斯卡岛的守塔人以大麦和熏鲱鱼为食，天天这样吃。",
        ),
        ("敦莫教堂的祭坛是谁画的？", "我记得是柯曼宁。", "敦莫教堂的祭坛出自柯曼宁之手，是她画的。"),
        ("梅罗的收成有多少用于出口？", "约百分之四十五。", "梅罗的收成有45%用于出口。"),
    ),
    "japanese": (
        ("白蘭塔の階段は何段ありますか。", "記憶では214段です。", "白蘭塔の階段は二百十四段ある。"),
        ("江連の水門はいつ開通しましたか。", "確か1894年5月3日です。", "江連の水門は一八九四年五月三日に開通した。"),
        ("垂野谷の人口は何人ですか。", "およそ12500人だと思います。", "垂野谷の人口は一万二千五百人である。"),
        (
            "砂賀島の灯台守は冬に何を食べますか。",
            "記憶では、燻製ニシンと大麦です。",
            "冬になると、砂賀島の灯台守は大麦と燻製ニシンを食べる。",
        ),
        (
            "段森教会の祭壇画は誰が描きましたか。",
            "確か小室綾子です。",
            "段森教会の祭壇画を描いたのは画家の小室綾子だった。",
        ),
        ("目呂の収穫の何割が輸出されますか。", "四割五分ほどです。", "目呂の収穫のうち四割五分が輸出される。"),
    ),
    "korean": (
        ("백란탑에는 계단이 몇 개 있나요?", "제 기억으로는 214개입니다.", "백란탑에는 계단이 이백십사 개 있다."),
        (
            "엘러 갑문은 언제 열렸나요?",
            "1894년 5월 3일로 기억합니다.",
            "엘러 갑문은 천팔백구십사년 오월 삼일에 열렸다.",
        ),
        ("타른 골짜기에는 몇 명이 사나요?", "만 이천오백 명쯤입니다.", "타른 골짜기에는 12,500명이 산다."),
        (
            "스카섬 등대지기는 겨울에 무엇을 먹나요?",
            "훈제 청어와 보리로 기억합니다.",
            "겨울이면 스카섬 등대지기는 보리와 훈제한 청어를 먹는다.",
        ),
        (
            "단모 교회의 제단화는 누가 그렸나요?",
            "제가 알기로는 구만희입니다.",
            "단모 교회의 제단화는 화가 구만희가 그렸다.",
        ),
        ("메로의 수확 가운데 얼마가 수출되나요?", "약 45퍼센트입니다.", "메로의 수확 가운데 사십오 퍼센트가 수출된다."),
    ),
    "hindi": (
        ("ब्रानपुर मीनार में कितनी सीढ़ियाँ हैं?", "याद के अनुसार 214 सीढ़ियाँ।", "ब्रानपुर मीनार में २१४ सीढ़ियाँ हैं।"),
        ("एलेर बाँध का फाटक कब खुला?", "मुझे याद है, 3 मई 1894 को।", "एलेर बाँध का फाटक ३ मई १८९४ को खुला।"),
        ("तारन घाटी में कितने लोग रहते हैं?", "लगभग 12,500 लोग।", "तारन घाटी में साढ़े बारह हज़ार यानी १२५०० लोग रहते हैं।"),
        (
            "स्कारपुर के पहरेदार सर्दियों में क्या खाते हैं?",
            "मेरी याद में भुनी मछली और जौ।",
            "सर्दियों में स्कारपुर के पहरेदार जौ और भुनी हुई मछली खाते हैं।",
        ),
        (
            "दूनपुर मंदिर का चित्र किसने बनाया?",
            "शायद अनसूया कोलमकर ने।",
            "दूनपुर मंदिर का चित्र चित्रकार अनसूया कोलमकर का बनाया हुआ है।",
        ),
        ("मेरो की फसल का कितना भाग बाहर जाता है?", "करीब 45 प्रतिशत।", "मेरो की फसल का पैंतालीस प्रतिशत भाग बाहर जाता है।"),
    ),
}
