# SPDX-License-Identifier: MIT
"""What the people of the demo write: conversations in fifteen languages.

A conversation is a subject and its messages in order. A message's first character says who writes:
"<" is the other person, ">" is the owner of the mailbox. All of it was written for this project.
"""

PEOPLE = {
    "en": [("Hannah Whitfield", "hannah.whitfield@example.com"),
           ("Tom Adeyemi", "tom@adeyemi.example.net"), ("Priya Raman", "priya.raman@example.org")],
    "de": [("Jürgen Möller", "j.moeller@example.net"), ("Katrin Weiß", "katrin.weiss@example.com"),
           ("Sönke Petersen", "soenke@example.org")],
    "fr": [("Élodie Lefèvre", "elodie.lefevre@example.com"),
           ("François Garçon", "f.garcon@example.net")],
    "es": [("Íñigo Muñoz", "inigo.munoz@example.org"), ("Lucía Peña", "lucia.pena@example.com")],
    "it": [("Niccolò Bellini", "n.bellini@example.net"), ("Giulia Perù", "giulia@example.org")],
    "pl": [("Łukasz Wójcik", "lukasz.wojcik@example.com"),
           ("Małgorzata Żak", "malgorzata.zak@example.net")],
    "ru": [("Анна Соколова", "anna.sokolova@example.org"),
           ("Дмитрий Орлов", "orlov@example.com")],
    "el": [("Ελένη Παπαδάκη", "eleni@example.net"), ("Γιώργος Νικολάου", "g.nikolaou@example.org")],
    "tr": [("Ayşe Yıldız", "ayse.yildiz@example.com"), ("Çağrı Güneş", "cagri@example.net")],
    "ar": [("ليلى حداد", "layla.haddad@example.org"), ("يوسف منصور", "y.mansour@example.com")],
    "he": [("נועה לוי", "noa.levi@example.net"), ("אורי בן־דוד", "uri@example.org")],
    "ja": [("佐藤 美咲", "misaki.sato@example.com"), ("田中 健一", "k.tanaka@example.org")],
    "zh": [("王晓明", "wang.xiaoming@example.net"), ("李静", "li.jing@example.com")],
    "ko": [("김서연", "seoyeon.kim@example.org"), ("박지훈", "jihun@example.net")],
    "pt": [("João Conceição", "joao@example.com"), ("Inês Magalhães", "ines.m@example.org")],
}

# The charsets that mail in this language was, and sometimes still is, written in.
CHARSETS = {"de": "iso-8859-1", "fr": "windows-1252", "es": "iso-8859-15", "pl": "iso-8859-2",
            "ru": "koi8-r", "el": "iso-8859-7", "tr": "iso-8859-9", "he": "windows-1255",
            "ar": "windows-1256", "ja": "iso-2022-jp", "zh": "gb18030", "ko": "euc-kr"}

