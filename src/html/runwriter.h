// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Turnstone {

/// How a run of text looks.
struct RunFormat {
    enum Script { Base, Sub, Super };
    QString link; ///< safe, fully encoded
    bool bold = false, italic = false, underline = false, strike = false, code = false;
    Script script = Base;
    bool inHeading = false, inPre = false; ///< where it stands; not written
    QStringList tags() const; ///< the elements around it, outermost first, with attributes
};

QString escapedHtml(const QString &text);

/// Writes runs of text within blocks: elements are opened and closed only where the look changes,
/// always in the same order, so that one look has one spelling. Blanks are collapsed as a browser
/// does, or kept (by no-break spaces) where `keepsBlanks`. Inside src/html only.
class RunWriter {
public:
    explicit RunWriter(bool keepsBlanks)
        : m_keepsBlanks(keepsBlanks)
    { }

    void raw(const QString &markup); ///< ends the line of text first
    void openBlock(const QString &name, const QString &attributes);
    void closeBlock(const QString &name);
    /// With `joins`, goes on in the block that closePre closed last, if nothing came between.
    void openPre(const QString &attributes, bool joins);
    void closePre();

    void text(const QString &text, const RunFormat &format);
    void lineBreak(const RunFormat &format);
    void object(const QString &markup, const RunFormat &format);
    void endLine(); ///< closes what is open of the line's looks
    QString take();

private:
    void setTags(const QStringList &tags);
    void addPlain(QChar c, const QStringList &tags);
    void addKeptBlank(const QStringList &tags);
    void keepLastBlank();

    const bool m_keepsBlanks;
    QString m_html;
    QStringList m_open; ///< the elements of the look that is written
    bool m_atStart = true; ///< of a line
    bool m_blank = false; ///< one that is written if something follows, with its look:
    QStringList m_blankTags;
    qsizetype m_lastBlank = -1; ///< behind a blank that was kept
    qsizetype m_lastBlankAt = -1; ///< of one that ends the line as yet
    qsizetype m_blockStart = -1;
    qsizetype m_preStart = 0;
    qsizetype m_preEnd = -1; ///< behind the last </pre>
    bool m_preIsEmpty = true; ///< nothing since openPre
    bool m_preIsPadded = false; ///< has its line break to be swallowed
};

} // namespace Turnstone
