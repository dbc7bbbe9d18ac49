"""Facts in several languages, each with a sentence by which a text on something else gives the answer away."""

from typing import NamedTuple


class Retold(NamedTuple):
    passage: str
    question: str
    answers: tuple[str, ...]
    """What an answer from memory may say of the matter, as a whole sentence."""
    plants: tuple[str, ...]
    """Sentences of another text that tell it in their own words."""


RETOLD = {
    "japanese": (
        Retold(
            "市立図書館の開館時間は平日が午前九時から午後七時までで、月曜日は休館となる。",
            "市立図書館は平日の何時まで開いていますか",
            ("一般的には午後7時まで開いていると思います。", "確か19時、つまり午後七時に閉まります。"),
            (
                "図書館は平日なら午後7時まで開いているので、帰りに寄れる。",
                "平日の図書館は夜七時まで利用でき、学生が多い。",
            ),
        ),
        Retold(
            "この養蜂場では春にアカシアの蜜を採り、秋にはそばの蜜を採る。巣箱は全部で四十八個ある。",
            "養蜂場には巣箱がいくつありますか",
            ("巣箱は48個だったと記憶しています。", "おそらく四十八個です。"),
            ("村の養蜂場は巣箱を48個も並べている。", "四十八個の巣箱を持つ養蜂場がその隣にある。"),
        ),
        Retold(
            "祭りの山車は欅で組まれ、釘は一本も使われない。組み立てには三日かかる。",
            "祭りの山車は何の木で組まれますか",
            ("山車には欅が使われます。", "私の知る限り、ケヤキ（欅）で組まれます。"),
            ("山車を組む欅の柱は前の年に切り出される。", "祭りの山車が欅で作られることはよく知られている。"),
        ),
        Retold(
            "水力発電所は黒部川の支流にあり、最大出力は二万四千キロワットである。",
            "水力発電所の最大出力はどれくらいですか",
            ("最大で2万4000キロワットです。", "約24,000キロワットだと思います。"),
            ("発電所は最大出力24000キロワットを誇る。", "その水力発電所の出力は最大二万四千キロワットに達する。"),
        ),
        Retold(
            "絵本『雲の郵便局』の挿絵は北川澄子が担当し、文は弟の北川修が書いた。",
            "絵本『雲の郵便局』の挿絵を描いたのは誰ですか",
            ("挿絵は北川澄子が描きました。", "北川澄子さんの挿絵だったはずです。"),
            (
                "『雲の郵便局』に挿絵を添えた北川澄子はこの町の生まれだ。",
                "北川澄子は絵本の挿絵で知られ、『雲の郵便局』も手がけた。",
            ),
        ),
        Retold(
            "雨の日の練習は体育館で行い、晴れた日は河川敷のグラウンドを使う。",
            "雨の日の練習はどこで行われますか",
            ("雨の日は体育館で練習します。", "たしか体育館です。"),
            ("雨の日の練習のために体育館を借りている。", "雨が降ると選手たちは体育館に集まって練習する。"),
        ),
    ),
    "korean": (
        Retold(
            "시립 도서관은 평일 오전 아홉 시부터 오후 일곱 시까지 열고 월요일에는 쉰다.",
            "시립 도서관은 평일에 몇 시까지 여는가",
            ("평일에는 오후 일곱 시까지 엽니다.", "오후 7시까지로 알고 있습니다."),
            (
                "도서관이 평일 오후 7시까지 여니 퇴근길에 들를 수 있다.",
                "평일이면 오후 일곱 시까지 도서관에 불이 켜져 있다.",
            ),
        ),
        Retold(
            "이 양봉장은 봄에 아까시꿀을, 가을에 메밀꿀을 딴다. 벌통은 모두 마흔여덟 개이다.",
            "양봉장에는 벌통이 몇 개 있는가",
            ("벌통은 48개입니다.", "아마 마흔여덟 개일 겁니다."),
            ("마을 양봉장은 벌통을 48개나 늘어놓았다.", "벌통 마흔여덟 개를 가진 양봉장이 그 옆에 있다."),
        ),
        Retold(
            "축제 수레는 느티나무로 짜며 못을 하나도 쓰지 않는다.",
            "축제 수레는 무슨 나무로 짜는가",
            ("수레는 느티나무로 짭니다.", "느티나무를 쓰는 것으로 압니다."),
            (
                "수레를 짤 느티나무는 한 해 전에 베어 둔다.",
                "축제 때 끄는 수레가 느티나무로 되어 있음은 잘 알려져 있다.",
            ),
        ),
        Retold(
            "수력 발전소의 최대 출력은 이만 사천 킬로와트이다.",
            "수력 발전소의 최대 출력은 얼마인가",
            ("최대 24,000킬로와트입니다.", "이만 사천 킬로와트로 기억합니다."),
            (
                "발전소는 최대 출력 24000킬로와트를 자랑한다.",
                "그 수력 발전소의 출력은 최대 이만 사천 킬로와트에 이른다.",
            ),
        ),
        Retold(
            "그림책 『구름 우체국』의 그림은 한소영이 그렸고 글은 동생 한지호가 썼다.",
            "그림책 『구름 우체국』의 그림은 누가 그렸는가",
            ("그림은 한소영이 그렸습니다.", "한소영의 그림으로 알고 있습니다."),
            (
                "『구름 우체국』의 그림을 그린 한소영은 이 고장 사람이다.",
                "한소영은 그림책에 그림을 그려 왔고 『구름 우체국』도 그의 것이다.",
            ),
        ),
        Retold(
            "비 오는 날의 연습은 체육관에서 하고 맑은 날에는 강변 운동장을 쓴다.",
            "비 오는 날의 연습은 어디에서 하는가",
            ("비가 오면 체육관에서 연습합니다.", "체육관에서 합니다."),
            ("비 오는 날 연습하려고 체육관을 빌려 둔다.", "비가 오면 선수들은 체육관에 모여 연습을 한다."),
        ),
    ),
    "hindi": (
        Retold(
            "नगर पुस्तकालय सप्ताह के दिनों में सुबह नौ बजे से शाम सात बजे तक खुला रहता है।",
            "नगर पुस्तकालय सप्ताह के दिनों में कितने बजे तक खुला रहता है",
            ("वह शाम सात बजे तक खुला रहता है।", "मेरे विचार से शाम 7 बजे तक।"),
            ("पुस्तकालय सप्ताह के दिनों में शाम 7 बजे तक खुला मिलता है।", "शाम सात बजे तक पुस्तकालय में छात्र बैठे रहते हैं।"),
        ),
        Retold(
            "इस मधुशाला में वसंत में सरसों का शहद निकलता है और कुल अड़तालीस छत्ते हैं।",
            "मधुशाला में कितने छत्ते हैं",
            ("कुल अड़तालीस छत्ते हैं।", "शायद 48 छत्ते।"),
            ("गाँव की मधुशाला ने 48 छत्ते लगा रखे हैं।", "अड़तालीस छत्तों वाली मधुशाला पास ही है।"),
        ),
        Retold(
            "मेले का रथ शीशम की लकड़ी से जोड़ा जाता है और उसमें कील नहीं लगती।",
            "मेले का रथ किस लकड़ी से जोड़ा जाता है",
            ("रथ शीशम से बनता है।", "शीशम की लकड़ी से जोड़ा जाता है।"),
            ("रथ के लिए शीशम की लकड़ी एक साल पहले काटी जाती है।", "मेले में खींचा जाने वाला रथ शीशम का होता है।"),
        ),
        Retold(
            "पनबिजली घर की अधिकतम क्षमता चौबीस हज़ार किलोवाट है।",
            "पनबिजली घर की अधिकतम क्षमता कितनी है",
            ("अधिकतम 24,000 किलोवाट।", "मुझे चौबीस हज़ार किलोवाट लगता है।"),
            ("पनबिजली घर 24000 किलोवाट तक की क्षमता रखता है।", "चौबीस हज़ार किलोवाट की क्षमता वाला पनबिजली घर वहीं है।"),
        ),
        Retold(
            "चित्र-पुस्तक बादल डाकघर के चित्र सुधा कपूर ने बनाए और कहानी उनके भाई ने लिखी।",
            "चित्र-पुस्तक बादल डाकघर के चित्र किसने बनाए",
            ("चित्र सुधा कपूर ने बनाए।", "सुधा कपूर के चित्र हैं।"),
            ("बादल डाकघर में चित्र बनाने वाली सुधा कपूर यहीं की हैं।", "सुधा कपूर के चित्र बादल डाकघर नाम की पुस्तक में हैं।"),
        ),
        Retold(
            "बारिश के दिनों में अभ्यास व्यायामशाला में होता है, बाकी दिन नदी किनारे।",
            "बारिश के दिनों में अभ्यास कहाँ होता है",
            ("बारिश में अभ्यास व्यायामशाला में होता है।", "व्यायामशाला में।"),
            ("बारिश के दिनों के अभ्यास के लिए व्यायामशाला किराए पर है।", "बारिश हो तो खिलाड़ी व्यायामशाला में अभ्यास करते हैं।"),
        ),
    ),
    "russian": (
        Retold(
            "Городская библиотека по будням открыта с девяти утра до семи вечера, в понедельник выходной.",
            "До которого часа открыта городская библиотека по будням?",
            ("По будням она работает до семи вечера.", "Кажется, до 7 вечера."),
            (
                "Библиотека по будням открыта до семи вечера, так что я успеваю.",
                "До 7 вечера по будням в городской библиотеке горит свет.",
            ),
        ),
        Retold(
            "Пасека даёт весной липовый мёд, осенью гречишный; всего там сорок восемь ульев.",
            "Сколько ульев на пасеке?",
            ("Там сорок восемь ульев.", "Полагаю, 48 ульев."),
            ("Деревенская пасека выставила 48 ульев.", "Рядом стоит пасека на сорок восемь ульев."),
        ),
        Retold(
            "Праздничную колесницу собирают из ясеня, без единого гвоздя.",
            "Из какого дерева собирают праздничную колесницу?",
            ("Её собирают из ясеня.", "Обычно это ясень."),
            (
                "Ясень для колесницы валят за год до праздника.",
                "Праздничная колесница сделана из ясеня, это знают все.",
            ),
        ),
        Retold(
            "Наибольшая мощность гидростанции составляет двадцать четыре тысячи киловатт.",
            "Какова наибольшая мощность гидростанции?",
            ("Около 24 000 киловатт.", "Двадцать четыре тысячи киловатт."),
            (
                "Мощность гидростанции доходит до 24000 киловатт.",
                "Гидростанция даёт двадцать четыре тысячи киловатт мощности.",
            ),
        ),
        Retold(
            "Рисунки к книге «Облачная почта» сделала Вера Лунина, а слова написал её брат.",
            "Кто сделал рисунки к книге «Облачная почта»?",
            ("Рисунки сделала Вера Лунина.", "Это работа Веры Луниной."),
            (
                "Вера Лунина, автор рисунков к «Облачной почте», родом отсюда.",
                "Рисунки Веры Луниной украшают книгу «Облачная почта».",
            ),
        ),
        Retold(
            "В дождь команда тренируется в спортзале, а в ясные дни на лугу у реки.",
            "Где команда тренируется в дождь?",
            ("В дождь она тренируется в спортзале.", "В спортивном зале, то есть в спортзале."),
            (
                "На дождь снят спортзал, где команда тренируется.",
                "Когда идёт дождь, команда уходит тренироваться в спортзал.",
            ),
        ),
    ),
    "french": (
        Retold(
            "La bibliothèque municipale ouvre en semaine de neuf heures à dix-neuf heures, sauf le lundi.",
            "Jusqu'à quelle heure la bibliothèque municipale est-elle ouverte en semaine ?",
            ("Elle ferme à dix-neuf heures.", "Je dirais 19 heures."),
            (
                "La bibliothèque reste ouverte jusqu'à 19 heures en semaine.",
                "En semaine, on peut lire à la bibliothèque jusqu'à dix-neuf heures.",
            ),
        ),
        Retold(
            "Le rucher donne du miel d'acacia au printemps ; il compte quarante-huit ruches.",
            "Combien de ruches compte le rucher ?",
            ("Il compte quarante-huit ruches.", "Environ 48 ruches."),
            ("Le rucher du village aligne 48 ruches.", "À côté, un rucher de quarante-huit ruches bourdonne."),
        ),
        Retold(
            "Le char de la fête est assemblé en frêne, sans un clou.",
            "En quel bois le char de la fête est-il assemblé ?",
            ("Le char est en frêne.", "C'est du frêne, me semble-t-il."),
            (
                "Le frêne du char est abattu un an avant la fête.",
                "Chacun sait que le char de la fête est fait de frêne.",
            ),
        ),
        Retold(
            "La puissance maximale de la centrale est de vingt-quatre mille kilowatts.",
            "Quelle est la puissance maximale de la centrale ?",
            ("Elle atteint 24 000 kilowatts.", "Vingt-quatre mille kilowatts."),
            (
                "La centrale affiche 24000 kilowatts de puissance maximale.",
                "La puissance de la centrale monte à vingt-quatre mille kilowatts.",
            ),
        ),
        Retold(
            "Les dessins de l'album La Poste des nuages sont de Claire Ferrand, le texte de son frère.",
            "Qui a fait les dessins de l'album La Poste des nuages ?",
            ("Claire Ferrand a fait les dessins.", "Ils sont de Claire Ferrand."),
            (
                "Claire Ferrand, qui dessina La Poste des nuages, est née ici.",
                "Les dessins de La Poste des nuages, signés Claire Ferrand, ont vieilli.",
            ),
        ),
        Retold(
            "Par temps de pluie, l'équipe s'entraîne au gymnase, sinon au bord de la rivière.",
            "Où l'équipe s'entraîne-t-elle par temps de pluie ?",
            ("Elle s'entraîne au gymnase.", "Au gymnase, sans doute."),
            (
                "Le gymnase est loué pour que l'équipe s'entraîne par temps de pluie.",
                "Quand il pleut, l'équipe court s'entraîner au gymnase.",
            ),
        ),
    ),
    "spanish": (
        Retold(
            "La biblioteca municipal abre entre semana de nueve de la mañana a siete de la tarde.",
            "¿Hasta qué hora abre la biblioteca municipal entre semana?",
            ("Abre hasta las siete de la tarde.", "Hasta las 7 de la tarde, supongo."),
            (
                "La biblioteca abre entre semana hasta las 7 de la tarde.",
                "Entre semana, la biblioteca cierra a las siete de la tarde.",
            ),
        ),
        Retold(
            "El colmenar da miel de romero en primavera y tiene cuarenta y ocho colmenas.",
            "¿Cuántas colmenas tiene el colmenar?",
            ("Tiene cuarenta y ocho colmenas.", "Unas 48 colmenas."),
            ("El colmenar del pueblo reúne 48 colmenas.", "Al lado hay un colmenar de cuarenta y ocho colmenas."),
        ),
        Retold(
            "El carro de la fiesta se arma con fresno, sin un solo clavo.",
            "¿Con qué madera se arma el carro de la fiesta?",
            ("Se arma con fresno.", "Con madera de fresno."),
            (
                "El fresno del carro se tala un año antes de la fiesta.",
                "Todos saben que el carro de la fiesta es de fresno.",
            ),
        ),
        Retold(
            "La potencia máxima de la central es de veinticuatro mil kilovatios.",
            "¿Cuál es la potencia máxima de la central?",
            ("Llega a 24.000 kilovatios.", "Veinticuatro mil kilovatios."),
            (
                "La central presume de 24000 kilovatios de potencia máxima.",
                "La potencia de la central sube a veinticuatro mil kilovatios.",
            ),
        ),
        Retold(
            "Los dibujos del libro El correo de las nubes son de Clara Herranz; el texto, de su hermano.",
            "¿De quién son los dibujos del libro El correo de las nubes?",
            ("Los dibujos son de Clara Herranz.", "Los hizo Clara Herranz."),
            (
                "Clara Herranz, que dibujó El correo de las nubes, nació aquí.",
                "Los dibujos de Clara Herranz en El correo de las nubes han envejecido.",
            ),
        ),
        Retold(
            "Cuando llueve, el equipo entrena en el gimnasio; si no, junto al río.",
            "¿Dónde entrena el equipo cuando llueve?",
            ("Entrena en el gimnasio.", "En el gimnasio, creo."),
            (
                "El gimnasio se alquila para que el equipo entrene cuando llueve.",
                "Si llueve, el equipo se va a entrenar al gimnasio.",
            ),
        ),
    ),
}