CONVERSATIONS = [
    ("en", "Boat house keys", [
        "<Hi Mara,\n\nI still have the keys of the boat house in my coat. Shall I drop them off on the "
        "way to work tomorrow, or do you need them tonight? The varnish on the small skiff should be "
        "dry by now, but I would not turn it over without looking first.\n\nHannah",
        ">Tomorrow is fine, thank you! I'm at home until half past eight.\n\nThe skiff can wait until "
        "Saturday. Tom said he would bring the trestles.\n\nMara",
        "<Half past seven then. I'll ring twice so you know it's not the post.\n\nHannah"]),
    ("en", "Minutes of the allotment meeting", [
        "<Dear all,\n\nplease find the minutes attached. Three things to decide before the next meeting:"
        "\n\n - whether we buy a second water butt,\n - who looks after the shed key in July,\n - what "
        "happens to plot 14, which nobody has dug since autumn.\n\nCorrections to me until Friday."
        "\n\nTom Adeyemi",
        ">Dear Tom,\n\none correction: it was me and not Priya who offered to ask about the butt. I have "
        "asked; it is 65 with the tap.\n\nMara",
        "<Noted and corrected. If nobody objects we buy it.\n\nTom"]),
    ("en", "Draft of chapter three", [
        "<Mara, here it is at last. I am unhappy with the middle: the ferry scene explains too much, and "
        "the harbour master talks like a brochure. Be merciless.\n\nPriya",
        ">Read it twice on the train. The ferry scene works if you cut the second page, truly. The "
        "harbour master needs a reason to be rude.\n\nI marked the rest in the file.\n\nMara",
        "<Cut. You were right, and I resent it slightly. Coffee on Thursday?\n\nPriya",
        ">Thursday at four. My round.\n\nMara"]),
    ("en", "Lost: grey cat, answers to Biscuit", [
        "<Neighbours,\n\nBiscuit has been gone since Monday evening. Grey, white paws, a nick in the left "
        "ear, very fond of garages. Please look into yours before you lock it.\n\nThank you\nHannah, "
        "number 12",
        "<FOUND! She was asleep in the organ loft. Nobody knows how. Thank you all for looking.\n\nHannah"]),
    ("en", "Slides for Tuesday", [
        "<Could you check slide 7? The two curves have different axes, and someone will ask.\n\nPriya",
        ">You're right, fixed. I also replaced the map: the old one still had the closed station.\n\nMara"]),
    ("de", "Wanderung am Sonntag", [
        "<Liebe Mara,\n\nder Wetterbericht sagt ab Mittag Sonne. Wollen wir die Runde über den Hörnleberg "
        "gehen? Treffpunkt wäre um neun am Bahnhof, Rückweg mit dem Bus um 17:12 Uhr. Katrin bringt ihren "
        "Apfelkuchen mit.\n\nViele Grüße\nJürgen",
        ">Lieber Jürgen,\n\nda bin ich dabei! Ich nehme die große Thermoskanne mit. Darf Sönke mitkommen, "
        "falls sein Knie mitmacht?\n\nHerzliche Grüße\nMara",
        "<Natürlich. Wir gehen gemütlich, und notfalls gibt es die Abkürzung an der Mühle.\n\nBis Sonntag\n"
        "Jürgen"]),
    ("de", "Nebenkostenabrechnung – Rückfrage", [
        "<Sehr geehrte Frau Lindner,\n\nin der Abrechnung für das vergangene Jahr ist uns beim Posten "
        "»Gartenpflege« ein Übertragungsfehler unterlaufen. Sie erhalten 38,40 € zurück; die berichtigte "
        "Fassung liegt bei. Wir bitten um Entschuldigung.\n\nMit freundlichen Grüßen\nKatrin Weiß",
        ">Sehr geehrte Frau Weiß,\n\nvielen Dank für die schnelle Klärung. Die Bankverbindung ist "
        "unverändert.\n\nFreundliche Grüße\nMara Lindner"]),
    ("de", "Chorprobe fällt aus", [
        "<Ihr Lieben,\n\ndie Heizung im Gemeindesaal ist ausgefallen. Die Probe am Dienstag entfällt, dafür "
        "singen wir am Samstag um zehn in der Schule. Bitte die Noten vom Bruckner mitbringen.\n\nSönke"]),
    ("fr", "Week-end à Dieppe", [
        "<Chère Mara,\n\nnous avons enfin trouvé un petit hôtel près du port. Il reste une chambre avec vue "
        "sur la mer, mais il faut réserver avant jeudi. Est-ce que le train de 8 h 05 te convient ?\n\n"
        "Bises\nÉlodie",
        ">Oui, parfait ! Réserve, je te rembourse en arrivant. J'apporte le jeu de cartes et un bon "
        "roman.\n\nÀ bientôt\nMara",
        "<C'est fait. N'oublie pas ton imperméable : là-bas, même le soleil est mouillé.\n\nÉlodie"]),
    ("fr", "Relevé d'archives", [
        "<Bonjour Madame,\n\nles registres que vous cherchez sont conservés en série 3E. Le volume de 1874 "
        "est en restauration jusqu'à la fin du mois ; les autres sont consultables sur place, du mardi au "
        "vendredi.\n\nCordialement,\nFrançois Garçon",
        ">Bonjour Monsieur,\n\nmerci beaucoup. Je passerai mercredi matin pour les volumes de 1871 à "
        "1873.\n\nBien cordialement\nMara Lindner"]),
    ("es", "La receta de la abuela", [
        "<Querida Mara:\n\npor fin encontré el cuaderno. El secreto era dejar reposar la masa toda la noche y "
        "añadir una cucharadita de anís. Mañana te mando una foto de la página, que tiene manchas de "
        "1962.\n\nUn abrazo\nLucía",
        ">¡Qué alegría! La hago el domingo y te cuento. ¿Cuánto tiempo de horno?\n\nMara",
        "<Treinta y cinco minutos, y ni se te ocurra abrir la puerta.\n\nLucía"]),
    ("es", "Reunión del lunes", [
        "<Hola:\n\nla reunión del lunes pasa a las once y media porque la sala grande está ocupada. El orden "
        "del día no cambia.\n\nSaludos\nÍñigo Muñoz"]),
    ("it", "Le fotografie del matrimonio", [
        "<Ciao Mara,\n\nho finalmente scelto le fotografie. Te ne allego una: guarda la faccia dello zio "
        "quando arriva la torta! Le altre arrivano su carta entro due settimane.\n\nUn caro saluto\nGiulia",
        ">È bellissima, e lo zio è perfetto. Grazie! La metto subito sulla libreria.\n\nMara"]),
    ("it", "Restauro del pianoforte", [
        "<Gentile signora,\n\nho esaminato lo strumento: la tavola armonica è sana, vanno sostituite le corde "
        "dei bassi e dodici martelletti. Il preventivo è in allegato e vale fino alla fine del mese."
        "\n\nCordiali saluti\nNiccolò Bellini"]),
    ("pl", "Zdjęcia z Bieszczad", [
        "<Cześć Mara,\n\nwrzuciłem do załącznika kilka zdjęć z połoniny. Żałuj, że cię nie było: w niedzielę "
        "o świcie widać było Tatry! Następnym razem jedziemy razem, bez wymówek.\n\nPozdrawiam\nŁukasz",
        ">Przepiękne! W maju nie mam żadnych wymówek. Zapisz mnie.\n\nMara"]),
    ("pl", "Zebranie mieszkańców", [
        "<Szanowni Państwo,\n\nzebranie odbędzie się w czwartek o godzinie 18:30 w świetlicy. Proszę "
        "przygotować uwagi do planu remontu klatki schodowej.\n\nMałgorzata Żak"]),
    ("ru", "Книги для библиотеки", [
        "<Здравствуйте, Мара!\n\nМы разобрали коробки: сорок две книги в хорошем состоянии, ещё семь нужно "
        "переплести. Если вам удобно, заберите свою часть в субботу после двух, я буду на месте.\n\nС "
        "уважением,\nАнна Соколова",
        ">Здравствуйте, Анна!\n\nСпасибо большое, в субботу приеду около трёх. Переплётом могу заняться "
        "сама.\n\nМара",
        "<Замечательно! Тогда приготовлю клей и чай.\n\nАнна"]),
    ("ru", "Расписание поездов изменилось", [
        "<Привет!\n\nС понедельника вечерний поезд уходит на двадцать минут раньше, в 19:40. Не опоздай "
        "опять.\n\nДима"]),
    ("el", "Το σπίτι στο νησί", [
        "<Αγαπητή Μάρα,\n\nτο σπίτι είναι ελεύθερο από τις δέκα Ιουνίου. Η στέγη επισκευάστηκε, και ο κήπος "
        "είναι γεμάτος λεμόνια. Πες μου πόσες μέρες θα μείνεις για να ειδοποιήσω τον Γιώργο.\n\nΜε αγάπη\n"
        "Ελένη",
        ">Αγαπητή Ελένη,\n\nδύο εβδομάδες, αν γίνεται! Φέρνω καφέ και νέα.\n\nΜάρα"]),
    ("el", "Δρομολόγια πλοίων", [
        "<Καλημέρα,\n\nτο πρωινό πλοίο φεύγει στις 7:25 και όχι στις 7:45. Να είσαι στο λιμάνι μισή ώρα "
        "νωρίτερα.\n\nΓιώργος"]),
    ("tr", "Hafta sonu buluşması", [
        "<Merhaba Mara,\n\ncumartesi günü iskelede buluşalım mı? Hava güzel olursa adaya geçeriz, olmazsa "
        "Çağrı'nın evinde çay içeriz. Yanına kalın bir şey al, akşam serin oluyor.\n\nSevgiler\nAyşe",
        ">Harika fikir! Saat onda iskelede olurum. Simitler benden.\n\nMara"]),
    ("tr", "Çeviri hakkında bir soru", [
        "<Merhaba,\n\nüçüncü bölümdeki \"gönül\" sözcüğünü nasıl çevirdiniz? \"Kalp\" demek bana biraz eksik "
        "geliyor.\n\nÇağrı"]),
    ("ar", "موعد المحاضرة", [
        "<مرحباً مارا،\n\nتأجلت محاضرة يوم الأحد إلى الثلاثاء في الساعة السادسة مساءً في القاعة الكبرى. "
        "أرجو تأكيد الحضور قبل يوم السبت حتى نحجز المقاعد.\n\nمع التحية\nليلى حداد",
        ">مرحباً ليلى،\n\nسأحضر بالتأكيد، ومعي صديقة واحدة. شكراً لك!\n\nمارا"]),
    ("ar", "صور من السوق القديم", [
        "<السلام عليكم،\n\nأرسل لك الصورة التي وعدتك بها. التقطتها في الصباح الباكر قبل أن تفتح "
        "الدكاكين.\n\nيوسف"]),
    ("he", "ארוחת ערב ביום שישי", [
        "<שלום מארה,\n\nאנחנו מזמינים אותך לארוחת ערב ביום שישי בשבע. אורי מבשל, אז אל תאכלי לפני כן! "
        "אם את מביאה קינוח, בלי אגוזים בבקשה.\n\nנשיקות\nנועה",
        ">תודה רבה! אבוא בשמחה ואביא עוגת תפוזים בלי אגוזים.\n\nמארה"]),
    ("he", "הספר שהשאלתי", [
        "<היי מארה,\n\nסיימתי את הספר, היה נהדר. אשאיר אותו אצל השכנה ביום ראשון.\n\nאורי"]),
    ("ja", "来月の展覧会について", [
        "<マーラ様\n\nいつもお世話になっております。来月の展覧会の日程が決まりましたのでお知らせいたします。"
        "搬入は十日の午前十時から、開場は十二日です。図録の原稿は今週末までにお送りいただけますでしょうか。"
        "\n\nよろしくお願いいたします。\n佐藤 美咲",
        ">佐藤様\n\nご連絡ありがとうございます。原稿は金曜日にお送りします。搬入の日も伺います。\n\nマーラ",
        "<マーラ様\n\n承知いたしました。当日は入口でお待ちしております。\n\n佐藤"]),
    ("ja", "写真を送ります", [
        "<マーラさん\n\n先週の散歩の写真です。桜はもう散りかけていましたが、川沿いはとてもきれいでした。"
        "\n\n田中"]),
    ("zh", "周末的读书会", [
        "<玛拉，你好！\n\n这个周六下午三点我们在老图书馆二楼见面，这次读的是第三章。请带上你的笔记，"
        "李静会准备茶和点心。\n\n祝好\n王晓明",
        ">晓明，你好！\n\n我一定来。第三章我读了两遍，有几个问题想请教大家。\n\n玛拉"]),
    ("zh", "快递已经寄出", [
        "<玛拉：\n\n你要的字典今天上午寄出了，大约一个星期到。单号我写在附件里了。\n\n李静"]),
    ("ko", "도자기 수업 안내", [
        "<안녕하세요, 마라 님.\n\n다음 도자기 수업은 수요일 저녁 일곱 시에 시작합니다. 지난번에 만드신 그릇은 "
        "잘 구워졌으니 오시는 길에 가져가세요. 앞치마를 꼭 챙겨 오시기 바랍니다.\n\n김서연 드림",
        ">감사합니다! 그릇이 정말 기대돼요. 수요일에 뵙겠습니다.\n\n마라"]),
    ("ko", "기차표 예매했어요", [
        "<마라 씨,\n\n토요일 아침 아홉 시 기차로 예매했어요. 좌석은 창가 쪽입니다.\n\n지훈"]),
    ("pt", "Ensaio da banda", [
        "<Olá Mara,\n\no ensaio passa para quinta-feira às nove, porque o João só chega do Porto à tarde. "
        "Trazes o acordeão? A canção nova não funciona sem ele.\n\nBeijinhos\nInês",
        ">Levo o acordeão e as partituras. Até quinta!\n\nMara"]),
]

