// SPDX-License-Identifier: MIT
#include "gui/theme.h"

#include "settings/preferences.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QProxyStyle>
#include <QStyleOption>

namespace Turnstone {

namespace {

const auto portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const auto portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const auto appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const auto colourSchemeKey = QStringLiteral("color-scheme");

constexpr int explanationCharacters = 45;

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

/// Fusion without the pictures on OK and Cancel, which belong to no icon set of ours, and with
/// edges of fields, boxes and radio buttons that can be seen on a dark ground: Fusion derives them
/// from the window's colour, darkened. Message boxes are wide enough to be read.
class CalmStyle : public QProxyStyle {
public:
    CalmStyle()
        : QProxyStyle(QStringLiteral("Fusion"))
    { }
    using QProxyStyle::polish;
    void polish(QWidget *widget) override
    {
        QProxyStyle::polish(widget);
        // A box as wide as its short question would break its explanation after each few words.
        if (widget->objectName() == QLatin1String("qt_msgbox_informativelabel"))
            widget->setMinimumWidth(widget->fontMetrics().averageCharWidth()
                                    * explanationCharacters);
    }
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons
            ? 0
            : QProxyStyle::styleHint(hint, option, widget, result);
    }
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        const bool indicator =
            element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton;
        if (option && isDarkPalette(option->palette) && indicator) {
            if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
                QStyleOptionButton visible(*button);
                visible.palette.setColor(QPalette::Window, QColor(0xb0b7c0));
                QProxyStyle::drawPrimitive(element, &visible, painter, widget);
                return;
            }
        } else if (option && isDarkPalette(option->palette) && element == PE_FrameLineEdit) {
            if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
                QStyleOptionFrame visible(*frame);
                visible.palette.setColor(QPalette::Window, QColor(0x8a929c));
                QProxyStyle::drawPrimitive(element, &visible, painter, widget);
                return;
            }
        }
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override
    {
        const auto *spin = control == CC_SpinBox
            ? qstyleoption_cast<const QStyleOptionSpinBox *>(option)
            : nullptr;
        if (spin && isDarkPalette(spin->palette)) {
            QStyleOptionSpinBox visible(*spin);
            visible.palette.setColor(QPalette::Window, QColor(0x8a929c));
            QProxyStyle::drawComplexControl(control, &visible, painter, widget);
            return;
        }
        const auto *button = control == CC_ToolButton
            ? qstyleoption_cast<const QStyleOptionToolButton *>(option)
            : nullptr;
        if (button && button->features.testFlag(QStyleOptionToolButton::HasMenu)
            && !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup)) {
            drawMenuButton(*button, painter, widget);
            return;
        }
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }

private:
    /// The arrow beside the words, where Qt has it below them in a corner.
    void drawMenuButton(const QStyleOptionToolButton &option, QPainter *painter,
                        const QWidget *widget) const
    {
        QStyleOptionToolButton button(option);
        button.features.setFlag(QStyleOptionToolButton::HasMenu, false);
        QProxyStyle::drawComplexControl(CC_ToolButton, &button, painter, widget);
        const int side = pixelMetric(PM_MenuButtonIndicator, &option, widget) * 2 / 3;
        const QRect place(option.rect.right() - side - 1, option.rect.center().y() - side / 2, side,
                          side);
        QStyleOption arrow(option);
        arrow.rect = visualRect(option.direction, option.rect, place);
        proxy()->drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
    }
};

QPalette makePalette(const QColor &window, const QColor &base, const QColor &alternate,
                     const QColor &text, const QColor &muted, const QColor &button,
                     const QColor &highlight, const QColor &link, const QColor &visited)
{
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alternate);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, alternate);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, visited);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = muted;
        faded.setAlphaF(0.6f);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, alternate);
    return palette;
}

} // namespace

QPalette Theme::lightPalette()
{
    return makePalette(0xf4f5f7, 0xffffff, 0xf7f8fa, 0x1c2026, 0x5c6370, 0xf9fafb, 0x1f6a99,
                       0x1b6494, 0x6b4a93);
}

QPalette Theme::darkPalette()
{
    return makePalette(0x1d2024, 0x24282d, 0x2a2e34, 0xe7e9ec, 0xa6adb8, 0x2d3238, 0x2f739f,
                       0x80c0ea, 0xc4a8ea);
}

ThemeColours Theme::colours(const QPalette &palette)
{
    ThemeColours colours;
    if (isDarkPalette(palette)) {
        colours.accent = 0x74b9e6;
        colours.onAccent = 0x12212c;
        colours.secondaryText = 0xaab1bc;
        colours.line = 0x363b42;
        colours.flag = 0xf0a852;
        colours.selected = 0x2c4a60;
        colours.selectedInactive = 0x363c44;
        colours.hover = 0x2b3036;
        colours.warningGround = 0x453717;
        colours.warningText = 0xf6dfa8;
        colours.errorGround = 0x4d2a2a;
        colours.errorText = 0xf8cfcb;
        colours.noticeGround = 0x263b4a;
        colours.noticeText = 0xcfe6f6;
    } else {
        colours.accent = 0x1f6a99;
        colours.onAccent = 0xffffff;
        colours.secondaryText = 0x586070;
        colours.line = 0xe2e5e9;
        colours.flag = 0xd9771c;
        colours.selected = 0xd8e8f4;
        colours.selectedInactive = 0xe8eaee;
        colours.hover = 0xf2f5f8;
        colours.warningGround = 0xfdf3d7;
        colours.warningText = 0x5b4307;
        colours.errorGround = 0xfbe6e4;
        colours.errorText = 0x7a1f19;
        colours.noticeGround = 0xe4f0f8;
        colours.noticeText = 0x16435f;
    }
    return colours;
}

Theme::Theme(QApplication &application, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_preferences(preferences)
    , m_desktopDark(isDarkPalette(application.palette()))
{
    application.setStyle(new CalmStyle);
    connect(&preferences, &Preferences::changed, this, [this](const QString &key) {
        if (key == QLatin1String(Pref::theme.key))
            apply();
    });
    apply();
    askPortal();
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface,
                                                       QStringLiteral("Read"));
    call << appearanceGroup << colourSchemeKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 3000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError())
            return; // no portal: the platform's palette has told already
        // Read wraps its value in one variant too many; SettingChanged does not.
        QVariant value = reply.value().variant();
        if (value.canConvert<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        setDesktopScheme(value.toUInt());
    });
}

void Theme::onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup && key == colourSchemeKey)
        setDesktopScheme(value.variant().toUInt());
}

void Theme::setDesktopScheme(uint scheme)
{
    // 0 no preference, 1 dark, 2 light (xdg-desktop-portal, Settings).
    m_desktopDark = scheme == 1;
    apply();
}

void Theme::apply()
{
    const QString wish = m_preferences.get(Pref::theme);
    m_dark = wish == QLatin1String("dark") || (wish != QLatin1String("light") && m_desktopDark);
    m_application.setPalette(m_dark ? darkPalette() : lightPalette());
}

} // namespace Turnstone
