"""What the headings of a conversation, and of the fields of its turns, are called, by language.

Lower case, separated by commas.
"""

USER = """
    user, human, nutzer, benutzer, usuario, utente, usuário, gebruiker, użytkownik, пользователь, користувач, 用户,
    用戶, ユーザー, 사용자, المستخدم, کاربر, משתמש, kullanıcı, användare, utilisateur,
    उपयोगकर्ता, người dùng, pengguna, ผู้ใช้
"""
"""What the person who asks is called."""
QUESTION = """
    question, q, query, follow-up, instruction, user, human, frage, nutzer, pregunta, usuario, domanda, utente,
    pergunta, questão, usuário, vraag, gebruiker, pytanie, użytkownik, вопрос, пользователь, питання,
    запитання, 问题, 問題, 问, 問, 提问, 提問, 用户, 質問, ユーザー, 질문, 사용자, سؤال, السؤال,
    المستخدم, پرسش, سوال, שאלה, soru, fråga, spørgsmål, spørsmål, kysymys, otázka, kérdés, întrebare,
    ερώτηση, प्रश्न, câu hỏi, pertanyaan, คำถาม, utilisateur
"""
ANSWER = """
    answer, a, response, reply, assistant, ai, antwort, assistent, respuesta, asistente, réponse,
    reponse, risposta, assistente, resposta, antwoord, odpowiedź, asystent, ответ, ассистент,
    відповідь, 答案, 回答, 答, 答复, 助手, 回答文, 答え, アシスタント, 답변, 답, 대답, إجابة, الإجابة,
    اجابة, الاجابة, جواب, الجواب, المساعد, پاسخ, תשובה, cevap, yanıt, svar, vastaus, odpověď, odpoveď,
    válasz, răspuns, απάντηση, उत्तर, câu trả lời, trả lời, jawaban, คำตอบ
"""
THOUGHTS = """
    thought process, thoughts, thought, thinking, thinking process, reasoning, reasoning process,
    chain of thought, chain-of-thought, analysis, gedankengang, überlegung, überlegungen, denkprozess,
    gedanken, processus de réflexion, processus de pensée, raisonnement, réflexion, réflexions,
    cheminement de pensée, démarche, proceso de pensamiento, razonamiento, pensamientos, reflexión,
    proceso de razonamiento, processo di pensiero, ragionamento, riflessione, processo de pensamento,
    processo de raciocínio, raciocínio, pensamentos, pensamento, denkproces, gedachtegang,
    gedachteproces, redenering, overwegingen, gedachten, proces myślowy, tok myślenia, rozumowanie,
    tok rozumowania, analiza, ход мысли, ход мыслей, ход рассуждений, рассуждение, рассуждения,
    размышления, размышление, мыслительный процесс, процесс мышления, хід думок, міркування, 思考过程,
    思維過程, 思维过程, 思路, 思考過程, 思考, 推理过程, 推理過程, 推理, 分析, 分析过程, 思考プロセス,
    推論, 考え方, 思考の過程, 思考の流れ, 사고 과정, 사고과정, 생각 과정, 생각의 과정, 추론 과정, 추론,
    생각, عملية التفكير, التفكير, مسار التفكير, سير التفكير, الاستدلال, التحليل,
    عملية التفكير والتحليل, روند فکر, תהליך חשיבה, düşünce süreci, tankegång, tankegang, tankeprosess,
    ajatuskulku, myšlenkový postup, gondolatmenet, raționament, proces de gândire, σκεπτικό,
    विचार प्रक्रिया, quá trình suy nghĩ, proses berpikir, กระบวนการคิด
"""
EVIDENCE = """
    evidence, quote, quotes, quotation, quotations, citation, supporting quote, exact quote, source quote, beleg,
    belege, zitat, nachweis, preuve, citation exacte, extrait, cita, cita textual, evidencia, prueba, citazione, prova,
    citação, evidência, citaat, bewijs, cytat, dowód, цитата, доказательство, підтвердження, 引用, 引文, 证据, 證據,
    原文, 根拠, 引用文, 인용, 인용문, 근거, اقتباس, دليل, نقل قول, ציטוט, alıntı, kanıt, citat, bevis, citace, důkaz,
    idézet, उद्धरण,
    trích dẫn, bằng chứng, kutipan, bukti
"""
"""What is quoted for an answer."""