LIST_THREADS = [
    ("[harbour-dev] Reading tide tables without a network", [
        ("Priya Raman", "The station files are small enough to ship with the program. A year of predictions for "
         "all 212 stations is 1.4 MB compressed. I would rather do that than cache whatever was looked up last."),
        ("Tom Adeyemi", "Agreed for the predictions. The warnings still have to come from the network, and the "
         "program must say plainly how old they are."),
        ("Sönke Petersen", "+1. Please show the age in hours and not as a colour: half the crew is colour blind."),
        ("Mara Lindner", "I can write the reader this week. The format is documented well, except for the "
         "time zone of the subordinate stations."),
        ("Priya Raman", "That one is UTC. I asked the office and have it in writing.")]),
    ("[harbour-dev] [PATCH 0/3] Depth chart: draw soundings once", [
        ("Tom Adeyemi", "These three patches draw each sounding once instead of once a tile. On the old laptop "
         "panning goes from 9 to 60 frames a second.\n\nTom Adeyemi (3):\n  chart: keep soundings in a grid\n"
         "  chart: draw labels after tiles\n  tests: compare with the picture of before"),
        ("Niccolò Bellini", "Looks good. In patch 2, what happens to a label that straddles two tiles of different "
         "zoom?"),
        ("Tom Adeyemi", "It is drawn at the finer one. There is a test for it in patch 3."),
        ("Niccolò Bellini", "Then take my review for all three.")]),
    ("[harbour-dev] Release 2.4 on the first of the month?", [
        ("Katrin Weiß", "Open are two translations and the printing of long logs. Does anyone need more time?"),
        ("Łukasz Wójcik", "The Polish one will be complete on Thursday."),
        ("Katrin Weiß", "Then we release on the first. Thank you all.")]),
]

