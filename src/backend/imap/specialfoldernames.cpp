// SPDX-License-Identifier: MIT
#include "backend/imap/specialfoldernames.h"

#include <QHash>

namespace Turnstone {

namespace {

/// The usual name of each language first, what is older or rarer behind; the most widespread before
/// all. Each name stands once: one that means two things in two languages (Portuguese "lixo", once
/// "junk", once "trash") is where more servers have it.
// Lines are broken by hand: clang-format breaks those of joined letters differently each time.
// clang-format off
constexpr struct {
    FolderRole role;
    const char *names; ///< UTF-8, lower case, divided by '|'
} specialNames[] = {
    {FolderRole::Drafts,
     "drafts|draft|draft messages|entwürfe|entwurf|brouillons|brouillon|borradores|"
     "borrador|bozze|bozza|rascunhos|rascunho|concepten|concept|wersje robocze|szkice|"
     "robocze|черновики|чернетки|下書き|草稿|草稿箱|草稿匣|임시 "
     "보관함|임시보관함|koncepty|rozepsané|"
     "rozpracované|piszkozatok|utkast|kladder|luonnokset|ciorne|taslaklar|πρόχειρα|"
     "esborranys|koncept|чернови|nacrti|skice|нацрти|osnutki|juodraščiai|melnraksti|"
     "mustandid|טיוטות|المسودات|مسودات|پیش‌نویس‌ها|پیش نویس ها|thư "
     "nháp|bản "
     "nháp|ฉบับร่าง|"
     "แบบร่าง|draf|konsep|ड्राफ़्ट|drög|borradoreak|zirriborroak|kladde|skissen|чарнавікі|"
     "ноорог|drafftiau|dréachtaí"},
    {FolderRole::Sent,
     "sent|sent items|sent messages|sent mail|sent-mail|gesendet|gesendete elemente|"
     "gesendete objekte|gesendete nachrichten|envoyés|messages envoyés|éléments envoyés|"
     "courrier envoyé|enviados|elementos enviados|mensajes enviados|correo enviado|"
     "posta inviata|inviati|inviata|messaggi inviati|itens enviados|mensagens enviadas|"
     "correio enviado|verzonden|verzonden items|verzonden berichten|wysłane|"
     "elementy "
     "wysłane|отправленные|надіслані|送信済み|送信済みアイテム|送信済みメール|已发送|已发送邮件|"
     "已发送消息|寄件備份|"
     "寄件備份匣|已傳送|보낸 편지함|보낸편지함|보낸 메일함|보낸메일함|odeslané|odeslaná "
     "pošta|odoslané|odoslaná pošta|"
     "elküldött|elküldött elemek|elküldött üzenetek|skickat|skickade|skickade objekt|"
     "sendt|sendte elementer|sendt post|sendte|lähetetyt|lähetetyt viestit|trimise|"
     "mesaje trimise|elemente trimise|gönderilmiş öğeler|gönderilenler|"
     "gönderilmiş postalar|απεσταλμένα|σταλμένα|enviats|elements enviats|изпратени|"
     "изпратена поща|poslano|poslane poruke|poslane stavke|послато|poslato|"
     "poslani elementi|išsiųsti|išsiųsti laiškai|nosūtītie|nosūtītās vēstules|saadetud|"
     "saadetud kirjad|פריטים שנשלחו|נשלחו|דואר שנשלח|العناصر المرسلة|المرسلة|"
     "الرسائل المرسلة|البريد المرسل|ارسال شده|ارسال‌شده|thư đã "
     "gửi|đã "
     "gửi|ส่งแล้ว|"
     "จดหมายที่ส่งแล้ว|รายการที่ส่ง|terkirim|item terkirim|dihantar|भेजे गए|sent póstur|"
     "sendir hlutir|bidaliak|bidalitakoak|адпраўленыя"},
    {FolderRole::Trash,
     "trash|deleted items|deleted messages|deleted|bin|rubbish|wastebasket|papierkorb|"
     "gelöscht|gelöschte elemente|gelöschte objekte|gelöschte nachrichten|corbeille|"
     "éléments supprimés|messages supprimés|papelera|papelera de reciclaje|"
     "elementos eliminados|mensajes eliminados|eliminados|cestino|posta eliminata|"
     "messaggi eliminati|lixeira|lixo|itens excluídos|itens eliminados|prullenbak|"
     "prullenmand|verwijderde items|verwijderd|kosz|elementy usunięte|usunięte|корзина|"
     "удаленные|удалённые|кошик|видалені|ごみ箱|ゴミ箱|削除済みアイテム|已删除|已删除邮件|"
     "已删除消息|废件箱|垃圾桶|刪除的郵件|"
     "刪除的郵件匣|휴지통|지운 편지함|지운편지함|koš|odstraněná pošta|kôš|odstránená "
     "pošta|lomtár|kuka|"
     "törölt elemek|papperskorg|papperskorgen|borttagna objekt|papirkurv|papirkurven|"
     "slettede elementer|slettet post|slettet|roskakori|poistetut|coș de gunoi|"
     "coş de gunoi|elemente șterse|șterse|çöp kutusu|çöp|silinmiş öğeler|silinenler|κάδος|"
     "κάδος απορριμμάτων|διαγραμμένα|paperera|elements suprimits|кошче|изтрити|смеће|"
     "otpad|smeće|koš za smeće|izbrisane stavke|izbrisano|obrisano|izbrisani elementi|"
     "smeti|šiukšlinė|šiukšliadėžė|ištrinti|atkritne|dzēstie|prügikast|prügi|kustutatud|"
     "אשפה|פריטים שנמחקו|المهملات|سلة المهملات|العناصر "
     "المحذوفة|المحذوفة|زباله‌دان|"
     "سطل زباله|حذف شده|thùng rác|đã xóa|ถังขยะ|รายการที่ถูกลบ|sampah|tong sampah|"
     "item terhapus|कचरा|रद्दी|rusl|ruslatunna|zakarrontzia|сметніца"},
    {FolderRole::Junk,
     "junk|spam|junk e-mail|junk email|junk mail|bulk mail|bulk|unerwünscht|"
     "unerwünschte werbung|unerwünschte e-mails|junk-e-mail|spamverdacht|spam-verdacht|"
     "courrier indésirable|indésirables|indésirable|pourriel|pourriels|correo no deseado|"
     "no deseado|correo basura|posta indesiderata|indesiderata|lixo eletrônico|"
     "lixo electrónico|correio não solicitado|ongewenst|ongewenste e-mail|"
     "ongewenste reclame|ongewenste berichten|wiadomości-śmieci|niechciane|"
     "wiadomości śmieci|спам|нежелательная почта|небажана "
     "пошта|迷惑メール|垃圾邮件|垃圾郵件|垃圾郵件匣|스팸|"
     "스팸 메일함|스팸메일함|정크 메일|nevyžádaná pošta|nevyžiadaná "
     "pošta|spamy|levélszemét|skräppost|"
     "skräp|søppelpost|useriøs e-post|uønsket e-mail|uønsket post|uønsket|roskaposti|"
     "roskapostit|mesaje nedorite|nedorite|nesolicitate|gereksiz|gereksiz e-posta|"
     "istenmeyen|istenmeyen posta|ανεπιθύμητα|ανεπιθύμητη αλληλογραφία|correu brossa|"
     "brossa|нежелана поща|непожелана поща|neželjena pošta|нежељена пошта|neželena pošta|"
     "bezvrijedna e-pošta|brukalas|nepageidaujami|nepageidaujami laiškai|mēstules|"
     "surogātpasts|rämpspost|דואר זבל|ספאם|דואר אלקטרוני זבל|البريد غير الهام|"
     "بريد غير مرغوب فيه|البريد العشوائي|البريد غير المرغوب|هرزنامه|thư rác|ขยะ|อีเมลขยะ|"
     "จดหมายขยะ|स्पैम|ruslpóstur|zabor-posta|zaborra|спам-пошта"},
    {FolderRole::Archive,
     "archive|archives|archived|archiv|archivos|archivo|archivio|arquivo|arquivo morto|"
     "arquivos|archief|archiwum|архив|архів|アーカイブ|归档|存档|封存|典藏|보관함|보관|archív|"
     "archívum|"
     "arkiv|arkisto|arhivă|arhiva|arşiv|αρχείο|αρχειοθήκη|arxiu|arhiv|архива|archyvas|"
     "arhīvs|arhiiv|ארכיון|الأرشيف|أرشيف|بایگانی|lưu trữ|ที่เก็บถาวร|เก็บถาวร|arsip|arkib|"
     "संग्रह|skjalasafn|artxiboa|архіў|archivados"},
    {FolderRole::All,
     "all mail|all messages|alle nachrichten|alle e-mails|tous les messages|todos|"
     "todo el correo|todos los mensajes|todos os e-mails|todo o correio|tutti i messaggi|"
     "tutti|alle berichten|alle e-mail|wszystkie|wszystkie wiadomości|вся почта|уся пошта|"
     "вся пошта|すべてのメール|所有邮件|全部郵件|所有郵件|전체보관함|전체 메일|všechny zprávy|celá "
     "pošta|"
     "všetky správy|minden levél|összes levél|alla mail|alla meddelanden|al post|"
     "all e-post|alle meldinger|kaikki viestit|toate mesajele|tüm postalar|"
     "όλα τα μηνύματα|tots els missatges|цялата поща|sva pošta|сва пошта|vsa pošta|"
     "visi laiškai|visas vēstules|kõik kirjad|כל הדואר|كل البريد|همه نامه‌ها|tất "
     "cả "
     "thư|"
     "จดหมายทั้งหมด|semua email"},
};
// clang-format on

QHash<QString, SuggestedRole> makeNameTable()
{
    QHash<QString, SuggestedRole> table;
    for (const auto &entry : specialNames) {
        const QStringList names = QString::fromUtf8(entry.names).split(QLatin1Char('|'));
        for (int rank = 0; rank < names.size(); ++rank)
            table.insert(names.at(rank), {entry.role, rank});
    }
    return table;
}

} // namespace

SuggestedRole suggestedRole(const QString &name)
{
    static const QHash<QString, SuggestedRole> table = makeNameTable();
    return table.value(name.normalized(QString::NormalizationForm_C).toLower().simplified());
}

} // namespace Turnstone
