// SPDX-License-Identifier: MIT
#pragma once

#include <QTableWidget>

namespace Turnstone {

/// Addresses or numbers, each with what kind it is: edited where they stand. The last row is empty
/// and becomes another one when something is typed there; Delete removes one.
class ValuesTable : public QTableWidget {
    Q_OBJECT
public:
    explicit ValuesTable(QWidget *parent = nullptr);

    struct Kind {
        QString word; ///< as a contact has it
        QString text; ///< for people
    };
    struct Value {
        QString text;
        QString kind;
        bool preferred = false;
    };
    /// What may be chosen; `isAddress`: what is no mail address is marked, and one is preferred.
    void prepare(const QString &name, const QList<Kind> &kinds, bool isAddress);
    void setValues(const QList<Value> &values);
    /// What is being typed counts.
    void finishEditing();
    /// Without blank ones.
    QList<Value> values() const;

Q_SIGNALS:
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void append(const Value &value);
    void changed(QTableWidgetItem *item);
    void mark(QTableWidgetItem *item);
    void fit();

    QList<Kind> m_kinds;
    bool m_isAddress = false;
    bool m_filling = false;
};

} // namespace Turnstone
