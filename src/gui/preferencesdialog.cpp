// SPDX-License-Identifier: MIT
#include "gui/preferencesdialog.h"

#include "gui/helpwindow.h"
#include "gui/settingssearch.h"
#include "settings/writingpreferences.h"
#include "ui_preferencesdialog.h"

namespace Turnstone {

namespace {
// In the order of the form's choices.
const QStringList &themeWords()
{
    static const QStringList words{QStringLiteral("system"), QStringLiteral("light"),
                                   QStringLiteral("dark")};
    return words;
}
const QStringList &layoutWords()
{
    static const QStringList words{QStringLiteral("columns"), QStringLiteral("stacked")};
    return words;
}
const QStringList &meteredWords()
{
    static const QStringList words{QStringLiteral("auto"), QStringLiteral("yes"),
                                   QStringLiteral("no")};
    return words;
}
const QStringList &formatWords()
{
    static const QStringList words{QStringLiteral("original"), QStringLiteral("plain"),
                                   QStringLiteral("rich")};
    return words;
}
} // namespace

PreferencesDialog::PreferencesDialog(Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PreferencesDialog>())
    , m_preferences(preferences)
{
    m_ui->setupUi(this);
    load();
    connectWidgets();
    new SettingsSearch(*m_ui->searchEdit, *m_ui->searchCount, *this, nullptr);
    HelpWindow::prepareKey(*this, HelpTopic::Kept);
    // Wrapped sentences take more room in some languages than where the form was drawn.
    resize(width(), qMax(height(), layout()->totalHeightForWidth(width())));
}

PreferencesDialog::~PreferencesDialog() = default;

void PreferencesDialog::load()
{
    m_ui->themeCombo->setCurrentIndex(
        qMax(0, int(themeWords().indexOf(m_preferences.get(Pref::theme)))));
    m_ui->layoutCombo->setCurrentIndex(
        qMax(0, int(layoutWords().indexOf(m_preferences.get(Pref::layout)))));
    const int markAfter = m_preferences.get(Pref::markReadAfterMs);
    m_ui->markReadCheck->setChecked(markAfter >= 0);
    m_ui->markReadSeconds->setEnabled(markAfter >= 0);
    m_ui->markReadSeconds->setValue((markAfter >= 0 ? markAfter : Pref::markReadAfterMs.fallback)
                                    / 1000.0);
    m_ui->preferPlainCheck->setChecked(m_preferences.get(Pref::preferPlainText));
    m_ui->receiptsCheck->setChecked(m_preferences.get(Pref::asksAboutReceipts));
    m_ui->previewCheck->setChecked(m_preferences.get(Pref::showPreview));
    m_ui->groupCheck->setChecked(m_preferences.get(Pref::groupByDate));
    m_ui->formatCombo->setCurrentIndex(
        qMax(0, int(formatWords().indexOf(m_preferences.get(Pref::messageFormat)))));
    m_ui->undoSendSpin->setValue(m_preferences.get(Pref::undoSendSeconds));
    m_ui->collectCheck->setChecked(m_preferences.get(Pref::collectAddresses));
    m_ui->intervalSpin->setValue(m_preferences.get(Pref::syncIntervalMinutes));
    m_ui->meteredCombo->setCurrentIndex(
        qMax(0, int(meteredWords().indexOf(m_preferences.get(Pref::metered)))));
    m_ui->readOnlyText->setVisible(!m_preferences.isWritable());
}

void PreferencesDialog::connectWidgets()
{
    connect(m_ui->themeCombo, &QComboBox::activated, this,
            [this](int index) { m_preferences.set(Pref::theme, themeWords().at(index)); });
    connect(m_ui->layoutCombo, &QComboBox::activated, this,
            [this](int index) { m_preferences.set(Pref::layout, layoutWords().at(index)); });
    const auto setMarkRead = [this] {
        const bool marks = m_ui->markReadCheck->isChecked();
        m_ui->markReadSeconds->setEnabled(marks);
        m_preferences.set(Pref::markReadAfterMs,
                          marks ? qRound(m_ui->markReadSeconds->value() * 1000) : -1);
    };
    connect(m_ui->markReadCheck, &QCheckBox::toggled, this, setMarkRead);
    connect(m_ui->markReadSeconds, &QDoubleSpinBox::valueChanged, this, setMarkRead);
    const auto bind = [this](QCheckBox *box, const Preference<bool> &preference) {
        connect(box, &QCheckBox::toggled, this,
                [this, &preference](bool on) { m_preferences.set(preference, on); });
    };
    bind(m_ui->preferPlainCheck, Pref::preferPlainText);
    bind(m_ui->receiptsCheck, Pref::asksAboutReceipts);
    bind(m_ui->previewCheck, Pref::showPreview);
    bind(m_ui->groupCheck, Pref::groupByDate);
    bind(m_ui->collectCheck, Pref::collectAddresses);
    connect(m_ui->formatCombo, &QComboBox::activated, this,
            [this](int index) { m_preferences.set(Pref::messageFormat, formatWords().at(index)); });
    connect(m_ui->undoSendSpin, &QSpinBox::valueChanged, this,
            [this](int seconds) { m_preferences.set(Pref::undoSendSeconds, seconds); });
    connect(m_ui->intervalSpin, &QSpinBox::valueChanged, this,
            [this](int minutes) { m_preferences.set(Pref::syncIntervalMinutes, minutes); });
    connect(m_ui->meteredCombo, &QComboBox::activated, this,
            [this](int index) { m_preferences.set(Pref::metered, meteredWords().at(index)); });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace Turnstone
