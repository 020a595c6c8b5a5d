// SPDX-License-Identifier: MIT
#pragma once

#include "net/certificatepolicy.h"

#include <QObject>
#include <QVariant>
#include <memory>

class QSettings;

namespace Turnstone {

/// One typed preference: its key in the file, and what holds where the file says nothing or
/// nonsense.
template <typename T> struct Preference {
    const char *key;
    T fallback;
};

/// Every preference there is. Nothing else may name a key.
namespace Pref {
inline const Preference<QString> theme{"appearance/theme", QStringLiteral("system")}; // light, dark
inline const Preference<QString> layout{"appearance/layout", QStringLiteral("columns")}; // stacked
inline const Preference<bool> workOffline{"network/work-offline", false};
/// How long a change of an account's protocol can be undone, and its snapshot is kept; days.
inline const Preference<int> switchUndoDays{"network/switch-undo-days", 30};
/// Whether bytes are paid for: "auto" (as the system says), "yes" or "no".
inline const Preference<QString> metered{"network/metered", QStringLiteral("auto")};
inline const Preference<int> markReadAfterMs{"reading/mark-read-after-ms", 1000}; // -1: never
inline const Preference<bool> preferPlainText{"reading/prefer-plain-text", false};
inline const Preference<bool> showPreview{"list/show-preview", true};
inline const Preference<int> syncIntervalMinutes{"network/sync-interval-minutes", 10};
inline const Preference<QByteArray> windowGeometry{"window/geometry", {}};
inline const Preference<QByteArray> windowState{"window/state", {}};
inline const Preference<QByteArray> columnsSplitter{"window/columns-splitter", {}};
inline const Preference<QByteArray> stackedSplitter{"window/stacked-splitter", {}};
inline const Preference<QString> sortKey{"list/sort-key", QStringLiteral("date")};
inline const Preference<bool> sortAscending{"list/sort-ascending", false};
inline const Preference<bool> groupByDate{"list/group-by-date", true};
inline const Preference<QStringList> collapsedAccounts{"window/collapsed-accounts", {}};
inline const Preference<QStringList> expandedFolders{"window/expanded-folders", {}};
inline const Preference<QString> lastFolder{"window/last-folder", {}};
inline const Preference<bool> subscribedOnly{"window/subscribed-folders-only", false};
inline const Preference<QStringList> recentFolders{"window/recent-folders", {}}; // newest first
/// How long a message waits before it is sent, so that sending can be undone; 0: not at all.
inline const Preference<int> undoSendSeconds{"sending/undo-seconds", 10};
inline const Preference<QString> saveDirectory{"attachments/save-directory", {}};
} // namespace Pref

/// Preferences and certificate pins of a profile, in an INI file of its config folder. One thread.
/// A read-only file is no error: changes then last for the run, and `isWritable` says so.
class Preferences : public QObject {
    Q_OBJECT
public:
    explicit Preferences(const QString &configDirectory, QObject *parent = nullptr);
    ~Preferences() override;

    template <typename T> T get(const Preference<T> &preference) const
    {
        // canConvert asks for the types only; whether "abc" is a number, convert finds out.
        QVariant value = raw(preference.key);
        return value.isValid() && value.convert(QMetaType::fromType<T>()) ? value.value<T>()
                                                                          : preference.fallback;
    }
    template <typename T> void set(const Preference<T> &preference, const T &value)
    {
        setRaw(preference.key, QVariant::fromValue(value));
    }
    bool isWritable() const;

    QHash<QString, QByteArray> pins() const;
    void addPin(const Endpoint &, const QByteArray &certificateSha256);
    void removePin(const Endpoint &);

Q_SIGNALS:
    void changed(const QString &key);

private:
    QVariant raw(const char *key) const;
    void setRaw(const char *key, const QVariant &value);
    std::unique_ptr<QSettings> m_settings;
};

} // namespace Turnstone