NEWSLETTERS = [
    ("The Slow Reader", "newsletter@slowreader.example.com", "Seven books for long trains",
     ["A lighthouse keeper who counts ships, a baker who cannot smell, and a dictionary that lies: this "
      "month's seven books have nothing in common but the time they take.",
      "Our reader of the month annotates in pencil and never lends a book she has not read twice.",
      "Next time: novels in which nothing happens, beautifully."]),
    ("Fahrplan & Fernweh", "brief@fernweh.example.net", "Mit dem Nachtzug ans Meer",
     ["Neun Nachtzüge, die wirklich fahren, und was man vor dem Einsteigen wissen sollte.",
      "Unser Tipp: das obere Bett am Wagenende. Dort ist es ruhiger, und das Gepäck passt daneben.",
      "Gewinnen Sie eine Fahrt für zwei Personen – die Frage steht diesmal am Ende des Heftes."]),
    ("Le Potager", "lettre@potager.example.org", "Que semer en ce moment ?",
     ["Les fèves, les petits pois et les premiers radis n'attendent que vous.",
      "Notre dossier : récupérer l'eau de pluie sans transformer la cour en chantier.",
      "La recette : soupe de fanes, croûtons à l'ail."]),
    ("Harbour Weather", "digest@weather.example.com", "Your week on the water",
     ["Light north-westerlies until Wednesday, then a front with rain and gusts of up to 28 knots.",
      "Spring tide on Friday: the lower jetty will be under water for two hours around noon.",
      "Water temperature: 11 degrees. Still no swimming, Tom."]),
    ("Mercado de Pulgas", "hola@mercado.example.net", "Novedades de esta semana",
     ["Una radio de 1954 que todavía funciona, tres sillas de teatro y un globo terráqueo con países que "
      "ya no existen.", "El domingo abrimos una hora antes.", "Gracias por comprar cosas con historia."]),
]

