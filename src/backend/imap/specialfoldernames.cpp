// SPDX-License-Identifier: MIT
#include "backend/imap/specialfoldernames.h"

#include <QHash>

namespace Turnstone {

namespace {

constexpr struct {
    FolderRole role;
    const char *names; ///< UTF-8, lower case, divided by '|'
} specialNames[] = {
    {FolderRole::Drafts,
     "drafts|draft|draft messages|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|bozze|"
     "bozza|rascunhos|rascunho|concepten|concept|wersje robocze|szkice|robocze|черновики|чернетки|"
     "下書き|草稿|草稿箱|草稿匣|임시 "
     "보관함|임시보관함|koncepty|rozepsané|piszkozatok|utkast|kladder|"
     "luonnokset|ciorne|taslaklar|πρόχειρα|esborranys|koncept"},
    {FolderRole::Sent,
     "sent|sent items|sent mail|sent messages|sent-mail|gesendet|gesendete elemente|"
     "gesendete objekte|gesendete nachrichten|envoyés|messages envoyés|éléments envoyés|enviados|"
     "elementos enviados|mensajes enviados|posta inviata|inviati|inviata|messaggi inviati|"
     "itens enviados|mensagens enviadas|verzonden|verzonden items|verzonden berichten|wysłane|"
     "elementy wysłane|отправленные|надіслані|送信済み|送信済みアイテム|送信済みメール|已发送|"
     "已发送邮件|已发送消息|寄件備份|已傳送|보낸 편지함|보낸편지함|odeslané|odeslaná "
     "pošta|odoslané|"
     "elküldött|elküldött elemek|skickat|skickade|sendt|sendte elementer|lähetetyt|trimise|"
     "gönderilmiş öğeler|gönderilenler|απεσταλμένα|enviats"},
    {FolderRole::Trash,
     "trash|deleted|deleted items|deleted messages|bin|papierkorb|gelöscht|gelöschte elemente|"
     "gelöschte objekte|corbeille|éléments supprimés|messages supprimés|papelera|"
     "elementos eliminados|eliminados|cestino|posta eliminata|messaggi eliminati|lixeira|"
     "itens excluídos|itens eliminados|prullenbak|verwijderde items|"
     "verwijderd|kosz|elementy usunięte|корзина|удаленные|удалённые|кошик|ごみ箱|ゴミ箱|"
     "削除済みアイテム|已删除|已删除邮件|已删除消息|垃圾桶|刪除的郵件|휴지통|지운 편지함|koš|"
     "odstraněná pošta|kôš|lomtár|kuka|papperskorg|papperskorgen|papirkurv|slettede elementer|"
     "roskakori|coș de gunoi|çöp kutusu|κάδος|paperera"},
    {FolderRole::Junk,
     "junk|junk e-mail|junk email|junk mail|spam|bulk mail|unerwünscht|unerwünschte werbung|"
     "spamverdacht|courrier indésirable|indésirables|pourriel|correo no deseado|"
     "correo basura|posta indesiderata|indesiderata|lixo eletrônico|lixo electrónico|ongewenst|"
     "ongewenste e-mail|ongewenste reclame|wiadomości-śmieci|niechciane|спам|"
     "нежелательная почта|迷惑メール|垃圾邮件|垃圾郵件|스팸|스팸 메일함|nevyžádaná pošta|"
     "levélszemét|skräppost|søppelpost|uønsket e-mail|roskaposti|gereksiz|ανεπιθύμητα|correu "
     "brossa"},
    {FolderRole::Archive,
     "archive|archives|archiv|archivos|archivo|archivio|arquivo|arquivo morto|archief|archiwum|"
     "архив|архів|アーカイブ|归档|存档|封存|보관함|archív|archívum|arkiv|arkisto|arhivă|arşiv|"
     "αρχείο|arxiu"},
};

QHash<QString, FolderRole> makeNameTable()
{
    QHash<QString, FolderRole> table;
    for (const auto &entry : specialNames) {
        const QStringList names = QString::fromUtf8(entry.names).split(QLatin1Char('|'));
        for (const QString &name : names)
            table.insert(name, entry.role);
    }
    return table;
}

} // namespace

FolderRole folderRoleFromName(const QString &name)
{
    static const QHash<QString, FolderRole> table = makeNameTable();
    return table.value(name.normalized(QString::NormalizationForm_C).toLower().simplified(),
                       FolderRole::None);
}

} // namespace Turnstone
