// SPDX-License-Identifier: MIT
#include "gui/helpwindow.h"

#include "settings/providers.h"
#include "ui_helpwindow.h"

#include <QDesktopServices>
#include <QFile>
#include <QRegularExpression>
#include <QShortcut>
#include <QToolButton>

static void initHelpResource()
{
    Q_INIT_RESOURCE(help); // a static library's resources aren't registered by themselves
}

namespace Turnstone {

namespace {

/// Their files' names, in HelpTopic's order; links between the texts are these, too.
const QStringList &helpNames()
{
    static const QStringList names{QStringLiteral("kept"), QStringLiteral("protocols"),
                                   QStringLiteral("ports"), QStringLiteral("missing"),
                                   QStringLiteral("switch-on")};
    return names;
}

QString providerList()
{
    QString list = QStringLiteral("<ul>");
    QString last;
    for (const MailProvider &provider : mailProviders()) {
        const auto link = [](const QUrl &page, const QString &text) {
            return QStringLiteral("<a href=\"%1\">%2</a>")
                .arg(page.toString().toHtmlEscaped(), text.toHtmlEscaped());
        };
        QStringList links;
        if (!provider.switchOnPop3.isEmpty())
            links = {link(provider.switchOn, QStringLiteral("IMAP")),
                     link(provider.switchOnPop3, QStringLiteral("POP3"))};
        else if (const QUrl page = provider.pageFor(QStringLiteral("imap")); !page.isEmpty())
            links.append(link(page, HelpWindow::tr("mail programs", "a provider's page about")));
        if (!provider.appPassword.isEmpty())
            links.append(
                link(provider.appPassword, HelpWindow::tr("password", "a provider's page about")));
        const QString line =
            provider.name.toHtmlEscaped() + QStringLiteral(": ") + links.join(QStringLiteral(", "));
        // Two entries may be one provider with other servers.
        if (!links.isEmpty() && line != last)
            list += QStringLiteral("<li>") + line + QStringLiteral("</li>");
        last = line;
    }
    return list + QStringLiteral("</ul>");
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::HelpWindow>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < helpNames().size(); ++i)
        m_ui->topics->addItem(title(HelpTopic(i)));
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->splitter->setSizes({width() / 3, width() * 2 / 3});
    m_ui->page->document()->setDocumentMargin(fontMetrics().height() * 0.8);
    connect(m_ui->topics, &QListWidget::currentRowChanged, this,
            [this](int row) { m_ui->page->setHtml(text(HelpTopic(row))); });
    connect(m_ui->page, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const qsizetype topic = helpNames().indexOf(url.toString());
        if (topic >= 0)
            show(HelpTopic(topic));
        else
            QDesktopServices::openUrl(url);
    });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

HelpWindow::~HelpWindow() = default;

void HelpWindow::show(HelpTopic topic)
{
    m_ui->topics->setCurrentRow(int(topic));
    QDialog::show();
    raise();
    activateWindow();
    m_ui->page->setFocus();
}

HelpWindow *HelpWindow::showTopic(HelpTopic topic, QWidget *asker)
{
    // A child of the asking window: a modal dialog leaves its own children alone.
    QWidget *window = asker->window();
    auto *help = window->findChild<HelpWindow *>(QString(), Qt::FindDirectChildrenOnly);
    if (!help)
        help = new HelpWindow(window);
    help->show(topic);
    return help;
}

void HelpWindow::prepareButton(QToolButton &button, HelpTopic topic)
{
    //: %1: the title of a text of the help
    const QString name = tr("Help: %1").arg(title(topic));
    button.setAccessibleName(name);
    button.setToolTip(name);
    button.setAutoRaise(true);
    connect(&button, &QToolButton::clicked, &button,
            [&button, topic] { showTopic(topic, &button); });
}

void HelpWindow::prepareKey(QWidget &dialog, HelpTopic topic)
{
    auto *key = new QShortcut(QKeySequence(QKeySequence::HelpContents), &dialog);
    connect(key, &QShortcut::activated, &dialog, [&dialog, topic] { showTopic(topic, &dialog); });
}

QString HelpWindow::title(HelpTopic topic)
{
    static const QRegularExpression heading(QStringLiteral("<h1>(.*?)</h1>"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return heading.match(text(topic)).captured(1);
}

QString HelpWindow::text(HelpTopic topic)
{
    initHelpResource();
    //: The folder of the help in this language: "en", "de"; "en" where there is none
    const QString language = tr("en", "folder of the help");
    const QString name = helpNames().value(int(topic));
    QFile file(QStringLiteral(":/help/%1/%2.html").arg(language, name));
    if (!file.exists())
        file.setFileName(QStringLiteral(":/help/en/%1.html").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    const QString providers = QStringLiteral("<!--providers-->");
    if (text.contains(providers))
        text.replace(providers, providerList());
    return text;
}

} // namespace Turnstone