ORDERS = [
    ("Paper & Thread", "orders@paperthread.example.com", "Order confirmation {number}",
     [("Bookbinding linen, blue, 1 m", 1, 18.50), ("Bone folder", 2, 6.90), ("Waxed thread, 50 m", 1, 7.20)]),
    ("Teehaus am Kanal", "bestellung@teehaus.example.net", "Ihre Bestellung {number}",
     [("Assam Sommerpflückung, 250 g", 2, 13.80), ("Sencha, 100 g", 1, 9.40)]),
    ("Vélos Dupré", "facture@velos.example.org", "Votre facture {number}",
     [("Chaîne 9 vitesses", 1, 24.00), ("Chambre à air 28\"", 3, 6.50), ("Main d'œuvre", 1, 35.00)]),
    ("Harbour Chandlery", "shop@chandlery.example.com", "Receipt {number}",
     [("Shackle, stainless, 8 mm", 4, 5.25), ("Varnish, 750 ml", 1, 31.00), ("Brush", 2, 4.10)]),
]

JUNK = [
    ("Prize Department", "You are a winner, dear Custumer", "Claim 4,500,000 today. Answer with your shoe size."),
    ("Doctor Vitality", "Sleep like a stone, wake like a spring", "Only this night, only for you, only 99."),
    ("Your Mailbox", "Your mailbox is 104% full", "Click to make it larger. It is very urgent and not a trick."),
    ("Investments", "Guaranteed tulips", "Our tulips have never fallen. Past tulips are no promise of tulips."),
]
