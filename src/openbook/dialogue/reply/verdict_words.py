"""The words in which a judge gives its verdict, in many languages. Lower case, separated by commas."""

FIT = """
    suitable, suited, appropriate, geeignet, eignet, approprié, adapté, convient, conviene, adecuad, apto, apta, adatt,
    idone, adequad, geschikt, odpowiedni, nadaje się, подход, пригод, придатн, lämplig, egnet, uygun, vhodn, alkalmas,
    potrivit, sopiva, κατάλληλ, उपयुक्त, योग्य, উপযুক্ত, phù hợp, thích hợp, cocok, sesuai, layak, מתאים, مناسب, ملائم,
    صالح, يصلح
"""
"""What suits; an ending may follow, and one of `PREFIXES` stand before it."""
FIT_INSIDE = "合适, 合適, 适, 適, ふさわし, 적합, 적절, เหมาะ"
"""The same in scripts that put no blanks between words."""
PREFIXES = "un, in, on, nie, не, o, u, ne, α, अ, نا"
"""What turns such a word into its opposite."""
UNFIT = "unfit, impróprio, inappropr, अनुपयुक्त, অনুপযুক্ত, alkalmatlan, sopimaton, 부적합, 부적절"
"""Opposites that are formed in another way."""
NOT = """
    not, never, nothing, no, nor, neither, hardly, scarcely, cannot, without, lacks, lack, fails, far from,
    anything but, nicht, kaum, kein, keine, keinen, keineswegs, ne, pas, non, não, niet, geen, nie, не, inte, ikke,
    nem, nu, není, ei, không, tidak, bukan, לא, غير, ليس, ليست, لا, δεν
"""
NOT_INSIDE = "不, 没, 沒, ไม่"
NOT_BEHIND = "nicht, niet, pas, inte, ikke, değil, नहीं, নয়"
NOT_BEHIND_INSIDE = "ない, ません, おらず, 않, 아니, 아닙"
"""What negates a word that stands before it."""
YES = """
    yes, true, accept, accepted, keep, pass, ja, oui, sí, sì, sim, tak, да, так, 是, はい, 예, 네, نعم, evet, हाँ
"""
NO = """
    no, false, reject, rejected, discard, fail, nein, non, não, nee, nie, нет, ні, 否, いいえ, 아니요, 아니오,
    لا, hayır, नहीं
"""
LABELS = """
    verdi, judg, jugement, decis, décision, decisión, conclu, assess, answer, classif, result, rating, evalua,
    évalua, avalia, suitab, urteil, bewertung, fazit, ergebnis, antwort, entscheidung, eignung, avis, réponse, veredi,
    respuesta, giudizio, valutazione, risposta, resposta, oordeel, beslissing, antwoord, werdykt, ocena, decyzj,
    wniosek, odpowiedź, вердикт, вывод, решение, рішення, висновок, оценка, оцінка, заключение, ответ, 结论, 結論, 判断,
    判定, 判決, 评判, 评估, 評価, 결론, 판정, 판단, 평가, الحكم, النتيجة, القرار, karar, omdöme, निर्णय, निष्कर्ष, फ़ैसला,
    उत्तर, সিদ্ধান্ত, ผล, คำตัดสิน, kết luận, đánh giá, kesimpulan, keputusan, putusan, מסקנה, החלטה, απόφαση, συμπέρασμα,
    závěr, rozhodnut, ítélet, döntés, päätös, arvio
"""
"""What stands in the few words before a verdict."""
TURNS = "but, however, yet, so, therefore, hence, thus, because, since, aber, jedoch, mais, pero, ma, maar, ale, но"
"""What opens a clause that may say something else than the one before it."""
CONCEDES = """
    although, though, even if, even though, despite, while, whereas, except, apart from, obwohl, auch wenn, bien que,
    aunque, sebbene, embora, hoewel, хотя
"""
"""What opens one that says nothing."""
SUPPOSES = "if, whether, unless, must be, need to be, needs to be, order to be, ob, wenn, falls, si, s'il, se, если"
"""What makes a sentence say nothing."""
